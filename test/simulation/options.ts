import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** How a simulation is run. */
export interface SimulationOptions {
  /** Of the first round; each further round has the next one. */
  readonly seed: number;
  /** In one round. */
  readonly accounts: number;
  /** Virtual days in which something happens. */
  readonly days: number;
  /** Another round begins only when it is likely to end within so many minutes. The first one always goes to its end. */
  readonly minutes: number;
}

/** Two years. */
const DAYS = 730;
const ACCOUNTS = 25;
const MINUTES = 10;

const number = (given: string | undefined, otherwise: number): number => {
  const value = given === undefined ? otherwise : Number(given);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new RangeError(`"${given}" is no whole number.`);
};

/** Reads `--seed N --accounts N --days N --minutes N`. Without a seed one is drawn. */
export function optionsOf(args: readonly string[]): SimulationOptions {
  const text = { type: 'string' } as const;
  const options = { seed: text, accounts: text, days: text, minutes: text };
  const { values } = parseArgs({ args: [...args], options });
  return {
    seed: number(values.seed, randomInt(1_000_000)),
    accounts: number(values.accounts, ACCOUNTS),
    days: number(values.days, DAYS),
    minutes: number(values.minutes, MINUTES),
  };
}
