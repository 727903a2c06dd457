/** What was typed after `/plays`. */
export type Words =
  | { readonly kind: 'help' }
  | { readonly kind: 'tasks' }
  | { readonly kind: 'account'; readonly name: string }
  | { readonly kind: 'start'; readonly what: string }
  | { readonly kind: 'steer'; readonly how: Steering; readonly what: string }
  | { readonly kind: 'unknown'; readonly word: string };

/** What a person may do to a run. */
export const STEERINGS = ['pause', 'resume', 'stop'] as const;
export type Steering = (typeof STEERINGS)[number];

/** The words that a command may begin with. */
export const FIRST_WORDS = ['help', 'tasks', 'account', 'start', ...STEERINGS] as const;

/** Reads a command; the case of its first word does not matter. */
export function readWords(text: string): Words {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  const what = rest.replace(/\s+/g, ' ').trim();
  const first = word.toLowerCase();
  const how = STEERINGS.find((each) => each === first);
  if (how) return { kind: 'steer', how, what };
  switch (first) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'tasks':
      return { kind: 'tasks' };
    case 'account':
      return { kind: 'account', name: what };
    case 'start':
      return { kind: 'start', what };
    default:
      return { kind: 'unknown', word };
  }
}
