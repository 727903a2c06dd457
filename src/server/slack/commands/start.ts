import { escaped, slackDate } from '../../../../activities/notify/slack-text';
import { inputErrors, type StartedRun } from '../../../client/wire';
import type { Account, Person } from '../../../domain/account';
import type { PlayContract } from '../../../domain/play-contract';
import { contractOf } from '../../plays/start-play';
import { ApiProblem } from '../../problems';
import { answer, becauseInWords, type Surface } from '../desk';
import type { InputComplaints } from '../handle-submission';
import { requireRole } from '../known-person';
import { openDialog } from '../open-dialog';
import type { ViewSubmission } from '../payloads';
import type { SlackContext } from '../slack-context';
import { ACTION_ID, blockIdOf, startDialog } from './dialogs';
import { findAccount, playFirst } from './find';
import { inputOfFields, startFields, type StartField } from './start-fields';

/** Who asks from where. */
export interface Asker {
  readonly person: Person;
  readonly userId: string;
  readonly triggerId: string;
  readonly surface: Surface;
}

/** Opens the dialog of a start by its words: `expansion acme`. */
export async function openStartByWords(context: SlackContext, asker: Asker, words: string): Promise<void> {
  const { catalogue } = context.plays;
  const usage = 'Say which play on which account: `/plays start PLAY ACCOUNT`.';
  const named = playFirst(catalogue, words);
  if (!named && words) contractOf(catalogue, words.split(' ')[0]!);
  if (!named?.rest) {
    const plays = catalogue.map(({ name, title }) => `• \`${name}\`: ${escaped(title, 100)}`);
    return answer(context, asker.userId, asker.surface, { text: [usage, ...plays].join('\n') });
  }
  await openStart(context, asker, named.play, await findAccount(context.store, named.rest));
}

/** Opens the dialog of a start, with what the coordinator would say. */
export async function openStart(
  context: SlackContext,
  { person, userId, triggerId, surface }: Asker,
  play: PlayContract,
  account: Account,
): Promise<void> {
  const what = `Start of ${play.name}`;
  await requireRole(context, { person, account, what, id: triggerId });
  const fields = startFields(play, account);
  if (!fields) return answer(context, userId, surface, { text: elsewhere(play, account) });
  const [preview] = await context.plays.preview({
    ...{ accountId: account.id, plays: [play.name], requestedBy: person.name },
  });
  const view = startDialog({ play, account, verdict: preview!.verdict, fields, surface });
  await openDialog(context, triggerId, { user: userId }, view);
}

function elsewhere({ name, title }: PlayContract, { id }: Account): string {
  return (
    `${escaped(title, 100)} has to know more than a dialog of Slack can hold. Start it on the command line, ` +
    `\`playmaker start ${name} ${id} --input FILE\`, or with \`POST /api/runs\`.`
  );
}

/** A start that was filled in, or what is wrong with it. */
export type ReadStart =
  | { readonly kind: 'complain'; readonly errors: InputComplaints }
  | { readonly kind: 'start'; readonly play: PlayContract; readonly account: Account; readonly input: unknown };

/**
 * Reads a dialog that was sent.
 *
 * @throws ApiProblem PLAY_UNKNOWN, ACCOUNT_UNKNOWN when it is not known any more
 */
export async function readStart(
  { store, plays }: SlackContext,
  { play: name, accountId }: { play: string; accountId: string },
  { state }: ViewSubmission['view'],
): Promise<ReadStart> {
  const play = contractOf(plays.catalogue, name);
  const account = await findAccount(store, accountId);
  const fields = startFields(play, account) ?? [];
  const input = inputOfFields(fields, (field) => {
    const filled = state.values[blockIdOf(field)]?.[ACTION_ID];
    return filled?.value ?? filled?.selected_option?.value ?? filled?.selected_date ?? undefined;
  });
  const parsed = play.input.safeParse(input);
  if (parsed.success) return { kind: 'start', play, account, input };
  return { kind: 'complain', errors: complaints(fields, inputErrors(parsed.error)) };
}

/** Each beside its input; what is about no input of the dialog stands beside the first one. */
function complaints(
  fields: readonly StartField[],
  errors: readonly { readonly path: string; readonly expected: string }[],
): InputComplaints {
  const told = errors.map(({ path, expected }) => {
    const field = fields.find(({ name }) => path === name || path.startsWith(`${name}.`));
    const block = blockIdOf((field ?? fields[0])?.name ?? '');
    return [block, field ? `This does not fit: ${expected}` : `${path} does not fit: ${expected}`] as const;
  });
  return Object.fromEntries(told.reverse());
}

/** Starts the play in the name of a person and says what came of it. */
export async function start(
  context: SlackContext,
  { person, id }: { person: Person; id: string },
  { play, account, input }: Extract<ReadStart, { kind: 'start' }>,
): Promise<string> {
  await requireRole(context, { person, account, what: `Start of ${play.name}`, id });
  try {
    const run = await context.plays.start({
      ...{ play: play.name, accountId: account.id, input, requestedBy: person.name },
      id: `slack/${id}`,
    });
    return startedInWords(run, play, account);
  } catch (error) {
    // That the coordinator says no is an answer, and the ledger has it.
    if (!(error instanceof ApiProblem) || !DECLINED.includes(error.code)) throw error;
    return becauseInWords(error.detail, 1500);
  }
}

const DECLINED: readonly string[] = ['PLAY_DECLINED', 'PLAY_HELD_OUT'];

function startedInWords({ verdict, because, until }: StartedRun, play: PlayContract, account: Account): string {
  const what = `*${escaped(play.title, 100)}* at *${escaped(account.name, 200)}*`;
  const why = becauseInWords(because, 1000);
  if (verdict === 'admitted') return `${what} has started.`;
  if (verdict === 'existing') return `${what} was not started again: ${why}`;
  return `${what} waits for its turn${until ? `, until ${slackDate(until)} at the latest` : ''}: ${why}`;
}
