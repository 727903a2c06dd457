/** The stable codes of {@link InboxError}. */
export type InboxErrorCode =
  | 'INBOX_DATA_UNREADABLE'
  | 'INBOX_DUPLICATE_EMAIL'
  | 'INBOX_FAULTS_INVALID'
  | 'INBOX_INPUT_INVALID'
  | 'INBOX_MAIL_REFUSED'
  | 'INBOX_MESSAGE_GONE'
  | 'INBOX_NO_ACTION'
  | 'INBOX_NO_HOME'
  | 'INBOX_NO_INTERACTIONS_URL'
  | 'INBOX_NO_MODAL'
  | 'INBOX_NO_PERSON'
  | 'INBOX_NO_REPLIES_URL'
  | 'INBOX_NOT_VISIBLE'
  | 'INBOX_REQUEST_INVALID'
  | 'INBOX_STOPPED'
  | 'INBOX_UNTIL_TIMEOUT';

/** What the inbox refuses to do, with a stable code and a sentence that says how to go on. */
export class InboxError extends Error {
  constructor(
    readonly code: InboxErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${message}`, options);
    this.name = 'InboxError';
  }
}
