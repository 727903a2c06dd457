import type { SlackBlock } from '../model';
import { type Html, html } from './html';
import { type Names, mrkdwn, plain } from './mrkdwn';

/** Where a block stands, for its buttons to say what was clicked; absent, buttons are dead (nobody is looking). */
export interface BlockPlace {
  names: Names;
  button?: { channel: string; ts: string } | 'home';
}

type Json = Record<string, unknown>;

/** Block Kit blocks as HTML. A block or element the page cannot draw is named, never left out. */
export function renderBlocks(blocks: readonly SlackBlock[], place: BlockPlace): Html {
  return html`${blocks.map((block) => renderBlock(block, place))}`;
}

/** A text object of Block Kit. */
export function renderText(text: unknown, names: Names): Html {
  if (!isObject(text) || typeof text.text !== 'string') return html``;
  return text.type === 'mrkdwn' ? mrkdwn(text.text, names) : plain(text.text);
}

function renderBlock(block: SlackBlock, place: BlockPlace): Html {
  const { names } = place;
  switch (block.type) {
    case 'header':
      return html`<h3 class="b-header">${renderText(block.text, names)}</h3>`;
    case 'divider':
      return html`<hr />`;
    case 'section':
      return renderSection(block, place);
    case 'context':
      return html`<div class="b-context">
        ${list(block.elements).map((each) => html`<span>${renderElement(each, block, place)}</span>`)}
      </div>`;
    case 'actions':
      return html`<div class="b-actions">
        ${list(block.elements).map((each) => renderElement(each, block, place))}
      </div>`;
    case 'image':
      return renderImage(block);
    default:
      return unknown(block.type, 'block');
  }
}

function renderSection(block: SlackBlock, place: BlockPlace): Html {
  const fields = list(block.fields).map((field) => html`<div class="b-field">${renderText(field, place.names)}</div>`);
  return html`<div class="b-section">
    <div class="b-text">
      ${renderText(block.text, place.names)}${fields.length > 0 && html`<div class="b-fields">${fields}</div>`}
    </div>
    ${isObject(block.accessory) && html`<div class="b-accessory">${renderElement(block.accessory, block, place)}</div>`}
  </div>`;
}

function renderElement(element: Json, block: SlackBlock, place: BlockPlace): Html {
  switch (element.type) {
    case 'plain_text':
    case 'mrkdwn':
      return renderText(element, place.names);
    case 'image':
      return renderImage(element);
    case 'button':
      return renderButton(element, block, place);
    case 'overflow':
      return renderMenu(element, block, place);
    default:
      return unknown(String(element.type), 'element');
  }
}

/** The menu behind three dots: its options are buttons that say which they are. */
function renderMenu(element: Json, block: SlackBlock, place: BlockPlace): Html {
  const options = list(element.options).map(({ text, value }) =>
    renderButton({ ...element, text, option: value }, block, place),
  );
  return html`<details class="b-menu" id="menu ${block.block_id} ${String(element.action_id)}">
    <summary class="btn" aria-label="More actions">⋯</summary>
    <div>${options}</div>
  </details>`;
}

/** A button carries what the script of the page needs as data attributes; a confirmation as JSON, shown as text only. */
function renderButton(element: Json, block: SlackBlock, place: BlockPlace): Html {
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : '';
  const label = renderText(element.text, place.names);
  if (!place.button)
    return html`<button type="button" class="btn ${style}" disabled title="Choose who you are to click">
      ${label}
    </button>`;
  const confirm = isObject(element.confirm) ? JSON.stringify(confirmOf(element.confirm)) : '';
  const isLink = typeof element.url === 'string' && /^https?:\/\//i.test(element.url);
  return html`<button
    type="button"
    class="btn ${style}"
    data-click
    data-channel="${place.button === 'home' ? '' : place.button.channel}"
    data-ts="${place.button === 'home' ? '' : place.button.ts}"
    data-block="${block.block_id}"
    data-action="${String(element.action_id)}"
    data-confirm="${confirm}"
    data-url="${isLink && String(element.url)}"
    data-option="${typeof element.option === 'string' ? element.option : ''}"
    aria-label="${typeof element.accessibility_label === 'string' ? element.accessibility_label : textOf(element.text)}"
  >
    ${label}${isLink && ' ↗'}
  </button>`;
}

function confirmOf(confirm: Json): Json {
  const { title, text, confirm: yes, deny, style } = confirm;
  return { title: textOf(title), text: textOf(text), confirm: textOf(yes), deny: textOf(deny), style };
}

function renderImage(image: Json): Html {
  return html`<img class="b-image" src="${String(image.image_url)}" alt="${String(image.alt_text)}" loading="lazy" />`;
}

function unknown(type: string, what: string): Html {
  return html`<span class="b-unknown">[${type}: this page does not draw this ${what}]</span>`;
}

function textOf(text: unknown): string {
  return isObject(text) && typeof text.text === 'string' ? text.text : '';
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
