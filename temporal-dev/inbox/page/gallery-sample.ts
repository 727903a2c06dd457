import type { InboxMail, SlackBlock } from '../model';

/** What a sample was made of: data as most have it, the longest and strangest there can be, or next to none. */
export const GALLERY_DATA = ['ordinary', 'hostile', 'sparse'] as const;
export type GalleryData = (typeof GALLERY_DATA)[number];

/** A view as an app gives it to `views.open`. */
export interface GalleryModal {
  readonly type: 'modal';
  readonly title: { readonly type: 'plain_text'; readonly text: string };
  readonly submit?: { readonly type: 'plain_text'; readonly text: string };
  readonly close?: { readonly type: 'plain_text'; readonly text: string };
  readonly blocks: readonly SlackBlock[];
  readonly private_metadata?: string;
  readonly callback_id?: string;
}

/** One thing that people get to see. */
export type GalleryContent =
  | {
      readonly kind: 'message';
      /** What notifications and screen readers say. */
      readonly text: string;
      readonly blocks: readonly SlackBlock[];
      /** Only one person sees it. */
      readonly isEphemeral?: boolean;
      /** It stands in the thread under another message. */
      readonly isReply?: boolean;
      readonly isEdited?: boolean;
      /** Names by the ids that the message mentions. */
      readonly names?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'modal';
      readonly view: GalleryModal;
      /** By block_id: what is wrong with what was filled in. */
      readonly errors?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'home'; readonly blocks: readonly SlackBlock[] }
  | { readonly kind: 'mail'; readonly mail: InboxMail }
  /** A whole HTML document, as a browser shows it. */
  | { readonly kind: 'page'; readonly html: string };

/** A message, dialog, mail or page with sample data. */
export interface GallerySample {
  readonly data: GalleryData;
  /** The heading it stands under. */
  readonly group: string;
  /** Which one it is, and whom it is for. Unique within data and group. */
  readonly title: string;
  readonly content: GalleryContent;
}

/** Makes the samples of one kind of data. It is asked when somebody looks at them for the first time. */
export type GalleryProvider = (data: GalleryData) => Promise<readonly GallerySample[]>;
