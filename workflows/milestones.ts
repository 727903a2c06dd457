import { createEventGroup, isCancellation } from '@temporalio/workflow';
import type { Account } from '../src/domain/account';
import { seenIn, type Adoption } from '../src/domain/adoption';
import type { AccountEvent, Trigger } from '../src/domain/events';
import {
  nextChangeOf,
  standingInWords,
  standingsOf,
  type Milestone,
  type MilestoneSeen,
  type MilestoneStanding,
} from '../src/domain/milestones';
import type { Role } from '../src/domain/roles';
import type { Evidence } from '../src/domain/tasks';
import { later, type Instant } from '../src/domain/waits';
import { capital, dayInWords, shortened } from '../src/domain/wording';
import { effect } from './effects';
import { now, type Run } from './run';
import { ask, type Answer, type Question } from './tasks';
import { Deadline, waitUntil } from './waits';

/** What may be answered about a milestone that is stuck: somebody sees to it, it was reached, or it does not apply. */
export type StuckChoice = 'going' | 'reached' | 'left-out';

/** Milestones that a play follows, and whom it asks about those that are stuck. */
export interface MilestonePlan {
  readonly milestones: readonly Milestone[];
  /** A milestone that is so many days late is stuck. */
  readonly stuckAfterDays: number;
  /** The fact that one was reached; its entity names it. */
  readonly fact: Trigger;
  readonly ask: Role;
  readonly question: (account: Account, stuck: MilestoneStanding, adoption: Adoption) => Question<StuckChoice>;
}

/** How the milestones stand, at any moment of the play. */
export interface Milestones {
  standings(): readonly MilestoneStanding[];
  isReached(id: string): boolean;
  /** The same for people, with what was said about those that are stuck. */
  evidence(): Evidence[];
}

/** With nothing ahead but what may be told, somebody looks at the account view now and then. */
const LOOK_AGAIN = '90 days';

/**
 * Follows the milestones beside whatever else the play does, until all are reached or the play ends: listens to what is
 * told, looks at the account view when one is due, and asks about each that is stuck, once. The question closes by itself
 * when the milestone is reached meanwhile.
 */
export function follow(run: Run, plan: MilestonePlan): Milestones {
  const course = new Course(run, plan);
  beside(run, () => createEventGroup('Milestones').withScope(() => course.follow()));
  return course;
}

/** Lets something go on until it is done or the play ends; its end is waited for. */
function beside(run: Run, act: () => Promise<void>): void {
  run.background.push(
    act().catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    }),
  );
}

class Course implements Milestones {
  /** Moved by each pause of the play, as all that is due. */
  private readonly start = new Deadline('the start of the milestones', now());
  private readonly milestones: readonly Milestone[];
  /** What the account view showed and people said. */
  private readonly seen: MilestoneSeen[] = [];
  private readonly leftOut: string[] = [];
  private readonly asked = new Set<string>();
  private readonly noted = new Set<string>();
  private readonly answers = new Map<string, Pick<Answer, 'by' | 'reason'>>();
  private adoption: Adoption = { milestones: {} };

  constructor(
    private readonly run: Run,
    private readonly plan: MilestonePlan,
  ) {
    // In rehearsals, days are shorter.
    this.milestones = plan.milestones.map((each) => ({ ...each, day: each.day * run.waitScale }));
    run.deadlines.add(this.start);
  }

  standings(): readonly MilestoneStanding[] {
    const told = this.facts().map(({ entity = '', at }) => ({ milestone: entity, at }));
    return standingsOf(this.milestones, {
      since: this.start.instant,
      now: now(),
      seen: [...told, ...this.seen],
      leftOut: this.leftOut,
      stuckAfterDays: this.plan.stuckAfterDays * this.run.waitScale,
    });
  }

  isReached(id: string): boolean {
    return this.standings().some(({ milestone, state }) => milestone.id === id && state === 'reached');
  }

  evidence(): Evidence[] {
    return this.standings().map((standing) => {
      const { id, name } = standing.milestone;
      const said = standing.state === 'stuck' ? this.answers.get(id) : undefined;
      const words = standingInWords(standing);
      return { label: capital(name), value: said ? `${words} ${said.by}: “${shortened(said.reason, 500)}”` : words };
    });
  }

  async follow(): Promise<void> {
    await this.look();
    for (;;) {
      const before = this.signature();
      const standings = this.standings();
      this.note(standings);
      standings.filter(({ state }) => state === 'stuck').forEach((stuck) => this.askAbout(stuck));
      if (standings.every(({ state }) => state === 'reached' || state === 'left-out')) return;
      const deadline = new Deadline('the next milestone', nextChangeOf(standings) ?? this.lookAgain());
      const isNews = await waitUntil(this.run, deadline, () => this.signature() !== before);
      if (!isNews) await this.look();
    }
  }

  private readonly facts = (): readonly AccountEvent[] => this.run.facts.all({ types: [this.plan.fact] });

  /** Changes with whatever is told. */
  private readonly signature = (): string => [this.facts(), this.seen, this.leftOut].map(({ length }) => length).join();

  private readonly lookAgain = (): Instant => later(now(), this.run.ms(LOOK_AGAIN));

  private async look(): Promise<void> {
    const { run } = this;
    const { accountId } = run.request;
    this.adoption = await effect(run, 'looking at how far they have come', () =>
      run.do.records.adoption({ accountId, at: now() }),
    );
    this.seen.push(...seenIn(this.adoption, now()));
  }

  private note(standings: readonly MilestoneStanding[]): void {
    for (const { milestone, state, reachedAt, missing } of standings) {
      const key = `${milestone.id} ${state}`;
      if (state === 'on-track' || this.noted.has(key)) continue;
      this.noted.add(key);
      const { name } = milestone;
      if (reachedAt) this.run.note(`${capital(name)} was reached on ${dayInWords(reachedAt)}`);
      else if (state !== 'left-out') this.run.because(`${capital(name)} is ${state}: ${missing.join(' ')}`);
    }
  }

  private askAbout(stuck: MilestoneStanding): void {
    const { id, name } = stuck.milestone;
    if (this.asked.has(id)) return;
    this.asked.add(id);
    const question = this.plan.question(this.run.account, stuck, this.adoption);
    beside(this.run, async () => {
      const answer = await ask(this.run, this.plan.ask, { ...question, until: () => this.isReached(id) });
      if (answer.choice === 'no-answer') return;
      const { choice, by, reason } = answer;
      this.run.because(`${capital(name)}, ${by}: ${question.choices[choice].label}${reason ? `, “${reason}”` : ''}`);
      if (choice === 'reached') this.seen.push({ milestone: id, at: now() });
      else if (choice === 'left-out') this.leftOut.push(id);
      else this.answers.set(id, answer);
    });
  }
}
