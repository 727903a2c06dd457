/** @module Salesforce's outbound messages: what their records say in our words, and the answer that Salesforce awaits. */
export { salesforceAck } from './acknowledge';
export { readSalesforce, type SalesforceReads } from './read-salesforce';
