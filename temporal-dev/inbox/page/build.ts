import type { FaultPlan } from '../faults';
import type { InboxPerson } from '../model';
import { HOME } from '../people/interactions';
import type { Homes } from '../state/homes';
import type { Mailbox } from '../state/mailbox';
import type { Modals } from '../state/modals';
import type { Notices } from '../state/notices';
import type { Workspace } from '../state/workspace';
import { renderConversation } from './conversation';
import type { Fragments } from './document';
import { renderFaults } from './faults-form';
import { renderHome } from './home';
import { html } from './html';
import { renderMails } from './mail-view';
import { renderModal } from './modal-view';
import { renderNavigation } from './navigation';
import { timesIn } from './times';

/** What the page shows. */
export interface PageParts {
  workspace: Workspace;
  mailbox: Mailbox;
  modals: Modals;
  homes: Homes;
  notices: Notices;
  faults: FaultPlan;
  /** Absent: there is no page with samples. */
  gallery?: object;
}

/** Draws the page for `?as=<user id>&open=<conversation id | home | mail:address | faults>`. */
export function buildPage(query: URLSearchParams, parts: PageParts): Fragments {
  const { workspace, mailbox, modals, notices, faults } = parts;
  const viewer = workspace.people.find(query.get('as') ?? '');
  const open = query.get('open') ?? defaultOpen(parts, viewer);
  const modal = viewer && modals.top(viewer.id);
  const notice = viewer && modal && notices.of(viewer.id, modal.viewId);
  const { title, main } = buildMain(open, viewer, parts);
  return {
    title,
    main,
    navigation: renderNavigation({
      people: workspace.people.all(),
      viewer,
      conversations: workspace.allConversations(),
      messages: workspace.list(),
      addresses: mailbox.addresses(),
      open,
      faultsOn: Object.keys(faults.settings()).length > 0,
      hasGallery: parts.gallery !== undefined,
    }),
    modal: modal ? renderModal(modal, namesIn(parts), notice) : html``,
    modalKey: modal ? `${modal.viewId} ${modal.hash} ${JSON.stringify(modal.errors ?? {})} ${notice ?? ''}` : '',
  };
}

function buildMain(open: string, viewer: InboxPerson | undefined, parts: PageParts): Pick<Fragments, 'title' | 'main'> {
  const { workspace, mailbox, homes, notices, faults } = parts;
  const times = timesIn(viewer?.tz);
  if (open === 'faults') return { title: 'Faults', main: renderFaults(faults.settings(), faults.counts()) };
  if (open === HOME) {
    const seen = {
      home: viewer && homes.of(viewer.id),
      names: namesIn(parts),
      notice: viewer && notices.of(viewer.id, HOME),
    };
    return { title: viewer ? `Home of ${viewer.name}` : 'Home', main: renderHome(viewer, seen) };
  }
  if (open.startsWith('mail:')) {
    const address = open.slice('mail:'.length);
    return { title: `Mail to ${address}`, main: renderMails(mailbox.list({ to: address }), times) };
  }
  const conversation = workspace.conversation(open);
  if (!conversation)
    return {
      title: 'Not found',
      main: html`<p class="empty">There is no such conversation. Choose one on the left.</p>`,
    };
  const main = renderConversation(workspace.list({ channel: conversation.id }), {
    viewer,
    names: namesIn(parts),
    times,
    noticeOf: (message) => viewer && notices.of(viewer.id, `${message.channel}/${message.ts}`),
  });
  const title = conversation.partner ? `Direct messages with ${conversation.name}` : `# ${conversation.name}`;
  return { title, main };
}

/** What has something to read: the own direct messages, else the first conversation or mailbox; else what is there. */
function defaultOpen({ workspace, mailbox }: PageParts, viewer: InboxPerson | undefined): string {
  const all = workspace.allConversations();
  const own = all.filter((each) => viewer && each.partner?.id === viewer.id);
  const written = new Set(workspace.list().map(({ channel }) => channel));
  const [mail] = mailbox.addresses().map(({ address }) => `mail:${address}`);
  return [...own, ...all].find(({ id }) => written.has(id))?.id ?? mail ?? (own[0] ?? all[0])?.id ?? '';
}

function namesIn({ workspace }: PageParts): (id: string) => string | undefined {
  return (id) => workspace.people.find(id)?.name ?? workspace.conversation(id)?.name;
}
