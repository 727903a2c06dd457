/** @module HubSpot's webhooks: whether a request is HubSpot's own, and what its events say in our words. */
export { readHubspot } from './read-hubspot';
export { verifyHubspotSignature, type SignatureVerdict, type SignedRequest } from './signature';
