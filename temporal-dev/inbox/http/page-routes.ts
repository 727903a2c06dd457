import { z } from 'zod';
import { InboxError } from '../errors';
import { parseFaultSettings, parsePlannedFault } from '../faults';
import { type PageParts, buildPage } from '../page/build';
import { fragmentsAsJson, renderDocument } from '../page/document';
import type { Gallery } from '../page/gallery-maker';
import { pageScript } from '../page/script';
import { pageStyles } from '../page/styles';
import type { MailAnswers } from '../mail/answers';
import { complaintOf } from '../people/delivery';
import type { Interactions } from '../people/interactions';
import type { Changes } from '../state/changes';
import type { Exchange } from './exchange';

/** What the page and its buttons work with. */
export interface PageRouteParts extends PageParts {
  interactions: Interactions;
  answers: MailAnswers;
  changes: Changes;
  gallery?: Gallery;
}

type Route = (exchange: Exchange, parts: PageRouteParts) => void | Promise<void>;

const clickBody = z.object({
  as: z.string(),
  channel: z.string(),
  ts: z.string(),
  blockId: z.string().optional(),
  actionId: z.string(),
  option: z.string().optional(),
});
const submitBody = z.object({ as: z.string(), values: z.record(z.string(), z.record(z.string(), z.string())) });
const closeBody = z.object({ as: z.string() });
const homeClickBody = clickBody.omit({ channel: true, ts: true });
const commandBody = z.object({ as: z.string(), text: z.string(), channel: z.string().optional() });

const replyBody = z.object({ as: z.email(), messageId: z.string(), text: z.string().min(1) });
const reportBody = z.object({ messageId: z.string(), as: z.enum(['bounce', 'soft-bounce', 'complaint']) });

/** Scripts and styles only from here; a mail's HTML stands in a frame of its own without scripts. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: https: http:; font-src data: https:; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

/** The routes of the page, by method and path. */
export const pageRoutes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    'GET /',
    (exchange, parts) =>
      exchange.send(200, 'text/html; charset=utf-8', renderDocument(buildPage(exchange.url.searchParams, parts)), {
        'Content-Security-Policy': contentPolicy,
        'Cache-Control': 'no-store',
      }),
  ],
  ['GET /page.js', (exchange) => exchange.send(200, 'text/javascript; charset=utf-8', pageScript)],
  ['GET /page.css', (exchange) => exchange.send(200, 'text/css; charset=utf-8', pageStyles)],
  [
    'GET /fragments',
    (exchange, parts) =>
      exchange.sendJson(200, fragmentsAsJson(buildPage(exchange.url.searchParams, parts)), {
        'Cache-Control': 'no-store',
      }),
  ],
  ['GET /gallery', showGallery],
  ['GET /changes', streamChanges],
  ['GET /attachment', sendAttachment],
  ['GET /faults', (exchange, { faults }) => exchange.sendJson(200, faultState(faults))],
  ['POST /faults', changeFaults],
  ['POST /click', click],
  ['POST /home/open', openHome],
  ['POST /home/click', clickHome],
  ['POST /command', sendCommand],
  ['POST /mail/reply', replyToMail],
  ['POST /mail/report', reportOnMail],
  ['POST /modal/submit', submitModal],
  ['POST /modal/close', closeModal],
]);

/** Server-sent events: one message for each change, without content. */
function streamChanges({ request, response }: Exchange, { changes }: PageRouteParts): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': connected\n\n');
  const unsubscribe = changes.subscribe(() => response.write('data: changed\n\n'));
  request.once('close', unsubscribe);
}

function showGallery(exchange: Exchange, { gallery }: PageRouteParts): void {
  if (!gallery) return exchange.sendJson(404, { message: 'There is no gallery here.' });
  exchange.send(200, 'text/html; charset=utf-8', gallery.page(exchange.url.searchParams), {
    'Content-Security-Policy': contentPolicy,
    'Cache-Control': 'no-store',
  });
}

function sendAttachment(exchange: Exchange, { mailbox }: PageRouteParts): void {
  const { searchParams } = exchange.url;
  const attachment = mailbox.find(searchParams.get('mail') ?? '')?.attachments[Number(searchParams.get('index'))];
  if (!attachment) return exchange.sendJson(404, { message: 'There is no such attachment.' });
  // Never shown inline: an attachment is somebody else's content and must not run here.
  exchange.send(200, 'application/octet-stream', attachment.content, {
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
  });
}

async function changeFaults(exchange: Exchange, { faults }: PageRouteParts): Promise<void> {
  const body = await exchange.json();
  const settings = body.set === undefined ? undefined : parseFaultSettings(body.set);
  const planned = body.next === undefined ? undefined : parsePlannedFault(body.next);
  if (body.clear === true) faults.clear();
  if (settings) faults.set(settings);
  if (planned) faults.next(planned);
  exchange.sendJson(200, faultState(faults));
}

async function click(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as, channel, ts, ...choice } = parse(clickBody, await exchange.json());
  const message = workspace.list({ channel }).find((each) => each.ts === ts);
  if (!message) throw new InboxError('INBOX_MESSAGE_GONE', 'this message does not exist any more.');
  const answer = await interactions.click({ as: emailOf(as, workspace), message, ...choice });
  exchange.sendJson(200, { answer, message: complaintOf(answer) });
}

async function openHome(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as } = parse(closeBody, await exchange.json());
  const answer = await interactions.openHome(emailOf(as, workspace));
  exchange.sendJson(200, { answer, message: complaintOf(answer) });
}

async function clickHome(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as, ...choice } = parse(homeClickBody, await exchange.json());
  const answer = await interactions.clickHome({ as: emailOf(as, workspace), ...choice });
  exchange.sendJson(200, { answer, message: complaintOf(answer) });
}

async function sendCommand(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as, ...typed } = parse(commandBody, await exchange.json());
  const answer = await interactions.command({ as: emailOf(as, workspace), ...typed });
  exchange.sendJson(200, { answer, message: complaintOf(answer) });
}

async function submitModal(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as, values } = parse(submitBody, await exchange.json());
  const answer = await interactions.submit({ as: emailOf(as, workspace), values });
  exchange.sendJson(200, { answer, message: complaintOf(answer) });
}

async function closeModal(exchange: Exchange, { workspace, interactions }: PageRouteParts): Promise<void> {
  const { as } = parse(closeBody, await exchange.json());
  const answer = await interactions.close(emailOf(as, workspace));
  exchange.sendJson(200, { answer });
}

async function replyToMail(exchange: Exchange, { answers }: PageRouteParts): Promise<void> {
  await answers.reply(parse(replyBody, await exchange.json()));
  exchange.sendJson(200, { message: 'The reply was taken.' });
}

async function reportOnMail(exchange: Exchange, { answers }: PageRouteParts): Promise<void> {
  await answers.report(parse(reportBody, await exchange.json()));
  exchange.sendJson(200, { message: 'The report was taken.' });
}

function faultState(faults: PageRouteParts['faults']): Record<string, unknown> {
  return { settings: faults.settings(), counts: faults.counts() };
}

function emailOf(userId: string, workspace: PageRouteParts['workspace']): string {
  const person = workspace.people.find(userId);
  if (!person) throw new InboxError('INBOX_NO_PERSON', 'choose on the left who you are.');
  return person.email;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) throw new InboxError('INBOX_REQUEST_INVALID', z.prettifyError(result.error));
  return result.data;
}
