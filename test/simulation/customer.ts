import type { Account } from '../../src/domain/account';
import { Chance } from '../chance';
import { Calls, type Call } from './calls';
import type { Log } from './log';
import { nameOf } from './places';

/** Somebody at the customer, as the simulation keeps them. */
interface Someone {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

const DAY_MS = 86_400_000;
const MILESTONES = ['first-login', 'first-integration', 'first-value', 'half-of-seats'];
const WORDS = ['It helps us every day.', 'Too slow in the peak week.', 'Fine so far.', 'We expected more help.'];

/** A customer to whom things happen, day by day: good times and bad ones, by chance and the same for each seed. */
export class Customer {
  private readonly people: Someone[];
  private readonly calls: Calls;
  private well = true;
  /** Share of the seats in use. */
  private level: number;
  private readonly cases = new Map<string, number>();
  private caseCount = 0;
  private leaders = 0;
  private readonly milestones: { readonly name: string; readonly day: number }[] = [];
  private readonly wonOn: number | undefined;
  /** What they decide about mails they got, and when. */
  private readonly reactions: { readonly at: number; readonly call: (at: number) => Call }[] = [];

  constructor(
    private readonly seed: number,
    private readonly account: Account,
    private readonly log: Log,
  ) {
    const chance = new Chance(seed, 'customer', account.id);
    this.people = account.contacts.map(({ id, email, name }) => ({ id, email, name }));
    this.calls = new Calls(account.id);
    this.level = chance.between(0.5, 0.9);
    this.wonOn = account.contract ? undefined : chance.whole(1, 150);
  }

  /** What happened in the day that ends now. `seats` are those of their contract, on days on which their use is metered. */
  day(day: number, now: number, seats: number | undefined): Call[] {
    const chance = new Chance(this.seed, 'day', this.account.id, day);
    this.well = this.well ? !chance.happens(1 / 120) : chance.happens(1 / 40);
    const at = () => now - chance.whole(0, DAY_MS - 1);
    const due = this.reactions.filter((each) => each.at <= now);
    for (const each of due) this.reactions.splice(this.reactions.indexOf(each), 1);
    const isCustomer = this.wonOn === undefined || day > this.wonOn;
    return [
      ...due.map(({ at: when, call }) => call(when)),
      ...this.deal(chance, day, at()),
      ...(isCustomer ? this.use(chance, day, seats, at) : []),
      ...(isCustomer ? this.service(chance, at) : []),
      ...this.comings(chance, at),
      ...this.voices(chance, at),
    ];
  }

  /** They got a proposal, or a question how satisfied they are: some answer. */
  got(
    mail: { readonly email: string; readonly proposal?: string; readonly asks?: boolean; readonly key: string },
    now: number,
  ): void {
    const chance = new Chance(this.seed, 'reaction', mail.key, mail.email);
    const who = this.people.find(({ email }) => email === mail.email);
    const at = now + chance.between(0.1, 30) * DAY_MS;
    const { proposal } = mail;
    if (proposal && chance.happens(0.6)) {
      const event = chance.happens(0.6) ? 'Proposal Accepted' : 'Proposal Declined';
      this.reactions.push({ at, call: (when) => this.calls.track(when, event, { proposal }, who) });
    }
    if (who && !proposal && chance.happens(0.4))
      this.reactions.push({
        at,
        call: (when) => this.calls.track(when, chance.pick(['Content Engaged', 'Meeting Booked']), {}, who),
      });
    if (who && mail.asks && chance.happens(0.6))
      this.reactions.push({ at, call: (when) => this.answer(chance, when, who) });
  }

  private deal(chance: Chance, day: number, at: number): Call[] {
    if (this.wonOn === undefined || day < this.wonOn) return this.later(chance, at);
    if (day > this.wonOn) return this.later(chance, at);
    const told = {
      goals: 'Plan in half an hour.\nNo late truck.',
      promises: 'A training in week two.',
      signedBy: this.people[0]?.name,
    };
    const seats = chance.pick([1, 20, 80]);
    const renewalOn = new Date(at + 365 * DAY_MS).toISOString().slice(0, 10);
    const contract = { plan: 'Team', seats, seatPrice: 480, currency: 'USD', arr: seats * 480, renewalOn };
    for (const name of MILESTONES)
      for (let times = chance.pick([0, 1, 1, 1, 2]); times > 0; times -= 1)
        this.milestones.push({ name, day: day + chance.whole(0, 100) });
    return [
      this.calls.track(at, 'Deal Won', { deal: `${this.account.id}-first`, ...(chance.happens(0.7) ? told : {}) }),
      ...(chance.happens(0.9) ? [this.calls.group(at + 1, contract)] : []),
    ];
  }

  /** More of the same from somebody who is a customer, and deals that come to nothing. */
  private later(chance: Chance, at: number): Call[] {
    if (!chance.happens(1 / 300)) return [];
    const deal = `${this.account.id}-${Math.floor(at / DAY_MS)}`;
    return [this.calls.track(at, chance.pick(['Deal Won', 'Deal Lost']), { deal })];
  }

  private use(chance: Chance, day: number, seats: number | undefined, at: () => number): Call[] {
    const goal = this.well ? 0.97 : 0.3;
    this.level += (goal - this.level) * chance.between(0, 0.05) + chance.between(-0.04, 0.04);
    this.level = Math.min(1, Math.max(0.02, this.level));
    if (chance.happens(1 / 150)) this.level = chance.between(0.4, 0.8);
    const reached = this.milestones.filter((each) => each.day === day);
    return [
      ...(seats === undefined
        ? []
        : [this.calls.track(at(), 'Usage Measured', { limit: 'seats', used: Math.round(this.level * seats) })]),
      ...this.people
        .filter(() => chance.happens(this.well ? 0.05 : 0.01))
        .map((who) => this.calls.track(at(), 'Feature Used', {}, who)),
      ...reached.map(({ name }) => this.calls.track(at(), 'Milestone Reached', { milestone: name })),
    ];
  }

  private service(chance: Chance, at: () => number): Call[] {
    const calls: Call[] = [];
    if (chance.happens(this.well ? 1 / 120 : 1 / 35)) {
      const name = `case-${(this.caseCount += 1)}`;
      const severity = chance.pick([1, 2, 3, 3, 4, 4]);
      this.cases.set(name, severity);
      calls.push(this.calls.track(at(), 'Support Opened', { case: name, severity, subject: 'It does not load' }));
    }
    for (const name of [...this.cases.keys()].filter(() => chance.happens(1 / 9))) {
      this.cases.delete(name);
      calls.push(this.calls.track(at(), 'Support Resolved', { case: name }));
      if (chance.happens(0.1)) calls.push(this.calls.track(at(), 'Support Reopened', { case: name }));
    }
    if (chance.happens(1 / 30))
      calls.push(this.calls.track(at(), this.well || chance.happens(0.3) ? 'Payment Received' : 'Payment Failed'));
    if (chance.happens(this.well ? 1 / 50 : 1 / 150))
      calls.push(this.calls.track(at(), 'Meeting Held', { with: ['exec-sponsor'] }, chance.pick(this.people)));
    if (chance.happens(this.well ? 1 / 1500 : 1 / 120))
      calls.push(this.calls.track(at(), 'Churn Notified', { reason: 'The budget is cut' }));
    if (chance.happens(1 / 400))
      calls.push(this.calls.track(at(), 'Competitor Evaluated', { competitor: 'Routewise' }));
    return calls;
  }

  /** Leaders join, champions leave, consent is withdrawn and given again. */
  private comings(chance: Chance, at: () => number): Call[] {
    const calls: Call[] = [];
    if (chance.happens(1 / 150)) {
      const moment = at();
      const who = this.newcomer();
      const joinedAt = new Date(moment - chance.whole(0, 40) * DAY_MS).toISOString();
      calls.push(
        this.calls.identify(moment, who, {
          name: who.name,
          title: chance.pick(['VP of Operations', 'COO', 'VP Sales']),
          joinedAt,
        }),
      );
      if (chance.happens(0.8)) calls.push(this.consent(moment + 1, who, 'granted'));
    }
    const [first] = this.people;
    if (first && this.people.length > 2 && chance.happens(1 / 500)) {
      this.people.shift();
      calls.push(this.calls.track(at(), 'Contact Left', {}, first));
    }
    const who = chance.pick(this.people);
    if (chance.happens(1 / 150)) calls.push(this.consent(at(), who, chance.happens(0.5) ? 'withdrawn' : 'granted'));
    return calls;
  }

  private newcomer(): Someone {
    const number = (this.leaders += 1);
    const name = nameOf(700 + Number(this.account.id.slice(1)) * 7 + number * 11);
    const { id: accountId, timeZone, country } = this.account;
    const who = { id: `n${number}`, name, email: `leader${number}@customer-${accountId}.example` };
    this.people.push(who);
    this.log.contacts.push({ accountId, ...who, timeZone, country });
    return who;
  }

  private consent(at: number, who: Someone, consent: 'granted' | 'withdrawn'): Call {
    this.log.telling({ accountId: this.account.id, email: who.email, consent });
    return this.calls.track(at, 'Consent Changed', { consent }, who);
  }

  private voices(chance: Chance, at: () => number): Call[] {
    return this.people.flatMap((who) => [
      ...(chance.happens(1 / 60) ? [this.answer(chance, at(), who)] : []),
      ...(chance.happens(1 / 50)
        ? [this.calls.track(at(), chance.pick(['Content Engaged', 'Meeting Booked']), {}, who)]
        : []),
    ]);
  }

  private answer(chance: Chance, at: number, who: Someone): Call {
    const kind = chance.happens(0.8) ? 'nps' : 'csat';
    const most = kind === 'nps' ? 10 : 5;
    const score = this.well ? chance.whole(Math.round(most * 0.7), most) : chance.whole(0, most);
    this.log.answers.push({ accountId: this.account.id, email: who.email, at, kind, score });
    return this.calls.track(
      at,
      'Survey Answered',
      { kind, score, ...(chance.happens(0.4) && { comment: chance.pick(WORDS) }) },
      who,
    );
  }
}
