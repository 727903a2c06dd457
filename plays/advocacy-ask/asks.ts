import type { AskName } from '../../src/domain/asks';

/** What a satisfied customer can be asked for; each has a letter of its name in `texts/`. */
export const FAVOURS = [
  'reference-call',
  'review',
  'case-study',
  'referral',
  'advisory-board',
  'speaking',
] as const satisfies readonly AskName[];
export type Favour = (typeof FAVOURS)[number];

/** How a favour is spoken of. */
interface Words {
  readonly label: string;
  /** To us: they are asked … */
  readonly to: string;
  /** To them: whether they would be willing … */
  readonly toYou: string;
  /** To them: what happens next, or what we talk through in the call. */
  readonly next: string;
  /** Whether we talk it through with them first; otherwise a mail is enough. */
  readonly call: boolean;
  /** Whether it has come about. */
  readonly done: string;
  /** What the CSM writes down then. */
  readonly brought: string;
  /** To them: thank you for … */
  readonly thanks: string;
}

export const FAVOUR_WORDS: Readonly<Record<Favour, Words>> = {
  'reference-call': {
    label: 'Reference call',
    to: 'to speak with a company that considers us',
    toYou: 'to speak with a company that considers us',
    next: 'whom you would speak with, what they want to know, and what you would rather not be asked',
    call: true,
    done: 'Has the reference call taken place?',
    brought: 'With whom did they speak, and what came of it?',
    thanks: 'speaking with a company that considers us',
  },
  review: {
    label: 'Review',
    to: 'to write a review of us',
    toYou: 'to write a review of us',
    next: 'Please write it in your own words, on the site you trust most, and send me the link when it is there.',
    call: false,
    done: 'Is the review out?',
    brought: 'Where does it stand?',
    thanks: 'your review',
  },
  'case-study': {
    label: 'Case study',
    to: 'to tell their story in a case study',
    toYou: 'to tell your story in a case study',
    next: 'what has changed for you, which numbers may be told, and who has to agree to the text',
    call: true,
    done: 'Is the case study out?',
    brought: 'Where does it stand?',
    thanks: 'telling your story',
  },
  referral: {
    label: 'Referral',
    to: 'to introduce us to somebody',
    toYou: 'to introduce us to somebody',
    next: 'A short mail to them and to me is enough: who they are, and why you thought of us. I tell you what comes of it.',
    call: false,
    done: 'Have they introduced us?',
    brought: 'To which company, and to whom there?',
    thanks: 'introducing us',
  },
  'advisory-board': {
    label: 'Advisory board',
    to: 'to join our customer advisory board',
    toYou: 'to join our customer advisory board',
    next: 'what the board does, how much of your time it takes, and what you want to bring up there',
    call: true,
    done: 'Have they joined the advisory board?',
    brought: 'From when on, and what do they want to bring up?',
    thanks: 'joining our customer advisory board',
  },
  speaking: {
    label: 'Speaking',
    to: 'to speak at an event of ours',
    toYou: 'to speak at an event of ours',
    next: 'which event suits you, what you would speak about, and how we help you to prepare',
    call: true,
    done: 'Has their talk taken place?',
    brought: 'Where did they speak, and how did it go?',
    thanks: 'your talk',
  },
};

export const isFavour = (choice: string): choice is Favour => (FAVOURS as readonly string[]).includes(choice);

/** What becomes of a pulse. */
export const AFTER_PULSE = {
  answered: '; with 9 or 10 they may be asked to speak for us.',
  silent: 'Nobody is asked to speak for us, and the play ends.',
} as const;
