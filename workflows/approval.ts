import type { Draft } from '../activities/proposals/port';
import { ROLE_TITLES, type Role } from '../src/domain/roles';
import type { Evidence, Field } from '../src/domain/tasks';
import type { BusinessWait } from '../src/domain/waits';
import { showOutcome } from './cards';
import { optionalEffect } from './effects';
import { answerOf, createTask, waitForAnswer, type Answer, type Question } from './tasks';
import type { LiveTask } from './live-task';
import { now, type Run } from './run';

/** Who reviews a draft, and what they may change in it. */
export interface Review {
  /** All of them have to approve the same version. */
  readonly by: readonly Role[];
  readonly evidence?: readonly Evidence[];
  /** Entries of the draft's data that a reviewer may rewrite; the field's id names the entry. */
  readonly editable: readonly Field[];
  readonly due: BusinessWait;
  /** Who is asked as well when that reviewer is silent. */
  readonly escalate?: Readonly<Partial<Record<Role, Role>>>;
}

export type Approval =
  /** `changes` are the entries that reviewers rewrote, as they stand in the approved version. */
  | {
      readonly approved: true;
      readonly draft: Draft;
      readonly changes: Readonly<Record<string, string>>;
      readonly by: readonly string[];
    }
  | { readonly approved: false; readonly reason: string; readonly by: string };

type Verdict = Answer<'approve' | 'edit' | 'reject'>;
const MAX_VERSIONS = 10;

/**
 * Has a draft approved by several roles at once. An edit makes a new version, counts as the editor's approval of it, and
 * asks all others again, so that what is approved is one version, by everybody. A rejection ends the review.
 */
export async function approve(run: Run, draft: Draft, review: Review): Promise<Approval> {
  let version = draft;
  let editor: { role: Role; name: string } | undefined;
  let changes: Readonly<Record<string, string>> = {};
  for (;;) {
    const why = editor && version.version > 1 ? `${editor.name} made this version.` : undefined;
    const editable = review.editable.map((field) => ({ ...field, initial: changes[field.id] ?? field.initial }));
    const round = await reviewRound(run, version, { ...review, editable }, why, editor?.role);
    const { turn } = round;
    if (!turn) {
      const by = [...(editor ? [editor.name] : []), ...round.approvedBy];
      return { approved: true, draft: version, changes, by };
    }
    const { role, verdict } = turn;
    if (verdict.choice !== 'edit') return { approved: false, reason: verdict.reason, by: verdict.by };
    if (version.version >= MAX_VERSIONS) {
      return { approved: false, reason: `No agreement after ${MAX_VERSIONS} versions.`, by: verdict.by };
    }
    const next = { documentId: version.documentId, version: version.version + 1, changes: verdict.fields };
    const revised = await optionalEffect(run, `revising ${version.title}`, () =>
      run.do.proposals.revise({ ...next, by: verdict.by, at: now() }),
    );
    // An edit that cannot be made is skipped, and everybody is asked again about the version there is.
    editor = revised && { role, name: verdict.by };
    if (!revised) continue;
    version = revised.value;
    changes = { ...changes, ...verdict.fields };
    run.because(`${verdict.by} (${ROLE_TITLES[role]}) edited ${version.title}: version ${version.version}.`);
  }
}

interface Round {
  readonly approvedBy: readonly string[];
  /** The first verdict other than an approval, which ended the round. */
  readonly turn?: { readonly role: Role; readonly verdict: Verdict };
}

async function reviewRound(
  run: Run,
  draft: Draft,
  review: Review,
  why: string | undefined,
  except?: Role,
): Promise<Round> {
  const tasks = review.by
    .filter((role) => role !== except)
    .map((role) => {
      const question = questionOf(draft, review, role, why);
      return { role, question, task: createTask(run, role, question) };
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
      if (choice === 'reject') endRound(role, task, `${by.name} rejected it: “${reason}” Nothing is sent.`);
    };
  }
  await Promise.all(
    tasks.map(async ({ role, question, task }) => {
      await waitForAnswer(run, task, question);
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

function questionOf(
  draft: Draft,
  review: Review,
  role: Role,
  why: string | undefined,
): Question<'approve' | 'edit' | 'reject'> {
  const all = review.by.length > 1 ? 'Every reviewer has to approve the same version.' : undefined;
  return {
    question: `Please review “${draft.title}”, version ${draft.version}, before it goes to the customer.`,
    why: [why, all].filter(Boolean).join(' ') || undefined,
    evidence: review.evidence,
    preview: { title: draft.title, text: draft.excerpt, version: draft.version },
    choices: {
      approve: {
        label: 'Approve',
        effect: 'It goes out exactly as it is once all reviewers have approved.',
        style: 'primary',
      },
      edit: {
        label: 'Edit',
        effect: 'You rewrite parts of it and so approve your version; the others review it again.',
        fields: [...review.editable],
      },
      reject: { label: 'Reject', effect: 'Nothing is sent and the play ends.', style: 'danger', reason: 'required' },
    },
    due: review.due,
    escalate: review.escalate?.[role],
  };
}
