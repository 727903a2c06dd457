/** @module Who is who: contacts known under several names, and the domains of companies. */
export { contactIds, type ContactIdOf, type KnownContact } from './contacts';
export { comparableEmail, domainOf, isPublicDomain } from './domains';
