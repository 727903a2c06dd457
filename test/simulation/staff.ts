import type { InboxMessage } from '../../temporal-dev/inbox';
import { needsModal } from '../../activities/notify/choice-modal';
import type { Person } from '../../src/domain/account';
import { isWorkingMoment } from '../../src/domain/business-time';
import { isAway } from '../../src/domain/role-resolution';
import type { TaskRow } from '../../src/store';
import { hasButtons } from '../../src/cli/demo/cards';
import { Chance } from '../chance';
import { choiceFor, reasonOf, valuesFor, type Values } from './answers';
import type { Ground } from './ground';
import type { Log } from './log';

/** A card in front of somebody, and when they come to it. */
interface InFront {
  readonly task: TaskRow;
  readonly email: string;
  readonly at: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS = 20_000;
/** So many people work at the same time. */
const AT_ONCE = 4;

/** Our people, who answer the cards in front of them: soon, late or never, and sometimes hand them on. */
export class Staff {
  /** By task and person: when they come to it; infinity for never. */
  private readonly plans = new Map<string, number>();
  private readonly people: Map<string, Person>;

  constructor(
    private readonly seed: number,
    people: readonly Person[],
    private readonly ground: Ground,
    private readonly log: Log,
  ) {
    this.people = new Map(people.map((person) => [person.email, person]));
  }

  /** Somebody goes away, or comes back. */
  changed(person: Person): void {
    this.people.set(person.email, person);
  }

  /** Everybody whose time has come answers what is in front of them. */
  async act(): Promise<void> {
    const tasks = await this.ground.store.tasks.list({ state: 'open' });
    const due = tasks.flatMap((task) => this.inFrontOf(task)).filter(({ at }) => at <= this.ground.now);
    const byPerson = new Map<string, InFront[]>();
    for (const each of due) byPerson.set(each.email, [...(byPerson.get(each.email) ?? []), each]);
    const waiting = [...byPerson.values()];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) for (const each of next) await this.comeTo(each);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  private inFrontOf(task: TaskRow): InFront[] {
    return task.assignments
      .filter(({ passedOn, consulted, channel }) => !passedOn && !consulted && !channel)
      .map(({ email }) => ({ task, email, at: this.timeFor(task, email) }));
  }

  private timeFor({ taskId }: TaskRow, email: string): number {
    const key = `${taskId} ${email}`;
    const chance = new Chance(this.seed, 'time', key);
    const after = chance.weighted([0.3, 2, 20, Infinity], (days) =>
      days === 0.3 ? 75 : days === 2 ? 12 : days === 20 ? 3 : 10,
    );
    const at =
      this.plans.get(key) ?? this.ground.now + (after === Infinity ? after : chance.between(0, after) * DAY_MS);
    this.plans.set(key, at);
    return at;
  }

  private async comeTo({ task, email }: InFront): Promise<void> {
    const person = this.people.get(email);
    const at = new Date(this.ground.now).toISOString();
    const chance = new Chance(this.seed, 'answer', task.taskId, email);
    if (!person || isAway(person, at) || !(isWorkingMoment(at, person) || chance.happens(0.2))) return;
    const now = await this.ground.store.tasks.get(task.taskId);
    const card = now?.state.kind === 'open' && this.cardOf(now, email);
    // Its play is paused, or somebody else has just answered.
    if (!now || !card) return;
    const aside = now.card.urgent
      ? undefined
      : chance.weighted(['hand-over', 'decline', 'note', undefined], (each) => (each ? 4 : 88));
    this.plans.set(`${task.taskId} ${email}`, aside === 'note' ? this.ground.now + 5 * HOUR_MS : Infinity);
    if (aside) await this.more(now, card, email, aside, chance);
    else await this.answer(now, card, email, chance);
  }

  private cardOf({ taskId, openedAt }: TaskRow, email: string): InboxMessage | undefined {
    return this.ground.inbox
      .messages({ to: email, since: new Date(Date.parse(openedAt) - DAY_MS) })
      .findLast((message) => hasButtons(message) && JSON.stringify(message.blocks).includes(JSON.stringify(taskId)));
  }

  private async answer({ card, openedAt }: TaskRow, message: InboxMessage, as: string, chance: Chance): Promise<void> {
    const { inbox } = this.ground;
    const before = this.latest(as);
    const choice = choiceFor(card, chance);
    const values = valuesFor(choice, chance);
    await inbox.click({ as, message, actionId: `decide:${choice.id}` });
    if (needsModal(choice)) await this.fill(as, values, before);
    await this.seen(as, message, before, `${card.taskId}: ${choice.id} of ${Object.keys(values).join()}`);
    this.log.count(`cards answered`);
    if (Date.parse(openedAt) + 3 * DAY_MS < this.ground.now) this.log.count('of these, after three days and more');
    const score = values['field:score']?.['value'];
    if (choice.id === 'answered' && score !== undefined) this.heard(card, Number(score));
  }

  /** An answer that the CSM wrote down in their customer's place. */
  private heard({ accountId, question }: TaskRow['card'], score: number): void {
    const { contacts, answers } = this.log;
    const who = contacts.find((each) => each.accountId === accountId && question.includes(each.name));
    if (who) answers.push({ accountId, email: who.email, at: this.ground.now, kind: 'nps', score });
  }

  private async more(task: TaskRow, message: InboxMessage, as: string, option: string, chance: Chance): Promise<void> {
    const before = this.latest(as);
    await this.ground.inbox.click({ as, message, actionId: /^more:/, option });
    const others = [...this.people.keys()].filter((email) => email !== as);
    const values: Values = { text: { value: reasonOf(chance) } };
    if (option === 'hand-over') values['who'] = { value: chance.pick(others) };
    await this.fill(as, values, before);
    if (option === 'note') return this.log.count('notes added');
    await this.seen(as, message, before, `${task.taskId}: ${option}`);
    this.log.count(option === 'decline' ? 'cards declined' : 'cards handed on');
  }

  /** A dialog does not open where the click came too late; then there is nothing to fill in. */
  private async fill(as: string, values: Values, before: string): Promise<void> {
    const { inbox } = this.ground;
    const open = await inbox.until(
      () => (inbox.openModal(as) ? 'open' : this.refused(as, before) && 'refused'),
      PATIENCE_MS,
    );
    if (open === 'open') await inbox.submitModal({ as, values });
  }

  /** The card shows what became of it, or the person was told why their answer did not count. */
  private async seen(as: string, card: InboxMessage, before: string, what: string): Promise<void> {
    const { inbox } = this.ground;
    const outcome = () => {
      const now = inbox.messages({ to: as, since: card.at }).find(({ ts }) => ts === card.ts);
      return !now || !hasButtons(now) ? 'shown' : this.refused(as, before) && 'refused';
    };
    const seen = await inbox.until(outcome, PATIENCE_MS).catch(() => 'nothing');
    if (seen === 'nothing') this.log.idle.push(`${new Date(this.ground.now).toISOString()} ${as} ${what}`);
    if (seen === 'refused') this.log.count('answers that came too late');
  }

  /** The last that somebody was told, as far as it was told lately. */
  private latest(as: string): string {
    return this.lately(as).at(-1)?.ts ?? '';
  }

  private refused(as: string, before: string): boolean {
    return this.lately(as).some(
      ({ ephemeralFor, ts, text }) => ephemeralFor && ts > before && /did not count/.test(text),
    );
  }

  private lately(as: string): InboxMessage[] {
    return this.ground.inbox.messages({ to: as, since: new Date(this.ground.now - 1) });
  }
}
