import type { InboxHome, InboxPerson } from '../model';
import { app } from '../slack/identity';
import { renderBlocks } from './blocks';
import { type Html, html } from './html';
import type { Names } from './mrkdwn';

/** The app's Home tab as one person sees it. */
export function renderHome(
  viewer: InboxPerson | undefined,
  { home, names, notice }: { home: InboxHome | undefined; names: Names; notice: string | undefined },
): Html {
  if (!viewer) return html`<p class="empty">Choose on the left who you are: everybody has a Home tab of their own.</p>`;
  return html`<div class="home">
    ${notice && html`<div class="notice" role="alert">⚠️ ${notice}</div>`}
    ${home ? renderBlocks(home.blocks, { names, button: 'home' }) : html`<p class="empty">${app.name} has published nothing here yet.</p>`}
  </div>`;
}
