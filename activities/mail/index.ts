/** @module Mail over SMTP, one per key. */
export { createMailer, type MailerDeps, type SentMail, type SmtpMailer } from './mailer';
export { messageIdOf } from './message';
export { domainOf, senderOf } from './sender';
export { isLostAddress, isRefusedAddress } from './smtp-failure';
export type { Address, Mailer, OutgoingMail } from './port';
