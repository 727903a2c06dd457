import type { InboxModal, SlackBlock } from '../model';
import { initialValue, optionsOf } from '../people/input-values';
import { renderBlocks, renderText } from './blocks';
import { type Html, html, trusted } from './html';
import type { Names } from './mrkdwn';

/** The modal of the person looking, as a form; its fields are named `block_id action_id` as JSON. */
export function renderModal(modal: InboxModal, names: Names, notice: string | undefined): Html {
  const { view, errors = {} } = modal;
  return html`<form method="dialog" class="modal" data-modal>
    <header>
      <h2>${view.title.text}</h2>
      <button type="button" class="close" data-close-modal aria-label="Close">✕</button>
    </header>
    <div class="modal-body">
      ${notice && html`<div class="notice" role="alert">⚠️ ${notice}</div>`}
      ${view.blocks.map((block) => (block.type === 'input' ? renderInput(block, errors[block.block_id ?? ''], names) : renderBlocks([block], { names })))}
    </div>
    <footer>
      <button type="button" class="btn" data-close-modal>${view.close?.text ?? 'Cancel'}</button>
      ${view.submit !== null && html`<button type="submit" class="btn primary">${view.submit.text}</button>`}
    </footer>
  </form>`;
}

function renderInput(block: SlackBlock, error: string | undefined, names: Names): Html {
  const element = block.element as Record<string, unknown>;
  const id = `input-${block.block_id}`;
  return html`<div class="field${error ? ' invalid' : ''}">
    <label for="${id}"
      >${renderText(block.label, names)}${block.optional === true && html` <small>(optional)</small>`}</label
    >
    ${renderControl(element, id, JSON.stringify([block.block_id, element.action_id]), error)}
    ${error && html`<div class="error" id="${id}-error" role="alert">${error}</div>`}
    ${block.hint !== undefined && html`<div class="hint">${renderText(block.hint, names)}</div>`}
  </div>`;
}

function renderControl(element: Record<string, unknown>, id: string, name: string, error: string | undefined): Html {
  const value = initialValue(element) ?? '';
  const placeholder = (element.placeholder as { text: string } | undefined)?.text ?? '';
  const described = error ? `${id}-error` : '';
  const focus = element.focus_on_load === true && trusted('autofocus');
  const common = html`id="${id}" name="${name}" aria-describedby="${described}" ${focus}`;
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline === true
        ? html`<textarea ${common} rows="4" placeholder="${placeholder}">${value}</textarea>`
        : html`<input ${common} type="text" value="${value}" placeholder="${placeholder}" />`;
    case 'number_input':
      return html`<input ${common} type="text" inputmode="decimal" value="${value}" placeholder="${placeholder}" />`;
    case 'datepicker':
      return html`<input ${common} type="date" value="${value}" />`;
    case 'static_select':
      return html`<select ${common}>
        <option value="">${placeholder || 'Choose…'}</option>
        ${optionsOf(element).map(
          (option) =>
            html`<option value="${option.value}" ${option.value === value && trusted('selected')}>
              ${option.text.text}
            </option>`,
        )}
      </select>`;
    default:
      return html`<span class="b-unknown">[${String(element.type)}: this page does not draw this element]</span>`;
  }
}
