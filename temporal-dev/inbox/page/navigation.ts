import type { InboxMessage, InboxPerson } from '../model';
import { type Html, html, trusted } from './html';

/** What the list on the left shows. */
export interface NavigationContent {
  people: readonly InboxPerson[];
  viewer: InboxPerson | undefined;
  conversations: readonly { id: string; name: string; partner?: { id: string; email: string } }[];
  messages: readonly InboxMessage[];
  addresses: readonly { address: string; count: number }[];
  /** The id of what is open on the right: a conversation, `home`, `mail:<address>` or `faults`. */
  open: string;
  faultsOn: boolean;
  /** Whether there is a page with samples. */
  hasGallery: boolean;
}

/** The list on the left: who is looking, channels, direct messages, mail addresses, faults. */
export function renderNavigation(content: NavigationContent): Html {
  const { people, viewer, conversations, addresses } = content;
  const channels = conversations.filter((each) => !each.partner);
  const direct = conversations.filter((each) => each.partner);
  return html`<label class="chooser"
      >Looking as
      <select data-viewer>
        <option value="">nobody (read only)</option>
        ${people.map(
          (person) =>
            html`<option value="${person.id}" ${person.id === viewer?.id && trusted('selected')}>
              ${person.name}
            </option>`,
        )}
      </select></label
    >
    ${group('App', [link(content, 'home', '🏠 Home', { viewer: viewer?.id })])}
    ${group(
      'Channels',
      channels.map((each) => item(content, each.id, `# ${each.name}`, viewer?.id)),
    )}
    ${group(
      'Direct messages',
      direct.map((each) => item(content, each.id, each.name, each.partner?.id, each.partner?.id === viewer?.id)),
    )}
    ${group(
      'Mail',
      addresses.map(({ address, count }) =>
        link(content, `mail:${address}`, `✉ ${address}`, { viewer: viewer?.id, count, latest: String(count) }),
      ),
    )}
    ${group('Test', [
      link(content, 'faults', content.faultsOn ? '⚡ Faults (on)' : '⚡ Faults', { viewer: viewer?.id }),
      ...(content.hasGallery
        ? [
            html`<li>
              <a href="/gallery"><span class="name">🖼 Gallery</span></a>
            </li>`,
          ]
        : []),
    ])}`;
}

function group(title: string, items: readonly Html[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${
      items.length
        ? html`<ul>
            ${items}
          </ul>`
        : html`<p class="none">none yet</p>`
    }
  </section>`;
}

function item(content: NavigationContent, id: string, name: string, viewer: string | undefined, isOwn = false): Html {
  const messages = content.messages.filter((message) => message.channel === id);
  const latest = messages.at(-1);
  return link(content, id, isOwn ? `${name} (you)` : name, {
    viewer,
    count: messages.length,
    latest: latest && `${latest.ts}/${messages.length}`,
  });
}

function link(
  content: NavigationContent,
  id: string,
  name: string,
  about: { viewer?: string; count?: number; latest?: string },
): Html {
  const query = new URLSearchParams({ ...(about.viewer ? { as: about.viewer } : {}), open: id }).toString();
  const current = id === content.open;
  return html`<li>
    <a href="/?${query}" data-nav="${id}" data-latest="${about.latest}" ${current && trusted('aria-current="page"')}>
      <span class="name">${name}</span>${Boolean(about.count) && html`<span class="count">${about.count}</span>`}</a
    >
  </li>`;
}
