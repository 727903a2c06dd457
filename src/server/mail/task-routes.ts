import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stateFor } from '../../../activities/notify/given-words';
import type { Choice } from '../../domain/tasks';
import type { MailLinks, TaskLink } from '../../mail-links';
import type { Store, TaskRow } from '../../store/store';
import type { PlaysService } from '../plays/plays-service';
import { ApiProblem } from '../problems';
import { goneOn, same } from './holders';
import { notice, sendPage, type Page } from './page';
import { draftOf, textIn } from './task-form';
import { closedPage, EXPIRED, GONE, inTimeOf, refusedPage, UNKNOWN, usedPage, type Reader } from './task-notices';
import { confirmPage, EMPTY_DRAFT, holdPage, wholePage, type TaskSeen } from './task-page';

export interface TaskPageDeps {
  readonly links: MailLinks;
  readonly plays: Pick<PlaysService, 'decide' | 'act'>;
  readonly store: Store;
}

/** Five fields of 10,000 characters, each up to nine characters long in a form, and the reason. */
const FORM_BYTES = 512 * 1024;

/**
 * `/t/<token>`: the pages behind the links of task mails. To look at one decides nothing, whoever or whatever looks, as
 * mail scanners do; only the form on the page does, once per link.
 */
export function taskPages(scope: FastifyInstance, deps: TaskPageDeps): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const route = { schema: { hide: true }, bodyLimit: FORM_BYTES };
  scope.get('/*', route, async (request, reply) => sendPage(reply, await show(deps, tokenOf(request))));
  scope.post('/*', route, async (request, reply) => answer(deps, request, reply));
}

/** What follows `/t/`; tokens may be longer than a parameter of a route. */
const tokenOf = ({ params }: FastifyRequest): string => (params as { '*'?: string })['*'] ?? '';

/** What stands behind a link: the page that says why nothing can be done, or everything for the page that asks. */
type Opened = { readonly page: Page } | OpenedTask;

interface OpenedTask {
  readonly page?: undefined;
  readonly link: TaskLink;
  readonly row: TaskRow;
  readonly seen: TaskSeen;
  readonly choice?: Choice;
}

async function open({ links, store }: TaskPageDeps, token: string): Promise<Opened> {
  const read = links.readTask(token);
  if (read.kind === 'unknown') return { page: UNKNOWN };
  const { link } = read;
  const person = await personOf(store, link.email);
  const used = (await store.outbox.get(usedKey(link)))?.receipt;
  if (used) return { page: usedPage(used, person) };
  const row = await store.tasks.get(link.taskId);
  if (row?.runId !== link.runId) return { page: read.kind === 'expired' ? EXPIRED : UNKNOWN };
  const { card, state } = row;
  if (state.kind !== 'open') return { page: closedPage(card, state, person) };
  if (read.kind === 'expired') return { page: EXPIRED };
  const shown = stateFor(row, { ...person, email: link.email });
  const seen = { card, state: shown.kind === 'open' ? shown : state, ...person };
  if (state.onHold) return { page: holdPage(seen, state.onHold) };
  const gone = await goneOn(store, row, link.email);
  const choice = gone ? undefined : card.choices.find(({ id }) => id === link.choice);
  if (link.choice !== undefined && !choice && !gone) return { page: GONE };
  return { link, row, seen: { ...seen, gone, asked: askedOf(row, link.email) }, choice };
}

async function show(deps: TaskPageDeps, token: string): Promise<Page> {
  const opened = await open(deps, token);
  // That it was answered is no error of who only looks.
  if (opened.page) return opened.page.status === 409 ? { ...opened.page, status: 200 } : opened.page;
  const { seen, choice } = opened;
  if (choice) return confirmPage(seen, choice, EMPTY_DRAFT);
  return wholePage(seen, choicesFor(deps.links, opened));
}

async function answer(deps: TaskPageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const opened = await open(deps, tokenOf(request));
  if (opened.page) return sendPage(reply, opened.page);
  const { link, row, seen, choice } = opened;
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  if (!choice) return sendPage(reply, await addNote(deps, opened, form));
  const draft = draftOf(seen.card, choice, form);
  if (draft.problem) return sendPage(reply, confirmPage(seen, choice, draft, 400));
  try {
    const receipt = await deps.plays.decide(row.runId, {
      ...{ taskId: row.taskId, choice: choice.id, as: link.email },
      ...{ reason: draft.reason || undefined, fields: draft.fields },
      // A form that is sent twice is the same update, and so one decision.
      updateId: `mail/${link.id}`,
    });
    const used = { by: receipt.by ?? link.email, label: receipt.label, at: receipt.at };
    await deps.store.outbox.finish(usedKey(link), used);
    return sendPage(reply, usedPage(used, seen));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500)
      request.log.error({ err: error }, 'an answer by mail link failed');
    return sendPage(reply, refusedPage(seen, choice, draft, error, request.id));
  }
}

/** What somebody is asked who does not decide; undefined for others. */
const askedOf = ({ assignments }: TaskRow, email: string) =>
  assignments.findLast((each) => same(each.email, email) && !each.passedOn)?.consulted;

/** Whoever gave the task away, or is only asked about it, has nothing to choose. */
function choicesFor(links: MailLinks, { link, row, seen }: OpenedTask) {
  const isAsked = row.assignments.some(
    ({ email, passedOn, consulted }) => same(email, link.email) && !passedOn && !consulted,
  );
  return isAsked ? seen.card.choices.map((choice) => ({ choice, address: links.choiceOf(link, choice.id) })) : [];
}

/** The same words by the same link again are the same note. */
async function addNote({ plays, links }: TaskPageDeps, opened: OpenedTask, form: URLSearchParams): Promise<Page> {
  const { link, row, seen } = opened;
  const text = textIn(form, 'note').slice(0, 3000);
  if (textIn(form, 'confirm') !== 'yes' || !text) return { ...wholePage(seen, choicesFor(links, opened)), status: 400 };
  const updateId = `mail/${link.id}/note/${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  try {
    await plays.act(row.runId, { taskId: row.taskId, action: { kind: 'note', text }, as: link.email, updateId });
    return notice(200, 'Your note was added', seen.card.question, `“${text}”`, 'Whoever answers the question sees it.');
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    return notice(error.status, 'Your note was not added', inTimeOf(error.detail, seen.timeZone));
  }
}

const usedKey = ({ id }: TaskLink): string => `mail-link/${id}`;

async function personOf({ people }: Store, email: string): Promise<Reader> {
  const { name, timeZone } = (await people.byEmail(email)) ?? { name: email, timeZone: 'UTC' };
  return { name, timeZone };
}
