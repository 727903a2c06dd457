/** @module How the words of other systems become ours: countries, domains, seniorities; and how a refusal is said. */
export { countryCode } from './country';
export { refused } from './refusal';
export { seniorityOf } from './seniority';
export { domainOf } from './web-domain';
