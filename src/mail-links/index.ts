/**
 * @module
 * Addresses in our mails that can be acted on: signed links to pages, and addresses to which answers and bounces come.
 */
export { createMailLinks, type LinkRead, type MailLinks, type TaskLink, type UnsubscribeLink } from './mail-links';
export {
  createReturnAddresses,
  type Bounced,
  type Replied,
  type ReturnAddresses,
  type ReturnKind,
  type ReturnedTo,
} from './return-addresses';
export { consentWithdrawn, mailStateChanged } from './told-of-contact';
