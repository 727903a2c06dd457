import { z } from 'zod';

/** Beyond these, a share of a limit is no number that people can read, or none at all: 1e308 of 0.001. */
const MOST = 1e12;
const LEAST = 0.001;
/** More than the revenue of any company, in the smallest currency. */
const MOST_MONEY = 1e15;

const atMost = (most: number) => `at most ${most.toLocaleString('en-US')}`;

/** How much was used of something. */
export const usedSchema = z.number().nonnegative().max(MOST, atMost(MOST));

/** How much of something may be used. */
export const allowedSchema = z.number().min(LEAST, `at least ${LEAST}`).max(MOST, atMost(MOST));

/** How many of something that comes in pieces: seats. */
export const countSchema = z.number().int().positive().max(MOST, atMost(MOST));

/** In whole units of a currency. */
export const moneySchema = z.number().nonnegative().max(MOST_MONEY, atMost(MOST_MONEY));
