import { escapeHtml } from '../plain-to-html';
import type { MailText } from './card-mail';

const WORDS = 'If you would rather not get mails like this from us, unsubscribe here:';

/** The mail with a last line by which its reader gets no more of them. */
export function withUnsubscribe({ subject, text, html }: MailText, url: string): MailText {
  const link = `<a href="${escapeHtml(url)}">unsubscribe here</a>`;
  const line = `<p style="margin-top:2em;font-size:13px;color:#52606d">${WORDS.replace('unsubscribe here:', link)}.</p>`;
  const end = html.lastIndexOf('</body>');
  return {
    subject,
    text: `${text.trimEnd()}\n\n-- \n${WORDS}\n${url}\n`,
    html: end < 0 ? `${html}${line}\n` : `${html.slice(0, end)}${line}\n${html.slice(end)}`,
  };
}
