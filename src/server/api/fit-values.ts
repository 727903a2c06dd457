import type { FastifyInstance } from 'fastify';
import { MAX_DEPTH } from '../nesting';
import { ApiProblem } from '../problems';
import { isFitText } from '../plain-text';

const TEXT = 'text without NUL characters and halves of surrogate pairs';
const DEPTH = `values nested at most ${MAX_DEPTH} levels deep`;

/** Refuses requests with values that nothing behind this door could keep or walk through, before their schema is tried. */
export function requireFitValues(scope: FastifyInstance): void {
  scope.addHook('preValidation', async ({ body, query, params }) => {
    for (const [part, value] of Object.entries({ body, querystring: query, params })) {
      const unfit = unfitIn(value);
      if (!unfit) continue;
      const name = part === 'querystring' ? 'query' : part;
      throw new ApiProblem('INPUT_INVALID', `The ${name} is not valid.`, [unfit]);
    }
  });
}

/** The first value that is unfit: where it stands, and what was expected. Not recursive: the depth is not ours. */
function unfitIn(root: unknown): { path: string; expected: string } | undefined {
  const left: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    const at = path.join('.') || '(whole)';
    if (typeof value === 'string' && !isFitText(value)) return { path: at, expected: TEXT };
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= MAX_DEPTH) return { path: `${path.slice(0, 3).join('.')}.…`, expected: DEPTH };
    for (const [name, member] of Object.entries(value)) {
      if (!isFitText(name)) return { path: at, expected: `names of ${TEXT}` };
      left.push({ value: member, path: [...path, name] });
    }
  }
  return undefined;
}
