import { createEventGroup } from '@temporalio/workflow';
import type { ScheduledMeeting, ScheduleRequest } from '../activities/calendar/port';
import type { Draft } from '../activities/proposals/port';
import type { Account, Contact, Contract } from '../src/domain/account';
import type { Adoption } from '../src/domain/adoption';
import type { AskLine } from '../src/domain/asks';
import { selectContacts, type ContactSelection } from '../src/domain/contact-selection';
import type { AccountEvent } from '../src/domain/events';
import type { GateAnswer, GateName } from '../src/domain/gates';
import type { OutcomeOf, ParametersOf, PhaseOf, PlayContract } from '../src/domain/play-contract';
import { parametersOf } from '../src/domain/play-parameters';
import type { PlayResult } from '../src/domain/play-messages';
import type { Letter } from '../src/domain/letters';
import { theRole, type Role } from '../src/domain/roles';
import type { Standing } from '../src/domain/standing';
import type { Evidence } from '../src/domain/tasks';
import type { CalendarWait, Instant, Wait } from '../src/domain/waits';
import { approve, approveLetter, type Approval, type LetterApproval, type LetterReview, type Review } from './approval';
import { deadlineOf } from './deadline-of';
import { effect, optionalEffect, seenThrough } from './effects';
import type { FactMatch } from './facts';
import { follow, type MilestonePlan, type Milestones } from './milestones';
import { hearPulse, type PulseAsked } from './pulse';
import { enroll, leave, type Enrolment } from './programmes';
import { now, type Ending, type Run } from './run';
import { sendToEach, type CircularMail } from './circulars';
import { checkGate, recordAsk, sendOnce, type CustomerMail, type Sending } from './sending';
import { ask, type Answer, type Question } from './tasks';
import { staff, type Staffing } from './staffing';
import { Deadline, waitUntil } from './waits';

/** What a play returns: one of its outcomes, and why. */
export interface PlayEnd<Outcome extends string = string> extends Ending {
  readonly outcome: Outcome;
}

/** What a play is written with: an explicit context, and nothing else. Every wait has a deadline; every effect happens once. */
export interface Play<C extends PlayContract = PlayContract> {
  readonly runId: string;
  /** What the house rules set for this account, else the defaults of the contract; the same from the start of the run to its end. */
  readonly parameters: ParametersOf<C>;
  /** The account as it was when the play last looked; `contacts` looks again. */
  readonly account: Account;
  /** Runs the steps of a phase; the phase shows in lists and in Temporal's UI. */
  phase<T>(name: PhaseOf<C>, steps: () => Promise<T>): Promise<T>;
  /** A task for whoever holds the role: reminder, due time, escalation. */
  ask<const Id extends string>(role: Role, question: Question<Id>): Promise<Answer<Id>>;
  /** Has a document, with the mail it goes out with, approved by several roles; see `Review`. */
  approve(draft: Draft, review: Review): Promise<Approval>;
  /** Words for a mail from a Liquid template of the play, in the name of whoever holds the role now. */
  draftLetter(
    text: string,
    letter: { readonly from: Role; readonly data?: Readonly<Record<string, unknown>> },
  ): Promise<Letter>;
  /** Has a mail approved: what is sent is what was approved, and from whom. */
  approveLetter(letter: Letter, review: LetterReview): Promise<LetterApproval>;
  /** Waits for a fact or the deadline, whichever is first. A fact that came earlier in the play and was not used counts. */
  waitFor(
    match: FactMatch & { readonly what: string },
    limit: { readonly within: Wait; readonly by?: Deadline },
  ): Promise<AccountEvent | undefined>;
  /** A moment that several waits share; a pause of the play moves it. */
  deadline(wait: CalendarWait, what: string): Deadline;
  sleep(wait: Wait, why: string): Promise<void>;
  /** Sleeps until a fixed moment, such as the end of a meeting, which a pause of the play does not move; or until a deadline, which one does. */
  sleepUntil(at: Instant | Deadline, why: string): Promise<void>;
  /** Pauses promotional sends to the account until the play ends, however it ends, and at most for `upTo`. */
  pauseMarketing(lease: { readonly reason: string; readonly upTo: CalendarWait }): Promise<void>;
  /** The contacts that meet the selection now; never any who withdrew consent. */
  contacts(selection: ContactSelection): Promise<readonly Contact[]>;
  /** How the account stands now: health, open cases, who was last in touch with us. */
  standing(): Promise<Standing>;
  /** Contacts enter a programme, for good or until the play ends, however it ends. */
  enroll(programme: string, contacts: readonly Contact[], enrolment?: Enrolment): Promise<void>;
  /** Ends a programme for everybody of the account who is in it. */
  leave(programme: string): Promise<void>;
  /** News for whoever holds the role; asks nothing. */
  notify(role: Role, text: string, evidence?: readonly Evidence[]): Promise<void>;
  /** A meeting at a time that suits both sides; undefined when a person chose to skip it. It is called off when the play ends early. */
  scheduleReview(
    meeting: Omit<ScheduleRequest, 'key' | 'runId' | 'accountId' | 'at'>,
  ): Promise<ScheduledMeeting | undefined>;
  /** Drafts a document from a Liquid template of the play. */
  draftProposal(
    text: string,
    draft: { readonly title: string; readonly author: Role; readonly data: Readonly<Record<string, unknown>> },
  ): Promise<Draft>;
  /** Sends one mail to one contact, in their working hours, exactly once; with `onlyIf`, only while that gate is open. */
  sendOnce(mail: CustomerMail): Promise<Sending>;
  /** How a gate before what goes to the contact stands now. `sendOnce` looks again. */
  gate(name: GateName, contact: Contact): Promise<GateAnswer>;
  /** Leaves in the ledger what became of an ask, so that it is counted and respected; `sendOnce` does so for `asked`. */
  recordAsk(line: AskLine & { readonly of: Contact; readonly by: string; readonly reason?: string }): Promise<void>;
  /** The answer of somebody who was sent a pulse: by survey, or by a reply that whoever gets it writes down; none within ten business days. */
  hearPulse(contact: Contact, asked: PulseAsked): Promise<AccountEvent | undefined>;
  /** Sends a letter to each of them, in their working hours, once; whoever may not be written to any more is left out. Answers who got it. */
  sendToEach(mail: CircularMail): Promise<readonly Contact[]>;
  /** Ids of the contacts whom any play asked by survey, or who answered one, within that time. */
  surveyed(within: CalendarWait): Promise<readonly string[]>;
  /** How far the account has come with the product, as its view shows it now. */
  adoption(): Promise<Adoption>;
  /** Follows milestones beside everything else, until they are reached or the play ends; asks about those that are stuck. */
  follow(plan: MilestonePlan): Milestones;
  /** Sees to it that somebody holds the role; where nobody does, another role names one of us. */
  staff(role: Role, staffing: Staffing): Promise<void>;
  updateContract(change: Partial<Contract>): Promise<void>;
  /** Leaves a reason in the run's record: why a step was taken or skipped. */
  because(reason: string): void;
  end(outcome: OutcomeOf<C>, reason: string, details?: PlayResult['details']): PlayEnd<OutcomeOf<C>>;
  /** Ends this play in favour of another. */
  handOver(play: string, reason: string): PlayEnd<'handed-over'>;
}

/** The context of one run. */
export function createPlay<C extends PlayContract>(run: Run): Play<C> {
  const { runId } = run;
  const accountId = run.request.accountId;
  return {
    runId,
    parameters: parametersOf(run.contract as C, run.parameters),
    get account() {
      return run.account;
    },
    phase: (name, steps) => runPhase(run, name, steps),
    ask: (role, question) => ask(run, role, question),
    approve: (draft, review) => approve(run, draft, review),
    async draftLetter(text, { from, data = {} }) {
      const letter = await effect(run, `drafting the mail ${text}`, () =>
        run.do.proposals.draftLetter({ play: run.contract.name, accountId, text, from, data, at: now() }),
      );
      run.authors.set(letter.sender.email, from);
      return letter;
    },
    approveLetter: (letter, review) => approveLetter(run, letter, review),
    async waitFor(match, { within, by }) {
      const deadline = await deadlineOf(run, match.what, within);
      const notAfter = async () => {
        if (by && by.at < deadline.at) deadline.at = by.at;
      };
      await notAfter();
      // Another wait for the same fact may have taken it in the same moment.
      while (await waitUntil(run, deadline, () => run.facts.has(match), notAfter)) {
        const fact = run.facts.take(match);
        if (fact) return fact;
      }
      return undefined;
    },
    deadline(wait, what) {
      const deadline = new Deadline(what, Date.now() + run.ms(wait));
      run.deadlines.add(deadline);
      return deadline;
    },
    async sleep(wait, why) {
      await waitUntil(run, await deadlineOf(run, why, wait), () => false);
    },
    async sleepUntil(at, why) {
      await waitUntil(run, at instanceof Deadline ? at : new Deadline(why, at, 'fixed'), () => false);
    },
    pauseMarketing: (lease) => pauseMarketing(run, lease),
    async contacts(selection) {
      run.account = await effect(run, 'looking up the account', () => run.do.records.account(accountId));
      return selectContacts(run.account.contacts, selection, now());
    },
    standing: () =>
      effect(run, 'looking up how the account stands', () => run.do.records.standing({ accountId, at: now() })),
    enroll: (programme, contacts, enrolment) => enroll(run, programme, contacts, enrolment),
    leave: (programme) => leave(run, programme),
    async notify(role, text, evidence) {
      const told = await optionalEffect(run, `telling ${theRole(role)}`, news(run, role, text, evidence));
      if (told) run.note(`Told ${theRole(role)}: ${text}`);
    },
    scheduleReview: (meeting) => scheduleReview(run, meeting),
    async draftProposal(text, { title, author, data }) {
      const request = {
        documentId: run.mint('document'),
        runId,
        play: run.contract.name,
        accountId,
        text,
        title,
        author,
        data,
      };
      const draft = await effect(run, `drafting ${title}`, () => run.do.proposals.draft({ ...request, at: now() }));
      run.authors.set(draft.documentId, author);
      run.note(`${title} is drafted`);
      return draft;
    },
    sendOnce: (mail) => sendOnce(run, mail),
    gate: (name, contact) => checkGate(run, name, contact),
    recordAsk: (line) => recordAsk(run, line),
    hearPulse: (contact, asked) => hearPulse(run, contact, asked),
    sendToEach: (mail) => sendToEach(run, mail),
    surveyed(within) {
      const since: Instant = new Date(Date.now() - run.ms(within)).toISOString();
      return effect(run, 'looking up who was asked', () => run.do.records.surveyed({ accountId, since }));
    },
    adoption: () =>
      effect(run, 'looking at how far they have come', () => run.do.records.adoption({ accountId, at: now() })),
    follow: (plan) => follow(run, plan),
    staff: (role, staffing) => staff(run, role, staffing),
    async updateContract(change) {
      const request = { key: run.mint('contract'), accountId, change };
      await effect(run, 'updating the contract', () => run.do.crm.updateContract({ ...request, at: now() }));
      run.note('The contract is updated');
    },
    because: (reason) => run.because(reason),
    end: (outcome, reason, details) => ({ outcome, reason, details }),
    handOver: (play, reason) => ({ outcome: 'handed-over', reason, handOverTo: play }),
  };
}

/** News to a role, by a key of its own: however often it is called, they are told once. */
export function news(run: Run, role: Role, text: string, evidence?: readonly Evidence[]): () => Promise<void> {
  const key = run.mint('news');
  return () =>
    run.do.notify.tell({
      key,
      runId: run.runId,
      play: run.contract.name,
      playTitle: run.contract.title,
      accountId: run.account.id,
      accountName: run.account.name,
      to: role,
      at: now(),
      text,
      evidence,
    });
}

async function runPhase<T>(run: Run, name: string, steps: () => Promise<T>): Promise<T> {
  return createEventGroup(name).withScope(async () => {
    run.enterPhase(name);
    const { runId } = run;
    await optionalEffect(run, `recording that ${name} begins`, () =>
      run.do.records.updateRun({ runId, change: { phase: name } }),
    );
    return steps();
  });
}

async function pauseMarketing(run: Run, lease: { reason: string; upTo: CalendarWait }): Promise<void> {
  const key = run.mint('marketing-pause');
  const until: Instant = new Date(Date.now() + run.ms(lease.upTo)).toISOString();
  const request = { key, accountId: run.account.id, runId: run.runId, reason: lease.reason, until };
  const pausing = seenThrough(() => run.do.marketing.pausePromotion({ ...request, at: now() }));
  run.cleanups.push({
    what: 'resuming promotional sends',
    act: async () => {
      await pausing.settled();
      await run.do.marketing.resumePromotion({ key, accountId: run.request.accountId, at: now() });
    },
  });
  const paused = await optionalEffect(run, 'pausing promotional sends', () => pausing.act());
  if (paused) run.note(`Promotional sends to ${run.account.name} pause: ${lease.reason}`);
}

async function scheduleReview(
  run: Run,
  meeting: Omit<ScheduleRequest, 'key' | 'runId' | 'accountId' | 'at'>,
): Promise<ScheduledMeeting | undefined> {
  const key = run.mint('meeting');
  const request = { ...meeting, key, runId: run.runId, accountId: run.account.id };
  const scheduling = seenThrough(() => run.do.calendar.scheduleMeeting({ ...request, at: now() }));
  run.cleanups.push({
    what: `calling off “${meeting.title}”`,
    act: async () => {
      const set = await scheduling.settled();
      if (!set || Date.parse(set.startsAt) <= Date.now()) return;
      await run.do.calendar.cancelMeeting({
        uid: set.uid,
        key: `${key}/cancel`,
        at: now(),
        reason: run.ending!.reason,
      });
    },
  });
  const scheduled = (await optionalEffect(run, `scheduling “${meeting.title}”`, () => scheduling.act()))?.value;
  if (scheduled)
    run.note(
      `“${meeting.title}” is set for ${scheduled.startsAt.slice(0, 16).replace('T', ' ')} UTC; invitations are out`,
    );
  return scheduled;
}
