import type { InboxMail } from '../model';
import { escapeHtml, type Html, html, trusted } from './html';
import type { Times } from './times';

/** The mails of one address, newest first; the first one is open. */
export function renderMails(mails: readonly InboxMail[], times: Times): Html {
  if (!mails.length) return html`<p class="empty">No mail for this address.</p>`;
  const newestFirst = [...mails].reverse();
  return html`<div class="mails">${newestFirst.map((mail, index) => renderMail(mail, times, index === 0))}</div>`;
}

function renderMail(mail: InboxMail, times: Times, isOpen: boolean): Html {
  return html`<details class="mail" id="mail-${mail.messageId}" ${isOpen && trusted('open')}>
    <summary>
      <span class="mail-subject">${mail.subject || '(no subject)'}</span> <span class="mail-from">${mail.from}</span
      ><time datetime="${mail.at.toISOString()}" title="${times.zone}">${times.full(mail.at)}, ${times.zone}</time>
    </summary>
    <dl>
      ${row('From', mail.from)}${row('To', mail.to.join(', '))}${row('Cc', mail.cc.join(', '))}${row('Reply-To', mail.replyTo)}
      ${row('Date', `${times.full(mail.at)} ${times.zone}`)}
      ${mail.deliveries > 1 && row('Deliveries', `${mail.deliveries} times with this Message-ID`)}
    </dl>
    ${mailContent(mail)}
    ${
      mail.attachments.length > 0 &&
      html`<ul class="attachments">
        ${mail.attachments.map(
          (each, index) =>
            html`<li>
              <a download href="/attachment?mail=${encodeURIComponent(mail.messageId)}&index=${index}"
                >📎 ${each.filename}</a
              >
              <small>${each.contentType}, ${sizeOf(each.content.length)}</small>
            </li>`,
        )}
      </ul>`
    }
    ${replyForm(mail)}
    <details class="mail-headers">
      <summary>Headers</summary>
      <pre>${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>
    </details>
  </details>`;
}

/** What the mail says, as HTML where it has that, and as text. */
export function mailContent(mail: InboxMail): Html {
  return html`${mail.html && html`<iframe class="mail-html" title="Mail as HTML: ${mail.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${framed(mail.html)}"></iframe>`}
  ${
    mail.text &&
    (mail.html
      ? html`<details class="mail-text">
          <summary>Text version</summary>
          <pre>${linked(mail.text)}</pre>
        </details>`
      : html`<pre class="mail-text">${linked(mail.text)}</pre>`)
  }`;
}

/** The text with its web addresses as links, as mail programs show it. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}])/)
    .map((part, index) =>
      index % 2 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : html`${part}`,
    );
}

/** What whoever got the mail, or their mail server, sends back. */
function replyForm({ messageId, replyTo, from, recipients }: InboxMail): Html {
  const who = recipients[0] ?? '';
  const id = `reply-${messageId}`;
  return html`<form class="mail-reply" data-mail-reply data-mail="${messageId}" data-as="${who}">
    <label for="${id}">Reply as ${who} to ${replyTo ?? from}</label>
    <textarea id="${id}" name="text" rows="3" required></textarea>
    <p>
      <button class="btn primary">Reply</button>
      <button class="btn" type="button" data-report="bounce">Bounce</button>
      <button class="btn" type="button" data-report="soft-bounce">Soft bounce</button>
      <button class="btn" type="button" data-report="complaint">Complain</button>
      <span role="status" data-error></span>
    </p>
  </form>`;
}

function row(label: string, value: string | undefined): Html {
  return value
    ? html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div>`
    : html``;
}

/** The mail's own markup for a frame without scripts; its links open in a new tab. The frame's policy allows no script and no form. */
function framed(markup: string): string {
  const policy = "default-src 'none'; img-src data: https: http:; style-src 'unsafe-inline'; font-src data: https:";
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}"><base target="_blank"><meta name="color-scheme" content="light"><style>body{font:15px/1.5 system-ui,sans-serif;margin:12px}</style>${markup}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
}
