import { reviewQuestion, type ReviewAsked } from '../src/domain/review-question';
import { ROLE_TITLES, theRole, type Role } from '../src/domain/roles';
import { quoted } from '../src/domain/wording';
import { showOutcome } from './cards';
import type { LiveTask } from './live-task';
import { askAuthor } from './returned';
import { now, type Run } from './run';
import { revised, type Rejected, type Reviewable, type Reviewers, type Standing } from './review-standing';
import { mayAnswer } from './task-actions';
import { answerOf, createTask, isOnePerson, waitForAnswer, type Answer, type Question } from './tasks';

export type Reviewed<Version> =
  { readonly approved: true; readonly version: Version; readonly by: readonly string[] } | Rejected;

type Verdict = Answer<'approve' | 'edit' | 'send-back' | 'reject'>;
interface Turn {
  readonly role: Role;
  readonly verdict: Verdict;
}
const MAX_VERSIONS = 10;
/** How often it can be sent back; after that it is approved, edited or rejected. */
const MAX_SENT_BACK = 3;

/**
 * Asks several roles at once. An edit makes a new version, counts as the editor's approval of it, and asks all others
 * again, so that what is approved is one version, by everybody. Sent back, it goes to its author, and what they make of it
 * is reviewed again. A rejection ends the review.
 */
export async function review<Version>(
  run: Run,
  first: Version,
  what: Reviewable<Version>,
  reviewers: Reviewers,
): Promise<Reviewed<Version>> {
  let standing: Standing<Version> = { version: first, number: 1 };
  for (let left = MAX_SENT_BACK; ;) {
    const { turn, approvedBy } = await reviewRound(run, standing, what, reviewers, left > 0);
    if (!turn) return { approved: true, version: standing.version, by: approvedBy };
    const { choice, reason, by, fields } = turn.verdict;
    if (choice === 'edit') {
      if (standing.number >= MAX_VERSIONS) return DISAGREED;
      standing = await revised(run, what, standing, { role: turn.role, by, fields });
    } else if (choice === 'send-back' && what.author) {
      const back = await askAuthor(run, standing, what, reviewers, { author: what.author, by, reason });
      if ('approved' in back) return back;
      if (back.standing.number > MAX_VERSIONS) return DISAGREED;
      standing = back.standing;
      // An author who is silent is not asked again.
      left = back.isSilent ? 0 : left - 1;
    } else {
      return { approved: false, reason, by };
    }
  }
}

const DISAGREED: Rejected = { approved: false, reason: `No agreement after ${MAX_VERSIONS} versions.`, by: '' };

interface Round {
  /** Names, beginning with whoever made the version. */
  readonly approvedBy: readonly string[];
  /** The first verdict other than an approval, which ended the round. */
  readonly turn?: Turn;
}

async function reviewRound<Version>(
  run: Run,
  standing: Standing<Version>,
  what: Reviewable<Version>,
  reviewers: Reviewers,
  mayGoBack: boolean,
): Promise<Round> {
  const maker = reviewers.by.find((role) => role === standing.by?.role);
  const left = reviewers.by.filter((role) => !maker || !isOnePerson(run, role, maker));
  const count = onceEach(run, reviewers.by).length;
  const tasks = onceEach(run, left).map((role) => {
    const theirs = left.filter((other) => isOnePerson(run, other, role));
    // Whoever wrote it edits it; others can ask them for it.
    const author = mayGoBack && !theirs.some((each) => each === what.author) ? what.author : undefined;
    const question = questionOf(standing, what, { ...reviewers, count }, author);
    const escalate = theirs.map((each) => reviewers.escalate?.[each]).find((each) => each);
    const asked: Question = { ...question, due: reviewers.due, escalate };
    return { role, question: asked, task: createTask(run, role, asked) };
  });
  const beside = tasks.map(({ task }) => task);
  let turn: Round['turn'];

  // In the very moment of an edit or rejection the other cards of this version stop counting.
  const endRound = (role: Role, task: LiveTask, why: string) => {
    turn ??= { role, verdict: answerOf(task) };
    for (const other of tasks) other.task.close(why, now());
  };
  for (const { role, task } of tasks) {
    task.onAnswer = (answer) => {
      const { choice, by, reason } = answer;
      // Whoever may answer for others as well is not asked again.
      if (choice === 'approve')
        for (const other of beside.filter(({ state }) => state.kind === 'open'))
          if (mayAnswer(other, by)) other.give({ ...answer, taskId: other.card.taskId });
      const why = whyOver(choice, by.name, reason ?? '', what, reviewers);
      if (why !== undefined) endRound(role, task, why);
    };
  }
  await Promise.all(
    tasks.map(async ({ role, question: asked, task }) => {
      await waitForAnswer(run, task, { ...asked, beside });
      if (task.state.kind === 'open') {
        task.close('Nobody answered in time.', now());
        endRound(role, task, `The ${ROLE_TITLES[role]} did not answer in time. Nothing is sent.`);
      }
      await showOutcome(run, task);
    }),
  );
  const approvedBy = tasks.map(({ task }) => answerOf(task)).filter(({ choice }) => choice === 'approve');
  const made = maker && standing.by ? [standing.by.name] : [];
  return { approvedBy: [...new Set([...made, ...approvedBy.map(({ by }) => by)])], turn };
}

/** Whoever holds several of the roles is asked once, in the first of them. */
const onceEach = (run: Run, by: readonly Role[]): readonly Role[] =>
  by.filter((role, index) => by.findIndex((other) => isOnePerson(run, other, role)) === index);

/** Why the others need not answer any more; undefined after an approval. */
function whyOver(
  choice: string,
  by: string,
  reason: string,
  { author }: Pick<Reviewable<never>, 'author'>,
  { onReject }: Reviewers,
): string | undefined {
  if (choice === 'edit') return `${by} made a new version.`;
  if (choice === 'reject') return `${by} rejected it: ${quoted(reason)} ${onReject}`;
  if (choice === 'send-back' && author)
    return `${by} sent it back to ${theRole(author)}: ${quoted(reason)} You review what comes back.`;
  return undefined;
}

function questionOf<Version>(
  { version, number, by: maker, isNew, sentBack }: Standing<Version>,
  { title, to, shown }: Reviewable<Version>,
  { count, evidence = [], onReject }: Reviewers & { readonly count: number },
  author: Role | undefined,
): ReviewAsked {
  const asked = { title, to, reviewers: count, number, editor: isNew ? maker?.name : undefined, sentBack };
  return reviewQuestion({ ...asked, author, ...shown(version, number), evidence, onReject });
}
