import { reviewQuestion } from '../src/domain/review-question';
import { ROLE_TITLES, type Role } from '../src/domain/roles';
import type { Evidence, Field, TaskCard } from '../src/domain/tasks';
import type { BusinessWait } from '../src/domain/waits';
import { showOutcome } from './cards';
import type { LiveTask } from './live-task';
import { quoted } from '../src/domain/wording';
import { now, type Run } from './run';
import { answerOf, createTask, waitForAnswer, type Answer, type Question } from './tasks';

/** Who decides on what goes to the customer. */
export interface Reviewers {
  /** All of them have to approve the same version. */
  readonly by: readonly Role[];
  readonly evidence?: readonly Evidence[];
  readonly due: BusinessWait;
  /** Who is asked as well when that reviewer is silent. */
  readonly escalate?: Readonly<Partial<Record<Role, Role>>>;
  /** What follows when somebody rejects it, in a sentence: `Nothing is sent and the play ends.` */
  readonly onReject: string;
}

export interface Rejected {
  readonly approved: false;
  readonly reason: string;
  /** Who rejected it; empty when nobody did: somebody did not answer in time, or it took too many versions. */
  readonly by: string;
}

/** What is reviewed, for its reviewers: the version as it stands, and how it may be changed. */
export interface Reviewable<Version> {
  /** “Proposal for Acme”. */
  readonly title: string;
  /** To whom it goes: `the customer`. */
  readonly to: string;
  readonly preview: (version: Version, number: number) => NonNullable<TaskCard['preview']>;
  readonly evidence?: (version: Version) => readonly Evidence[];
  readonly fields: (version: Version) => readonly Field[];
  /** The next version; undefined when it cannot be made. */
  readonly edit: (
    version: Version,
    fields: Readonly<Record<string, string>>,
    by: string,
  ) => Promise<Version | undefined>;
}

export type Reviewed<Version> =
  { readonly approved: true; readonly version: Version; readonly by: readonly string[] } | Rejected;

type Verdict = Answer<'approve' | 'edit' | 'reject'>;
type Ask = Question<'approve' | 'edit' | 'reject'>;
const MAX_VERSIONS = 10;

/**
 * Asks several roles at once. An edit makes a new version, counts as the editor's approval of it, and asks all others
 * again, so that what is approved is one version, by everybody. A rejection ends the review.
 */
export async function review<Version>(
  run: Run,
  first: Version,
  what: Reviewable<Version>,
  reviewers: Reviewers,
): Promise<Reviewed<Version>> {
  let version = first;
  let editor: { role: Role; name: string } | undefined;
  for (let number = 1; ;) {
    const question = questionOf(version, number, what, reviewers, number > 1 ? editor?.name : undefined);
    const { turn, approvedBy } = await reviewRound(run, question, reviewers, editor?.role);
    if (!turn) return { approved: true, version, by: [...(editor ? [editor.name] : []), ...approvedBy] };
    const { role, verdict } = turn;
    if (verdict.choice !== 'edit') return { approved: false, reason: verdict.reason, by: verdict.by };
    if (number >= MAX_VERSIONS)
      return { approved: false, reason: `No agreement after ${MAX_VERSIONS} versions.`, by: '' };
    const edited = await what.edit(version, verdict.fields, verdict.by);
    // An edit that cannot be made is skipped, and everybody is asked again about the version there is.
    editor = edited && { role, name: verdict.by };
    if (!edited) continue;
    version = edited;
    number += 1;
    run.because(`${verdict.by} (${ROLE_TITLES[role]}) edited ${what.title}: version ${number}.`);
  }
}

interface Round {
  readonly approvedBy: readonly string[];
  /** The first verdict other than an approval, which ended the round. */
  readonly turn?: { readonly role: Role; readonly verdict: Verdict };
}

async function reviewRound(run: Run, question: Ask, reviewers: Reviewers, except?: Role): Promise<Round> {
  const tasks = reviewers.by
    .filter((role) => role !== except)
    .map((role) => {
      const asked = { ...question, escalate: reviewers.escalate?.[role] };
      return { role, question: asked, task: createTask(run, role, asked) };
    });
  let turn: Round['turn'];

  // In the very moment of an edit or rejection the other cards of this version stop counting.
  const endRound = (role: Role, task: LiveTask, why: string) => {
    turn ??= { role, verdict: answerOf(task) };
    for (const other of tasks) other.task.close(why, now());
  };
  for (const { role, task } of tasks) {
    task.onAnswer = ({ choice, by, reason }) => {
      if (choice === 'edit') endRound(role, task, `${by.name} made a new version.`);
      if (choice === 'reject')
        endRound(role, task, `${by.name} rejected it: ${quoted(reason ?? '')} ${reviewers.onReject}`);
    };
  }
  await Promise.all(
    tasks.map(async ({ role, question: asked, task }) => {
      await waitForAnswer(run, task, asked);
      if (task.state.kind === 'open') {
        task.close('Nobody answered in time.', now());
        endRound(role, task, `The ${ROLE_TITLES[role]} did not answer in time. Nothing is sent.`);
      }
      await showOutcome(run, task);
    }),
  );
  const approvedBy = tasks.map(({ task }) => answerOf(task)).filter(({ choice }) => choice === 'approve');
  return { approvedBy: approvedBy.map(({ by }) => by), turn };
}

function questionOf<Version>(
  version: Version,
  number: number,
  { title, to, preview, evidence, fields }: Reviewable<Version>,
  { by, due, evidence: known = [], onReject }: Reviewers,
  editor: string | undefined,
): Ask {
  const shown = { evidence: [...known, ...(evidence?.(version) ?? [])], preview: preview(version, number) };
  const asked = { title, to, reviewers: by.length, number, editor, ...shown, fields: fields(version), onReject };
  return { ...reviewQuestion(asked), due };
}
