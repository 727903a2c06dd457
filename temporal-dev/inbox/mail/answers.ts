import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { InboxError } from '../errors';
import type { InboxMail } from '../model';
import type { Mailbox } from '../state/mailbox';

/** What can come back to the app for a mail, other than somebody's words. */
export type MailReport = 'bounce' | 'soft-bounce' | 'complaint';

/** What goes back to the app by SMTP: what people reply, and what mail servers report. */
export class MailAnswers {
  /** `smtp://host:port` of the app; absent: nothing can go back. */
  url: string | undefined;

  constructor(private readonly mailbox: Mailbox) {}

  /**
   * Sends a reply to a mail as one of its receivers, quoting it as mail programs do. Sent with the same `messageId` again, it
   * is the same mail.
   * @throws InboxError `INBOX_NO_REPLIES_URL`, `INBOX_MESSAGE_GONE`, `INBOX_MAIL_REFUSED` with the app's answer
   */
  async reply(input: { as: string; messageId: string; text: string; replyId?: string }): Promise<void> {
    const mail = this.find(input.messageId);
    const quoted = mail.text.split('\n').map((line) => `> ${line}`.trimEnd());
    await this.send({
      messageId: input.replyId ?? `<${randomUUID()}@local-inbox>`,
      envelope: { from: input.as, to: mail.replyTo ?? mail.from },
      ...{ from: input.as, to: mail.replyTo ?? mail.from, inReplyTo: mail.messageId, references: mail.messageId },
      subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
      text: `${input.text}\n\nOn ${mail.at.toUTCString()}, ${mail.from} wrote:\n${quoted.join('\n')}\n`,
    });
  }

  /**
   * Sends back what a mail server reports of a mail: that it could not be delivered, for good (RFC 3464, 5.1.1) or for now
   * (4.2.2), or that its reader called it spam (RFC 5965). Errors are those of {@link reply}.
   */
  async report(input: { messageId: string; as: MailReport }): Promise<void> {
    const mail = this.find(input.messageId);
    const to = mail.returnPath ?? mail.from;
    const isComplaint = input.as === 'complaint';
    await this.send({
      envelope: { from: isComplaint ? 'feedback@local-inbox.example' : '', to },
      raw: reportOn(mail, to, input.as),
    });
  }

  private find(messageId: string): InboxMail {
    const mail = this.mailbox.find(messageId);
    if (!mail) throw new InboxError('INBOX_MESSAGE_GONE', 'this mail does not exist any more.');
    return mail;
  }

  private async send(mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]): Promise<void> {
    if (!this.url) throw new InboxError('INBOX_NO_REPLIES_URL', 'the app takes no mail: it listens on no port for it.');
    const transport = createTransport({ url: this.url, ignoreTLS: true });
    try {
      await transport.sendMail(mail);
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new InboxError('INBOX_MAIL_REFUSED', `the app did not take the mail: ${words}`, { cause });
    } finally {
      transport.close();
    }
  }
}

function reportOn(mail: InboxMail, to: string, as: MailReport): string {
  const boundary = randomUUID();
  const headers = Object.entries(mail.headers).map(([name, value]) => `${name}: ${value.replaceAll('\n', ' ')}`);
  const [type, words, fields] = as === 'complaint' ? complaint(mail, to) : failure(mail, as);
  const part = (contentType: string, lines: readonly string[]) => [
    `--${boundary}`,
    `Content-Type: ${contentType}`,
    '',
    ...lines,
    '',
  ];
  return [
    'From: Mail service <mailer-daemon@local-inbox.example>',
    `To: <${to}>`,
    `Subject: ${words}`,
    `Message-ID: <${randomUUID()}@local-inbox>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="${boundary}"`,
    '',
    ...part('text/plain; charset=utf-8', [words]),
    ...part(`message/${type}`, fields),
    ...part('message/rfc822', [`Return-Path: <${to}>`, ...headers, '', '(the mail itself)']),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

type ReportParts = readonly [type: string, words: string, fields: readonly string[]];

function failure({ recipients }: InboxMail, as: MailReport): ReportParts {
  const isFinal = as === 'bounce';
  const [recipient = ''] = recipients;
  return [
    'delivery-status',
    isFinal ? 'The mail could not be delivered' : 'The mail could not be delivered yet',
    [
      'Reporting-MTA: dns; local-inbox.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${isFinal ? 'failed' : 'delayed'}`,
      `Status: ${isFinal ? '5.1.1' : '4.2.2'}`,
      `Diagnostic-Code: smtp; ${isFinal ? '550 5.1.1 no such user' : '452 4.2.2 mailbox full'}`,
    ],
  ];
}

const complaint = ({ recipients }: InboxMail, to: string): ReportParts => [
  'feedback-report',
  'A reader called this mail spam',
  [
    'Feedback-Type: abuse',
    'User-Agent: local-inbox/1',
    'Version: 1',
    `Original-Mail-From: <${to}>`,
    `Original-Rcpt-To: <${recipients[0] ?? ''}>`,
  ],
];
