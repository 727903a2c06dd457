import type { Seniority } from '../../domain/roles';

/** The first rule that fits wins: an assistant of a chief is no chief, and a vice president no president. */
const RULES: readonly (readonly [RegExp, Seniority])[] = [
  [/\bassistant to\b|\b(executive|personal|administrative) assistant\b|\b(product|process) owner\b/, 'individual'],
  [/\b[aes]?vp\b|\bvice[ -]president\b/, 'vp'],
  [
    /\bchief\b|\bc[efimoprst]o\b|\bciso\b|\bpresident\b|\b(co-?)?founder\b|\b(co-?)?owner\b|\bmanaging director\b/,
    'c-level',
  ],
  [/\bdirector\b|\bhead\b/, 'director'],
  [/\bmanager\b|\bsupervisor\b|\b(team|group) lead(er)?\b/, 'manager'],
];

/**
 * How senior somebody with this job title is, for CRMs that hold the title only.
 *
 * @example
 * seniorityOf('SVP, Operations'); // vp
 * seniorityOf('Assistant to the CEO'); // individual
 */
export function seniorityOf(title: string): Seniority {
  const said = title.toLowerCase();
  return RULES.find(([pattern]) => pattern.test(said))?.[1] ?? 'individual';
}
