import { outcomeWords } from '../activities/notify/card-text';
import { hasButtons } from '../src/cli/demo/cards';
import type { InboxMessage } from '../temporal-dev/inbox';
import {
  act,
  DELEGATE,
  escalate,
  EVENTS,
  mailAbout,
  NADIA,
  openRace,
  OWNER,
  pageOf,
  untilSo,
  type OwnEvent,
  type Race,
  type RaceEvent,
} from './races.fixture';
import { expectCleanEnd } from './clean-end';
import { openSmallStage } from './small-plays';
import { PEOPLE, type Stage } from './stage';

/** What came of it, by what came first. */
const FIRST: Readonly<Record<RaceEvent, { readonly outcome: string; readonly shown: RegExp; readonly told: RegExp }>> =
  {
    owner: { outcome: 'done', shown: /Dana Reyes chose “Yes” on/, told: /Dana Reyes already chose “Yes” on <!date/ },
    delegate: {
      outcome: 'done',
      shown: /Priya Nair chose “No” on .* Reason: Too soon\./,
      told: /Priya Nair already chose “No” on <!date/,
    },
    mail: { outcome: 'done', shown: /Nadia Haddad chose “Yes” on/, told: /Nadia Haddad already chose “Yes” on <!date/ },
    timeout: {
      outcome: 'missed',
      shown: /Closed on .*: Nobody answered in time/,
      told: /This task was closed on <!date.*: Nobody answered in time/,
    },
    cancel: {
      outcome: 'cancelled',
      shown: /Closed on .*: .* stopped the play: They were bought\./,
      told: /(This task was closed on <!date.*|This play has ended): .* stopped the play: They were bought\./,
    },
  };

let stage: Stage;
beforeAll(async () => {
  stage = await openSmallStage();
  await stage.store.people.save(NADIA);
});
afterAll(() => stage?.close());

type Whispers = Readonly<Record<'owner' | 'delegate', readonly string[]>>;
/** What only these people were told: about answers that did not count. */
const whispers = (): Whispers => {
  const to = (email: string) =>
    stage.inbox.messages({ to: email }).filter(({ ephemeralFor }) => ephemeralFor === email);
  return { owner: to(OWNER).map(({ text }) => text), delegate: to(DELEGATE).map(({ text }) => text) };
};
const NAMES = { owner: 'Dana Reyes', delegate: 'Priya Nair' };
const isRefused = async ({ runId }: Race, event: 'owner' | 'delegate') =>
  (await stage.store.ledger.list({ runId, kind: 'refusal' })).some(({ by }) => by === NAMES[event]);
/** Everything in Slack that shows the task to somebody, in whatever state. */
const cardsOf = ({ account }: Race): readonly InboxMessage[] =>
  Object.values(PEOPLE).flatMap((email) =>
    stage.messages(email, account).filter(({ threadTs, ephemeralFor }) => !threadTs && !ephemeralFor),
  );
const wordsOf = ({ blocks }: InboxMessage): string =>
  JSON.stringify(blocks).replace(/<!date\^\d+\^[^|]+\|[^>]+>/g, 'then');

/** One outcome, which every card, mail, page and record tells alike, and nobody has a button left. */
async function expectAgreement(race: Race, first: RaceEvent): Promise<void> {
  const { runId, taskId, account } = race;
  const { shown } = FIRST[first];
  const state = (await stage.store.tasks.get(taskId))!.state;
  const cards = cardsOf(race);
  expect(cards.map(({ to }) => to)).toEqual(expect.arrayContaining([OWNER, DELEGATE]));
  expect(cards.filter(hasButtons)).toEqual([]);
  expect(new Set(cards.map(wordsOf)).size).toBe(1);
  expect(wordsOf(cards[0]!)).toMatch(shown);
  // Nobody is mailed what they did themselves.
  if (first !== 'mail') expect(mailAbout(stage, account)!.text.replace(/\s+/g, ' ')).toMatch(shown);
  expect(await pageOf(await fetch(race.link))).toMatch(
    first === 'mail' ? /You chose “Yes” on .*, as Nadia Haddad\./ : shown,
  );
  const decisions = await stage.store.ledger.list({ runId, kind: 'decision' });
  expect(decisions.map(({ by }) => by)).toEqual(state.kind === 'answered' ? [state.by] : []);
}

/** Whoever came too late is told by whom it was decided and when, once and to them alone; the first hears nothing. */
async function expectTold(first: RaceEvent, took: readonly RaceEvent[], before: Whispers): Promise<void> {
  for (const event of ['owner', 'delegate'] as const) {
    const lost = event !== first && took.includes(event);
    const said = () => whispers()[event].slice(before[event].length);
    if (lost) await stage.inbox.until(() => said().length > 0);
    expect(said()).toEqual(lost ? [expect.stringMatching(FIRST[first].told)] : []);
  }
}

/** Does one thing after the other; returns when the last has counted, or was refused. */
async function inOrder(race: Race, events: readonly OwnEvent[], first: RaceEvent): Promise<void> {
  for (const event of events) {
    const page = await act(stage, race, event);
    if (event === first) await stage.ended(race.runId);
    else if (event === 'mail') expect(page).toMatch(FIRST[first].shown);
    else if (event !== 'cancel') await untilSo(`${event} is refused`, () => isRefused(race, event));
  }
}

const isOwn = (event: RaceEvent): event is OwnEvent => event !== 'timeout';
const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
/** Every order of four; the second person answers now by a dialog, now by the link in a mail. */
const ORDERS = permutations<RaceEvent | 'second'>(['owner', 'second', 'timeout', 'cancel']).map((order, index) =>
  order.map((event) => (event === 'second' ? (index % 2 ? 'mail' : 'delegate') : event)),
);

describe('one after the other', () => {
  it.each(ORDERS.map((order) => [order.join(', '), order] as const))('%s: the first counts', async (_what, order) => {
    const first = order[0]!;
    const before = whispers();
    const race = await openRace(stage);
    const timeout = order.indexOf('timeout');
    await inOrder(race, order.slice(0, timeout).filter(isOwn), first);
    await stage.skip('8 days');
    await inOrder(race, order.slice(timeout).filter(isOwn), first);
    expect((await stage.ended(race.runId)).outcome).toBe(FIRST[first].outcome);
    await expectAgreement(race, first);
    await expectTold(first, order, before);
  });
});

describe('at the same time', () => {
  const turned = EVENTS.map((_, turn) => [...EVENTS.slice(turn), ...EVENTS.slice(0, turn)]);
  it.each(turned.map((order) => [order.join(', '), order] as const))('%s: one counts', async (_what, order) => {
    const before = whispers();
    const race = await openRace(stage);
    await escalate(stage, race);
    const { waitingFor } = await stage.until(race.runId, (status) => status.waitingFor !== undefined);
    const left = Date.parse(waitingFor!.until) - Date.parse(await stage.time());
    await Promise.all(order.map((event) => (isOwn(event) ? act(stage, race, event) : stage.env.sleep(left))));
    const result = await stage.result(race.runId);
    const state = (await stage.store.tasks.get(race.taskId))!.state;
    const first = EVENTS.find(
      (event) => state.kind !== 'open' && FIRST[event].shown.test(outcomeWords(state, String)),
    )!;
    // A play that is stopped right after it was answered is stopped; the answer stands.
    expect([FIRST[first].outcome, 'cancelled']).toContain(result.outcome);
    await expectAgreement(race, first);
    await expectTold(first, order, before);
    await expectCleanEnd(stage, race.runId, race.account, result);
  });
});
