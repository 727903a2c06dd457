/** @module How the words of other systems become ours: countries; and how a refusal is said. */
export { countryCode } from './country';
export { refused } from './refusal';
