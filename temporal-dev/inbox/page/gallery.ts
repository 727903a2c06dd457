import { app } from '../slack/identity';
import { renderBlocks } from './blocks';
import { GALLERY_DATA, type GalleryContent, type GalleryData, type GallerySample } from './gallery-sample';
import { galleryStyles } from './gallery-styles';
import { type Html, html, trusted } from './html';
import { mailContent } from './mail-view';
import { renderModal } from './modal-view';
import { mrkdwn, plain } from './mrkdwn';
import type { InboxMail, InboxModal } from '../model';

const DATA_TITLES: Readonly<Record<GalleryData, string>> = {
  ordinary: 'Ordinary data',
  hostile: 'The longest and strangest data',
  sparse: 'Hardly any data',
};

/** Whom ids stand for is of no interest here. */
const names = () => undefined;

/** The gallery: everything that can be sent, with one kind of data, or one group of it; nothing in it can be clicked. */
export function renderGallery(data: GalleryData, samples: readonly GallerySample[], group?: string): string {
  const groups = [...new Set(samples.map((sample) => sample.group))];
  const only = groups.find((each) => each === group);
  const shown = only === undefined ? groups : [only];
  return galleryDocument(
    html`<nav aria-label="Samples">
        <a class="back" href="/">‹ Local inbox</a>
        <section>
          <h2>Made of</h2>
          <ul>
            ${GALLERY_DATA.map((each) => link(DATA_TITLES[each], { data: each, group: only }, each === data))}
          </ul>
        </section>
        <section>
          <h2>What is sent</h2>
          <ul>
            ${link('Everything', { data }, only === undefined, samples.length)}
            ${groups.map((group) =>
              link(group, { data, group }, group === only, samples.filter((each) => each.group === group).length),
            )}
          </ul>
        </section>
      </nav>
      <main id="gallery" tabindex="-1">
        ${shown.map(
          (group) =>
            html`<section class="g-group">
              <h2>${group}</h2>
              ${samples.filter((sample) => sample.group === group).map((sample, index) => renderSample(sample, `${group} ${index}`))}
            </section>`,
        )}
        ${samples.length === 0 && html`<p class="empty">There are no samples.</p>`}
      </main>`,
  );
}

/** Shown while the samples are being made; it asks again by itself. */
export const renderGalleryWait = (): string =>
  galleryDocument(
    html`<nav aria-label="Samples"><a class="back" href="/">‹ Local inbox</a></nav>
      <main id="gallery">
        <p class="empty" role="status">The samples are being made. This takes a few seconds.</p>
      </main>`,
    html`<meta http-equiv="refresh" content="1" />`,
  );

/** Shown when they could not be made. */
export const renderGalleryTrouble = (trouble: string): string =>
  galleryDocument(
    html`<nav aria-label="Samples"><a class="back" href="/">‹ Local inbox</a></nav>
      <main id="gallery">
        <p class="empty" role="alert">The samples could not be made: ${trouble}</p>
        <p class="empty"><a href="/gallery">Try again</a></p>
      </main>`,
  );

function galleryDocument(body: Html, head: Html = html``): string {
  return html`${trusted('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${head}
        <title>Gallery · Local inbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        <style>
          ${trusted(galleryStyles)}
        </style>
      </head>
      <body class="gallery">
        <a class="skip" href="#gallery">Skip to the samples</a>
        <header class="top">
          <h1>Gallery</h1>
          <p>Everything that ${app.name} can send, with sample data. Nothing here was sent to anybody.</p>
        </header>
        ${body}
      </body>
    </html>`.text;
}

function link(name: string, to: { data: GalleryData; group?: string }, isCurrent: boolean, count?: number): Html {
  const query = new URLSearchParams({ data: to.data, ...(to.group !== undefined && { group: to.group }) });
  return html`<li>
    <a href="/gallery?${query.toString()}" ${isCurrent && trusted('aria-current="page"')}>
      <span class="name">${name}</span>${count !== undefined && html`<span class="count">${count}</span>`}</a
    >
  </li>`;
}

/** @param place tells the inputs of one sample from those of another */
function renderSample({ title, content }: GallerySample, place: string): Html {
  return html`<article class="g-sample g-${content.kind}">
    <h3>${title}</h3>
    ${renderContent(content, place)}
  </article>`;
}

function renderContent(content: GalleryContent, place: string): Html {
  switch (content.kind) {
    case 'message':
      return renderMessage(content);
    case 'modal':
      return html`<div class="g-frame">${renderModal(openModal(content, place), names, undefined)}</div>`;
    case 'home':
      return html`<div class="g-frame home">${renderBlocks(content.blocks, { names, button: 'home' })}</div>`;
    case 'mail':
      return html`<div class="g-frame mail" style="--mail:${mailHeight(content.mail)}px">
        <dl class="g-rows">${headersOf(content.mail)}</dl>
        ${mailContent(content.mail)}
      </div>`;
    case 'page':
      return html`<iframe class="g-document" title="Page" sandbox="" srcdoc="${content.html}"></iframe>`;
  }
}

function renderMessage(message: Extract<GalleryContent, { kind: 'message' }>): Html {
  const { text, blocks, isEphemeral, isReply, isEdited, names: known = {} } = message;
  const names = (id: string) => known[id];
  return html`<div class="message ${isReply && 'reply'}${isEphemeral && ' ephemeral'}">
      <div class="avatar bot" aria-hidden="true">${app.name.slice(0, 1)}</div>
      <div class="body">
        <div class="meta">
          <b>${app.name}</b><span class="tag">APP</span>${isEdited && html`<span class="edited">(edited)</span>`}
        </div>
        ${isEphemeral && html`<div class="only-you">Only visible to you</div>`}
        ${
          blocks.length > 0
            ? renderBlocks(blocks, { names, button: 'home' })
            : html`<div class="b-text">${mrkdwn(text, names)}</div>`
        }
      </div>
    </div>
    ${
      blocks.length > 0 &&
      html`<details class="g-said">
        <summary>What notifications say</summary>
        <p>${plain(text)}</p>
      </details>`
    }`;
}

/** About as high as a mail needs to be read without scrolling, in pixels. */
function mailHeight({ text }: InboxMail): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 70)), 0);
  return Math.min(900, 90 + lines * 22);
}

/** A dialog as the page draws one that is open. */
function openModal({ view, errors = {} }: Extract<GalleryContent, { kind: 'modal' }>, place: string): InboxModal {
  const { title, submit = null, close = null, blocks, private_metadata = '', callback_id = '' } = view;
  return {
    ...{ viewId: place, hash: '', callbackId: callback_id, privateMetadata: private_metadata },
    errors: Object.fromEntries(Object.entries(errors).map(([block, error]) => [`${place} ${block}`, error])),
    view: {
      ...{ id: place, hash: '', type: 'modal', callback_id, private_metadata, external_id: '' },
      ...{ title, submit, close },
      blocks: blocks.map((block, index) => ({ ...block, block_id: `${place} ${block.block_id ?? index}` })),
      ...{ notify_on_close: false, clear_on_close: false, root_view_id: place, previous_view_id: null },
    },
  };
}

function headersOf({ subject, from, to, cc, replyTo, headers, attachments }: InboxMail): Html {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Subject', subject],
    ['From', headers['from'] ?? from],
    ['To', headers['to'] ?? to.join(', ')],
    ['Cc', cc.join(', ')],
    ['Reply-To', headers['reply-to'] ?? replyTo],
    ['Attached', attachments.map(({ filename }) => filename).join(', ')],
  ];
  return html`${rows.map(
    ([label, value]) =>
      Boolean(value) &&
      html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div>`,
  )}`;
}
