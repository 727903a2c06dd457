import type { InboxMessage, InboxPerson } from '../model';
import { app } from '../slack/identity';
import { renderBlocks } from './blocks';
import { type Html, html } from './html';
import { type Names, mrkdwn } from './mrkdwn';
import type { Times } from './times';

/** What a conversation needs to be drawn for one person. */
export interface ConversationPlace {
  viewer: InboxPerson | undefined;
  names: Names;
  times: Times;
  /** What went wrong with the viewer's last click on a message. */
  noticeOf: (message: InboxMessage) => string | undefined;
}

/** The messages of one conversation, oldest first, each with the replies to it beneath. */
export function renderConversation(messages: readonly InboxMessage[], place: ConversationPlace): Html {
  const visible = messages.filter((message) => isFor(message, place.viewer));
  if (!visible.length) return html`<p class="empty">Nothing here yet. What ${app.name} posts appears at once.</p>`;
  const roots = visible.filter(
    (message) => message.broadcast || !visible.some((other) => other.ts === message.threadTs && other !== message),
  );
  let day = '';
  return html`<ol class="messages">
    ${roots.map((root) => {
      const replies = visible.filter((message) => message.threadTs === root.ts && message !== root);
      const today = place.times.day(root.at);
      const separator = today !== day && html`<li class="day"><span>${today}</span></li>`;
      day = today;
      return html`${separator}${renderMessage(root, place, root.broadcast && root.threadTs ? 'also-here' : '')}${replies.map((reply) => renderMessage(reply, place, 'reply'))}`;
    })}
  </ol>`;
}

function isFor(message: InboxMessage, viewer: InboxPerson | undefined): boolean {
  return !message.ephemeralFor || !viewer || message.ephemeralFor === viewer.email;
}

function renderMessage(message: InboxMessage, place: ConversationPlace, className = ''): Html {
  const { times, names, viewer } = place;
  const author = message.from === 'bot' ? app.name : message.from;
  const mayClick = viewer && (!message.to || message.to === viewer.email);
  const content = message.blocks.length
    ? renderBlocks(message.blocks, {
        names,
        button: mayClick ? { channel: message.channel, ts: message.ts } : undefined,
      })
    : html`<div class="b-text">${mrkdwn(message.text, names)}</div>`;
  const notice = place.noticeOf(message);
  return html`<li
    class="message ${className}${message.ephemeralFor ? ' ephemeral' : ''}"
    id="m-${message.ts}${className === 'also-here' && '-here'}"
  >
    <div class="avatar ${message.from === 'bot' ? 'bot' : ''}" aria-hidden="true">${author.slice(0, 1)}</div>
    <div class="body">
      <div class="meta">
        <b>${author}</b>${message.from === 'bot' && html`<span class="tag">APP</span>`}
        <time datetime="${message.at.toISOString()}" title="${times.full(message.at)} ${times.zone}"
          >${times.clock(message.at)}</time
        >
        ${message.edited && html`<span class="edited">(edited)</span>`}
      </div>
      ${className === 'also-here' && html`<div class="only-you">In a thread: <a href="#m-${message.threadTs}">see what came before</a></div>`}
      ${message.ephemeralFor && html`<div class="only-you">Only visible to ${viewer?.email === message.ephemeralFor ? 'you' : message.ephemeralFor}</div>`}
      ${content} ${notice && html`<div class="notice" role="alert">⚠️ ${notice}</div>`}
    </div>
  </li>`;
}
