import { Script } from 'node:vm';
import { WrongUse } from '../wrong-use';

/** Longest name of a play: it stands in run ids, in tables and in Slack's menus. */
const LONGEST = 40;
/** Files that stand beside the folders of plays. */
const FILES = ['index', 'workflows'];

/** The name of a play in the forms in which code and texts have it. */
export interface PlayNames {
  /** Of its folder, its workflow type and its texts: `health-check`. */
  readonly kebab: string;
  /** In code: `healthCheck`. */
  readonly camel: string;
  /** In a sentence: `health check`. */
  readonly words: string;
  /** As a title: `Health check`. */
  readonly title: string;
}

export function namesOf(kebab: string): PlayNames {
  const words = kebab.replaceAll('-', ' ');
  return {
    kebab,
    words,
    camel: kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    title: words.replace(/^./, (letter) => letter.toUpperCase()),
  };
}

/**
 * Reads the name of a play that is to be made.
 *
 * @param taken names in code that a play must not have besides JavaScript's own
 * @throws WrongUse when a play cannot be called so; it says how it could
 * @example
 * readPlayName('health-check', new Set()).camel; // healthCheck
 */
export function readPlayName(name: string, taken: ReadonlySet<string>): PlayNames {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) {
    const better = kebabOf(name);
    throw new WrongUse(
      `A play cannot be called "${name}".`,
      `Its name is lower-case words with hyphens between them${better === '' ? '' : `, such as ${better}`}.`,
    );
  }
  if (name.length > LONGEST)
    throw new WrongUse(`The name "${name}" has ${name.length} letters.`, `Choose one with at most ${LONGEST}.`);
  const names = namesOf(name);
  if (FILES.includes(name) || taken.has(names.camel) || isReserved(names.camel))
    throw new WrongUse(
      `The word "${names.camel}" has another meaning in the code.`,
      `Say what the play does, such as ${name}-${FILES.includes(name) ? 'review' : 'offer'}.`,
    );
  return names;
}

/** Whether JavaScript keeps the word for itself. The code is compiled and never run. */
function isReserved(word: string): boolean {
  if (word in {} || word in globalThis) return true;
  try {
    return !new Script(`'use strict'; async () => { const ${word} = 0; }`);
  } catch {
    // Nothing but the word can be wrong with that.
    return true;
  }
}

const kebabOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
