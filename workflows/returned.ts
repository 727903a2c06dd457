import { returnedQuestion } from '../src/domain/review-question';
import { theRole, type Role } from '../src/domain/roles';
import { opening, quoted } from '../src/domain/wording';
import type { Run } from './run';
import { revised, type Rejected, type Reviewable, type Reviewers, type Standing } from './review-standing';
import { ask } from './tasks';

/** Who sent it back to whom, and why. */
export interface SentBack {
  readonly author: Role;
  /** Name of the reviewer. */
  readonly by: string;
  readonly reason: string;
}

/** What is reviewed next, or that its author withdrew it. */
type Returned<Version> = Rejected | { readonly standing: Standing<Version>; readonly isSilent?: boolean };

/**
 * Puts a text that was sent back before its author: they write a new version, keep to it with a reason, or withdraw it.
 * When they are silent the reviewers get it again as it is.
 */
export async function askAuthor<Version>(
  run: Run,
  { version, number }: Standing<Version>,
  what: Reviewable<Version>,
  { due, escalate, onReject }: Reviewers,
  { author, by, reason }: SentBack,
): Promise<Returned<Version>> {
  const said = `${by} sent it back: ${quoted(reason)}`;
  run.because(`${said} ${opening(theRole(author))} is asked for a new version.`);
  const { title, to } = what;
  const asked = returnedQuestion({ title, to, ...what.shown(version, number), onReject, by, reason });
  const answer = await ask(run, author, { ...asked, due, escalate: escalate?.[author] });
  if (answer.choice === 'withdraw') return { approved: false, reason: answer.reason, by: answer.by };
  if (answer.choice === 'revise') {
    const next = await revised(run, what, { version, number }, { role: author, by: answer.by, fields: answer.fields });
    const before = `${by} had sent the version before back: ${quoted(reason)}`;
    return { standing: { ...next, sentBack: next.isNew ? before : said } };
  }
  if (answer.choice === 'keep') {
    const kept = `${said} ${answer.by} keeps it as it is: ${quoted(answer.reason)}`;
    run.because(kept);
    return { standing: { version, number, by: { role: author, name: answer.by }, sentBack: kept } };
  }
  const silence = `${said} ${opening(theRole(author))} did not answer in time.`;
  return { standing: { version, number, sentBack: silence }, isSilent: true };
}
