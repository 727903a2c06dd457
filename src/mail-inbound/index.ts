/** @module Mail that comes back to us by SMTP: replies to task mails, bounces, complaints, and the wish for no more. */
export { startMailInbound, type MailInbound, type MailInboundOptions } from './listener';
export type { TaskReply } from './reply';
