import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { html, Html } from './html';

const STYLES = `
:root{color-scheme:light dark;--ink:#1f2933;--soft:#52606d;--page:#f5f7fa;--card:#fff;--line:#9aa5b1;--main:#0b6b50;--on-main:#fff;--bad:#a61b1b}
@media (prefers-color-scheme:dark){:root{--ink:#f5f7fa;--soft:#cbd2d9;--page:#12181f;--card:#1f2933;--line:#7b8794;--main:#5ad1ad;--on-main:#08201a;--bad:#ff9b9b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.4rem;line-height:1.3;margin:.25rem 0 1rem}h2{font-size:1.1rem;margin:0 0 .5rem}
.about{color:var(--soft);margin:0}
section{background:var(--card);border-radius:10px;padding:1rem 1.25rem;margin:1rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:30rem){dl{display:block}dd{margin:0 0 .5rem}}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}
label{display:block;font-weight:600;margin:1rem 0 .25rem}.hint{font-weight:400;color:var(--soft)}
input,textarea{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:6px;padding:.6rem}
textarea{min-height:6rem}[aria-invalid]{border:2px solid var(--bad)}.complaint{color:var(--bad);font-weight:600;margin:.25rem 0 0}
button,a.choice{display:inline-block;min-height:44px;margin-top:1.25rem;padding:.6rem 1.4rem;border:2px solid var(--main);border-radius:6px;background:var(--main);color:var(--on-main);font:inherit;font-weight:600;cursor:pointer;text-decoration:none}
a.choice{background:transparent;color:var(--main);margin:.25rem 0}
button.danger{background:transparent;border-color:var(--bad);color:var(--bad)}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}a{color:var(--main)}
section>:last-child{margin-bottom:0}form+.about{margin-top:.75rem}
li{margin:.75rem 0}ul.choices{list-style:none;padding:0;margin:0}
`;

/** Nothing runs, loads or sends but the page's own style and form; nobody frames it; it is kept and found nowhere. */
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLES).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
} as const;

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

/** Sends a whole page, which needs no script. */
export function sendPage(reply: FastifyReply, { status, title, body }: Page): FastifyReply {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${new Html(`<style>${STYLES}</style>`)}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  return reply.code(status).headers(HEADERS).type('text/html; charset=utf-8').send(document.text);
}

/** A page that only says something. */
export const notice = (status: number, title: string, ...sentences: readonly string[]): Page => ({
  status,
  title,
  body: html`<h1>${title}</h1>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}`,
});
