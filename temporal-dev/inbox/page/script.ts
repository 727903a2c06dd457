/**
 * The script of the page. It draws nothing itself: when the server says that something changed, it fetches the drawn parts;
 * a click goes to the server, which signs and sends it.
 */
export const pageScript = String.raw`'use strict';
const $ = (selector) => document.querySelector(selector);
const query = () => new URLSearchParams(location.search);
const content = $('#content'), navigation = $('#navigation'), modal = $('#modal'), status = $('#status');
const seen = JSON.parse(sessionStorage.getItem('seen') || '{}');
let drawn = {}, refreshing = false, again = false;

async function refresh(jump) {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const response = await fetch('/fragments' + location.search);
    draw(await response.json(), jump);
    status.textContent = '';
  } catch { status.textContent = 'The inbox is not reachable.'; }
  refreshing = false;
  if (again) { again = false; refresh(); }
}

function draw(parts, jump) {
  const atEnd = content.scrollHeight - content.scrollTop - content.clientHeight < 80;
  $('#title').textContent = parts.title;
  document.title = parts.title + ' · Local inbox';
  replace(navigation, 'navigation', parts.navigation);
  const opened = [...content.querySelectorAll('details[open]')].map((each) => each.id);
  const busy = content.contains(document.activeElement) && document.activeElement.closest('[data-faults],[data-mail-reply]');
  if (jump || !busy) replace(content, 'main', parts.main);
  if (!jump) for (const each of content.querySelectorAll('details[id]')) if (opened.includes(each.id)) each.open = true;
  if (content.querySelector('.messages') && (jump || atEnd)) content.scrollTop = content.scrollHeight;
  drawModal(parts);
  markUnread();
}

function replace(target, name, markup) {
  if (drawn[name] === markup) return;
  const focus = target.contains(document.activeElement) ? keyOf(document.activeElement) : undefined;
  target.innerHTML = drawn[name] = markup;
  if (focus) [...target.querySelectorAll('a,button,select,summary')].find((each) => keyOf(each) === focus)?.focus();
}

function keyOf(element) {
  const { nav, channel, ts, block, action, viewer } = element.dataset;
  return JSON.stringify([element.tagName, nav, channel, ts, block, action, viewer, nav || action ? '' : element.textContent]);
}

function drawModal(parts) {
  if (modal.dataset.key !== parts.modalKey) {
    const typed = new Map([...modal.querySelectorAll('[name]')].map((each) => [each.name, each.value]));
    const same = parts.modalKey.split(' ')[0] === (modal.dataset.key || '').split(' ')[0];
    modal.dataset.key = parts.modalKey;
    modal.innerHTML = parts.modal;
    if (same) for (const each of modal.querySelectorAll('[name]')) if (typed.has(each.name)) each.value = typed.get(each.name);
    if (same) modal.querySelector('.invalid [name]')?.focus();
  }
  if (parts.modal && !modal.open) { modal.showModal(); modal.querySelector('[autofocus],[name]')?.focus(); }
  if (!parts.modal && modal.open) modal.close();
}

function markUnread() {
  for (const link of navigation.querySelectorAll('[data-nav]')) {
    const { nav, latest } = link.dataset;
    if (link.hasAttribute('aria-current')) seen[nav] = latest;
    link.classList.toggle('unread', Boolean(latest) && seen[nav] !== latest);
  }
  sessionStorage.setItem('seen', JSON.stringify(seen));
}

function go(url) {
  history.pushState(null, '', url);
  arrive();
}

function arrive() {
  refresh(true);
  const as = query().get('as');
  if (query().get('open') === 'home' && as) send('/home/open', { as });
}

async function commanded(form) {
  const field = form.elements.namedItem('text'), open = query().get('open') || '';
  const channel = /^[CD]/.test(open) ? open : undefined;
  const answer = await send('/command', { as: query().get('as') || '', text: field.value, channel });
  status.textContent = answer.message || '';
  if (answer.ok) field.value = '';
}

async function send(path, body) {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  return { ok: response.ok, ...answer };
}

function ask(text) {
  const dialog = $('#confirm'), [no, yes] = dialog.querySelectorAll('footer button');
  dialog.querySelector('h2').textContent = text.title;
  dialog.querySelector('p').textContent = text.text;
  no.textContent = text.deny;
  yes.textContent = text.confirm;
  yes.className = 'btn ' + (text.style === 'danger' ? 'danger' : 'primary');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

async function clicked(button) {
  const { channel, ts, block, action, confirm, url, option } = button.dataset;
  if (confirm && !(await ask(JSON.parse(confirm)))) return;
  if (url) open(url, '_blank', 'noopener');
  button.setAttribute('aria-busy', 'true');
  const what = { as: query().get('as'), blockId: block, actionId: action, option: option || undefined };
  button.closest('details.b-menu')?.removeAttribute('open');
  const answer = await (ts ? send('/click', { ...what, channel, ts }) : send('/home/click', what));
  button.removeAttribute('aria-busy');
  status.textContent = answer.ok ? '' : answer.message || 'The click failed.';
}

async function submitted(form) {
  const values = {};
  for (const field of form.querySelectorAll('[name]')) {
    const [block, action] = JSON.parse(field.name);
    values[block] = { ...values[block], [action]: field.value };
  }
  form.setAttribute('aria-busy', 'true');
  const answer = await send('/modal/submit', { as: query().get('as'), values });
  form.removeAttribute('aria-busy');
  if (!answer.ok && answer.code !== 'INBOX_INPUT_INVALID') status.textContent = answer.message || '';
}

async function applyFaults(form, body) {
  const answer = await send('/faults', body);
  form.querySelector('[data-error]').textContent = answer.ok ? 'Applied.' : answer.message;
  if (answer.ok) { document.activeElement.blur(); refresh(); }
}

async function mailed(form, path, body) {
  form.setAttribute('aria-busy', 'true');
  const answer = await send(path, { messageId: form.dataset.mail, ...body });
  form.removeAttribute('aria-busy');
  form.querySelector('[data-error]').textContent = answer.message || 'It failed.';
  if (answer.ok) { if (body.text) form.elements.namedItem('text').value = ''; document.activeElement.blur(); }
}

function faultsOf(form) {
  const number = (name) => Number(form.elements.namedItem(name).value || 0);
  const mix = (channel) => ({ ...Object.fromEntries(['rateLimited', 'serverError', 'hang', 'dropAfterAccept'].map((kind) => [kind, number(channel + '.' + kind)])),
    retryAfterSeconds: number('retryAfterSeconds') });
  return { set: { slack: mix('slack'), smtp: mix('smtp'), seed: number('seed') } };
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-nav]'), button = event.target.closest('[data-click]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); go(link.href); }
  else if (button && !button.hasAttribute('aria-busy')) clicked(button);
  else if (event.target.closest('[data-close-modal]')) send('/modal/close', { as: query().get('as') });
  else if (event.target.closest('[data-report]')) mailed(event.target.closest('form'), '/mail/report', { as: event.target.closest('[data-report]').dataset.report });
  else if (event.target.closest('[data-clear-faults]')) applyFaults(event.target.closest('form'), { clear: true });
});
document.addEventListener('submit', (event) => {
  if (event.target.matches('[data-modal]')) { event.preventDefault(); if (!event.target.hasAttribute('aria-busy')) submitted(event.target); }
  if (event.target.matches('[data-command]')) { event.preventDefault(); commanded(event.target); }
  if (event.target.matches('[data-mail-reply]')) { event.preventDefault(); const form = event.target; mailed(form, '/mail/reply', { as: form.dataset.as, text: form.elements.namedItem('text').value }); }
  if (event.target.matches('[data-faults]')) { event.preventDefault(); applyFaults(event.target, faultsOf(event.target)); }
});
document.addEventListener('change', (event) => {
  if (!event.target.matches('[data-viewer]')) return;
  const next = query();
  next.set('as', event.target.value);
  if (!next.get('as')) next.delete('as');
  if ((next.get('open') || '').startsWith('D')) next.delete('open');
  go('/?' + next);
});
modal.addEventListener('cancel', (event) => { event.preventDefault(); send('/modal/close', { as: query().get('as') }); });
addEventListener('popstate', arrive);
new EventSource('/changes').onmessage = () => refresh();
arrive();
`;
