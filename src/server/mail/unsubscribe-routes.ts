import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contactIn } from '../../domain/account';
import type { MailLinks, UnsubscribeLink } from '../../mail-links';
import type { Store } from '../../store/store';
import { html } from './html';
import { notice, sendPage, type Page } from './page';
import type { Unsubscribe } from './unsubscribe';

export interface UnsubscribePageDeps {
  readonly links: MailLinks;
  readonly store: Store;
  readonly unsubscribe: Unsubscribe;
}

/**
 * `/u/<token>`: GET shows a page with a button, POST unsubscribes at once, by that button or by the one click of a mail
 * program (RFC 8058), whatever its body says.
 */
export function unsubscribePages(scope: FastifyInstance, { links, store, unsubscribe }: UnsubscribePageDeps): void {
  // Mail programs send a form of either kind; all it says is that it is one click.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, _body, done) => done(null));
  const linkOf = ({ params }: FastifyRequest) => links.readUnsubscribe((params as { '*'?: string })['*'] ?? '');
  const route = { schema: { hide: true } };
  scope.get('/*', route, async (request, reply) => {
    const link = linkOf(request);
    if (!link) return sendPage(reply, UNKNOWN);
    return sendPage(reply, (await isWithdrawn(store, link)) ? doneOf(link) : askOf(link));
  });
  scope.post('/*', route, async (request, reply) => {
    const link = linkOf(request);
    if (!link) return sendPage(reply, UNKNOWN);
    await unsubscribe(link);
    return sendPage(reply, doneOf(link));
  });
}

async function isWithdrawn({ accounts }: Store, { accountId, contactId }: UnsubscribeLink): Promise<boolean> {
  const account = await accounts.get(accountId);
  return account !== undefined && contactIn(account, contactId)?.consent === 'withdrawn';
}

const askOf = ({ email }: UnsubscribeLink): Page => ({
  status: 200,
  title: 'Unsubscribe',
  body: html`<h1>Stop mails to ${email}?</h1>
    <section>
      <form method="post"><button type="submit">Yes, stop them</button></form>
      <p class="about">To keep getting them, just close this page.</p>
    </section>`,
});

const doneOf = ({ email }: UnsubscribeLink): Page =>
  notice(
    200,
    'You are unsubscribed',
    `We send no more mails to ${email}.`,
    'Invitations to meetings you agreed to still arrive.',
  );

const UNKNOWN = notice(
  404,
  'This link cannot be used',
  'A part of it is missing, or it is none of ours. Open it again from the mail. If you copied it, copy all of it, even where it runs over several lines.',
  'Nothing was changed. You can also answer the mail and say that you want no more.',
);
