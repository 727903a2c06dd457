import { z } from 'zod';

/** What is wrong with one value of the input: where it stands (`input.seats`) and what was expected there. */
export const inputErrorSchema = z.object({ path: z.string(), expected: z.string() });
export type InputError = z.infer<typeof inputErrorSchema>;

/**
 * An error as the HTTP API tells it: problem details (RFC 9457) with the extension members `code`, `next`, `errors`
 * and `requestId`.
 */
export const problemSchema = z.object({
  /** `urn:playmaker:error:CODE`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened, in a sentence. */
  detail: z.string(),
  /** Stable name of the error. */
  code: z.string(),
  /** How to go on. */
  next: z.string().optional(),
  errors: z.array(inputErrorSchema).optional(),
  /** Names the request in the server's log. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const expectedOf = (issue: z.core.$ZodIssue): string =>
  'expected' in issue && typeof issue.expected === 'string' ? issue.expected : 'a value';

/** The issues of a zod error as input errors; `prefix` names what was parsed, e.g. `input`. */
export function inputErrors(error: z.ZodError, prefix = ''): readonly InputError[] {
  return error.issues.map((issue) => ({
    path: [...(prefix ? [prefix] : []), ...issue.path.map(String)].join('.') || '(whole)',
    expected: /received undefined$/.test(issue.message)
      ? `it is missing; expected ${expectedOf(issue)}`
      : issue.message,
  }));
}
