import { parseArgs } from 'node:util';

export const PARTS = ['plays', 'load'] as const;
export type Part = (typeof PARTS)[number];

/** What the bench is asked to do. */
export interface BenchOptions {
  readonly parts: readonly Part[];
  readonly json: boolean;
  readonly help: boolean;
  readonly plays: { readonly pairs: number; readonly runs: number };
  readonly load: { readonly events: number; readonly starts: number; readonly accounts: number };
}

export const HELP = `Usage: npm run bench -- [options]

How fast playmaker is on this machine. Exits with 1 when a play is too slow beside the same steps by hand, or its
history is too long. Aims of the load part are printed beside what was measured; machines differ.

  --only plays|load  one part only; both, one after the other, when absent
  --json             prints JSON instead of tables
  --help             prints this

plays: expansions against the same steps written by hand as a plain Temporal workflow
  --pairs N          pairs of batches (9)
  --runs N           runs in a batch (15)

load: events stored and evaluated per second, time from an event to the Slack message, memory while accounts wait
  --events N         events on each database (10000)
  --starts N         plays that events start; an event in fifty starts one, at 50 events a second (40)
  --accounts N       accounts that wait, each with a play and its coordinator (10000, which takes a while)
`;

/**
 * Reads the command line.
 *
 * @throws Error, in words for people, when it cannot be understood
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      // Many short batches rather than few long ones: what else the machine does hits both of a pair alike.
      ...{ pairs: text('9'), runs: text('15') },
      ...{ events: text('10000'), starts: text('40'), accounts: text('10000') },
    },
  });
  const count = (name: 'pairs' | 'runs' | 'events' | 'starts' | 'accounts') => atLeastOne(name, values[name]);
  return {
    parts: partsOf(values.only),
    json: values.json,
    help: values.help,
    plays: { pairs: count('pairs'), runs: count('runs') },
    load: { events: count('events'), starts: count('starts'), accounts: count('accounts') },
  };
}

function partsOf(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const part = PARTS.find((each) => each === only);
  if (part === undefined) throw new Error(`--only is ${PARTS.join(' or ')}, not "${only}".`);
  return [part];
}

function atLeastOne(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} is a whole number from 1 upwards, not "${value}".`);
}
