/** @module CloudEvents 1.0 over HTTP (binary, structured, batched), read into our words: https://cloudevents.io */
export { readCloudEvents } from './read-cloud-events';
export type { RequestHeaders } from './modes';
