/** @module The mailer's port: one mail per key, whatever happens in between. */
export interface Address {
  readonly name: string;
  readonly address: string;
}

export interface OutgoingMail {
  /** The Message-ID follows from it: a mail sent again after a crash is the same mail to its receiver. */
  readonly key: string;
  readonly from: Address;
  readonly replyTo?: Address;
  /** Where the mail goes back to when it cannot be delivered; the sender's address when absent. */
  readonly returnPath?: string;
  /** How its receiver gets no more of this kind: RFC 2369, and by one click RFC 8058. */
  readonly unsubscribe?: { readonly url: string; readonly address?: string };
  readonly to: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
  /** An iCalendar body, sent as text/calendar alternative with this METHOD. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
  /** Key of an earlier mail this one belongs under. */
  readonly inReplyToKey?: string;
}

export interface Mailer {
  /** MAIL_REFUSED is final; MAIL_UNAVAILABLE is tried again. Answers undefined when the effect was withdrawn before it happened. */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string } | undefined>;
}
