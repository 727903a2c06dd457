/** @module What is reviewed, by whom, and how a review stands. */
import type { ReviewQuestion } from '../src/domain/review-question';
import { ROLE_TITLES, type Role } from '../src/domain/roles';
import type { Evidence } from '../src/domain/tasks';
import type { BusinessWait } from '../src/domain/waits';
import type { Run } from './run';

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
  /** Who drafted it, and gets it back; absent: nobody can send it back. */
  readonly author?: Role;
  readonly shown: (version: Version, number: number) => Pick<ReviewQuestion, 'preview' | 'fields'>;
  /** The next version; undefined when it cannot be made. */
  readonly edit: (
    version: Version,
    fields: Readonly<Record<string, string>>,
    by: string,
  ) => Promise<Version | undefined>;
}

/** How the review stands. */
export interface Standing<Version> {
  readonly version: Version;
  readonly number: number;
  /** Whoever made this version, or keeps to it: they approve it by that. */
  readonly by?: { readonly role: Role; readonly name: string };
  /** They made it of the one before. */
  readonly isNew?: boolean;
  /** That it was sent back, and what came of it, in sentences. */
  readonly sentBack?: string;
}

/** The version that somebody made. One that cannot be made is skipped, and all are asked about the one there is. */
export async function revised<Version>(
  run: Run,
  { title, edit }: Reviewable<Version>,
  { version, number }: Standing<Version>,
  { role, by, fields }: { readonly role: Role; readonly by: string; readonly fields: Readonly<Record<string, string>> },
): Promise<Standing<Version>> {
  const made = await edit(version, fields, by);
  if (!made) return { version, number };
  run.because(`${by} (${ROLE_TITLES[role]}) edited ${title}: version ${number + 1}.`);
  return { version: made, number: number + 1, by: { role, name: by }, isNew: true };
}
