import type { Seniority } from '../roles';

/** From the top: the first that fits counts, so that "CTO and VP Engineering" is c-level. */
const LEVELS: readonly (readonly [Seniority, RegExp])[] = [
  [
    'c-level',
    /\bchief\b|\bc[a-z]{1,2}o\b|\b(?:co-?)?(?:found|own)er\b|\bpresident\b|\bchair(?:man|woman|person)?\b|\bmanaging director\b/,
  ],
  ['vp', /\b[aegrs]?vp\b/],
  ['director', /\bhead\b|\bdirector\b/],
  ['manager', /\bmanager\b|\bsupervisor\b|\blead(?:er)?\b/],
];

/**
 * How senior somebody with this title probably is, for as long as no source says so:
 *
 * - `c-level`: chief, CxO, founder, owner, president, chair, managing director
 * - `vp`: VP, vice president, SVP, EVP
 * - `director`: head of, director, chief of staff
 * - `manager`: manager, supervisor, lead
 * - `individual`: every other title, no title, assistants of those above, and owners of a product or a process
 *
 * English titles only.
 *
 * @example
 * seniorityOfTitle('Sr. Vice President, Operations'); // 'vp'
 * seniorityOfTitle('Executive Assistant to the CEO'); // 'individual'
 */
export function seniorityOfTitle(title = ''): Seniority {
  const words = inShort(title);
  if (/\b(?:executive|personal|administrative) assistant\b|\bassistant to\b/.test(words)) return 'individual';
  return LEVELS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'individual';
}

/** Without those whom somebody works for and what somebody owns, which are no part of their own level ("Office of the CTO"). */
const inShort = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('.', '')
    .replace(/\b(?:to|of) the\b.*|\bto (?:c[a-z]{1,2}o|chief|president|s?vp)\b.*/, '')
    .replace(/\b(?:product|process) owner\b/g, '')
    .replace(/\bvice[ -]?president\b/g, 'vp')
    .replace(/\bchief of staff\b/g, 'director');

/**
 * What to call somebody of whom only the e-mail is known.
 *
 * @example
 * nameOfEmail('olivia.grant+news@acme.example'); // 'Olivia Grant'
 */
export function nameOfEmail(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@'));
  const words = local
    .replace(/(?<=.)\+.*/, '')
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(' ').slice(0, 200) || email.slice(0, 200);
}
