/** @module What plays may ask of proposals: documents drafted from a Liquid template, as HTML and DOCX, in versions. */
import type { Letter } from '../../src/domain/letters';
import type { Role } from '../../src/domain/roles';
import type { Instant } from '../../src/domain/waits';

export interface DraftRequest {
  /** Names the document; version 1 of it is made. */
  readonly documentId: string;
  readonly runId: string;
  readonly play: string;
  readonly accountId: string;
  /** A Liquid template in `plays/<play>/texts/`, without `.liquid`. */
  readonly text: string;
  readonly title: string;
  /** In whose name it is written: `preparedBy` in the template is whoever holds the role now. ROLE_UNASSIGNED is final. */
  readonly author: Role;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Instant;
}

export interface ReviseRequest {
  readonly documentId: string;
  /** The version that is made, one above the one it changes. */
  readonly version: number;
  /** Replaces these entries of the template's data. */
  readonly changes: Readonly<Record<string, string>>;
  readonly by: string;
  readonly at: Instant;
}

export interface Draft {
  readonly documentId: string;
  readonly version: number;
  readonly title: string;
  /** Paths relative to the data folder. */
  readonly files: { readonly html: string; readonly docx: string };
  readonly sha256: string;
  /** The document as plain text, shortened, for review in a message. */
  readonly excerpt: string;
}

export interface LetterRequest {
  readonly play: string;
  readonly accountId: string;
  /** A Liquid template in `plays/<play>/texts/`, without `.liquid`; its first line is `Subject: …`. */
  readonly text: string;
  /** In whose name it goes out: whoever holds the role now. ROLE_UNASSIGNED is final. */
  readonly from: Role;
  /** The template's data; `senderName` is added. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Instant;
}

export interface ProposalActivities {
  /** Words for a mail to the customer. It reaches nobody before somebody has approved it. */
  draftLetter(request: LetterRequest): Promise<Letter>;
  draft(request: DraftRequest): Promise<Draft>;
  revise(request: ReviseRequest): Promise<Draft>;
}
