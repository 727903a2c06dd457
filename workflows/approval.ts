import type { Draft } from '../activities/proposals/port';
import type { Contact } from '../src/domain/account';
import { letterFields, rewritten } from '../src/domain/letter-review';
import { letterTo, type Letter } from '../src/domain/letters';
import { documentReview } from '../src/domain/review-question';
import type { Field } from '../src/domain/tasks';
import { listed } from '../src/domain/wording';
import { optionalEffect } from './effects';
import { review } from './review-rounds';
import { now, type Run } from './run';
import type { Rejected, Reviewers } from './review-standing';

/** Who reviews a document, and what they may change in it. */
export interface Review extends Reviewers {
  /** Entries of the draft's data that a reviewer may rewrite; the field's id names the entry. */
  readonly editable: readonly Field[];
  /** The mail with which it goes out: a part of what is approved. */
  readonly cover: Letter;
}

/** Who reviews a mail, and to whom it goes. */
export interface LetterReview extends Reviewers {
  readonly to: readonly Contact[];
}

export type Approval =
  /** `changes` are the entries that reviewers rewrote, as they stand in the approved version. */
  | {
      readonly approved: true;
      readonly draft: Draft;
      readonly cover: Letter;
      readonly changes: Readonly<Record<string, string>>;
      readonly by: readonly string[];
    }
  | Rejected;

export type LetterApproval =
  { readonly approved: true; readonly letter: Letter; readonly by: readonly string[] } | Rejected;

type Fields = Readonly<Record<string, string>>;

/** Has a document, with the mail it goes out with, approved by several roles at once. */
export async function approve(run: Run, draft: Draft, asked: Review): Promise<Approval> {
  const first = { draft, cover: asked.cover, changes: {} as Fields };
  const entries = new Set(asked.editable.map(({ id }) => id));
  const answer = await review(
    run,
    first,
    {
      title: draft.title,
      to: 'the customer',
      author: run.authors.get(draft.documentId),
      shown: ({ draft: { title, version, excerpt: text }, cover, changes }) => {
        const editable = asked.editable.map((field) => ({ ...field, initial: changes[field.id] ?? field.initial }));
        return documentReview({ title, version, text, cover, editable });
      },
      async edit({ draft: { documentId, version }, cover, changes: before }, fields, by) {
        const changes = Object.fromEntries(Object.entries(fields).filter(([id]) => entries.has(id)));
        const request = { documentId, version: version + 1, changes, by, at: now() };
        const revised = await optionalEffect(run, `revising ${draft.title}`, () => run.do.proposals.revise(request));
        return revised && { draft: revised.value, cover: rewritten(cover, fields), changes: { ...before, ...changes } };
      },
    },
    asked,
  );
  return answer.approved ? { approved: true, ...answer.version, by: answer.by } : answer;
}

/** Has a mail approved, subject and words. */
export async function approveLetter(run: Run, letter: Letter, asked: LetterReview): Promise<LetterApproval> {
  const names = asked.to.map(({ name }) => name);
  const answer = await review(
    run,
    letter,
    {
      title: letter.subject,
      to: listed(
        names.length > MOST_NAMED
          ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} more`]
          : names,
      ),
      author: run.authors.get(letter.sender.email),
      shown: (version, number) => ({
        preview: { title: version.subject, text: letterTo(names[0] ?? '', version), version: number },
        fields: letterFields(version),
      }),
      edit: async (version, fields) => rewritten(version, fields),
    },
    asked,
  );
  return answer.approved ? { approved: true, letter: answer.version, by: answer.by } : answer;
}

/** How many of those it goes to are named before the others are only counted. */
const MOST_NAMED = 4;
