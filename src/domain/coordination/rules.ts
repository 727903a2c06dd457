import { z } from 'zod';
import { EXCLUSIVE_GROUPS } from '../play-contract';

const count = (most: number) => z.int().min(1).max(most);
const hour = z.int().min(0).max(24);
const playName = z.string().min(1).max(100);
const group = z.enum(EXCLUSIVE_GROUPS);

/** `max` touches in any `days` days that follow each other. */
const cap = (max: number, days: number) =>
  z.strictObject({ max: count(100).default(max), days: count(90).default(days) }).prefault({});

/**
 * When nobody is written to, by the clock of the recipient. Whoever asks for a touch computes the recipient's next
 * opening from this, with their time zone and holidays; the decision only sees that instant.
 */
const quietHours = z
  .strictObject({
    /** Local hour from which it is quiet. */
    from: hour.default(18),
    /** Local hour at which it ends. */
    until: hour.default(8),
    weekends: z.boolean().default(true),
    holidays: z.boolean().default(true),
  })
  .refine(({ from, until }) => until < from, {
    path: ['until'],
    message: 'an hour before "from" (8 by default, from 18): in between people may be written to',
  });

/** While a play runs, plays of other groups stand still. */
const pause = z.strictObject({
  by: playName,
  groups: z.array(group).min(1),
  /**
   * The outcomes of `by` after which what it paused goes on, unless it has to rest (`rest`); after any other it ends.
   * By default only a customer who leaves ends it. With the default rests that concerns only what is exempt from them:
   * asks end anyway, but a renewal has a date that does not wait, also when the save was cancelled or lost.
   */
  resumeAfter: z.array(z.string().min(1)).default(['saved', 'handed-over', 'cancelled', 'gone']),
});

/** After a play ended, plays of a group leave the account alone for some days. */
const rest = z.strictObject({
  after: playName,
  group,
  days: count(730),
  /** Plays of the group that do not rest. */
  except: z.array(playName).default([]),
});

/** The section `coordination` of the house rules (playbook §8). Every key may be left out. */
export const coordinationRulesSchema = z.strictObject({
  /** How many customer-facing touches a contact and an account get, across all plays. */
  caps: z.strictObject({ contact: cap(2, 7), account: cap(5, 7) }).prefault({}),
  quietHours: quietHours.prefault({}),
  /** By play, the share of accounts that never gets it, so that its effect can be measured. Absent: none. */
  holdOut: z.record(playName, z.number().min(0).max(1)).default({}),
  /** How many requests may wait at one account, and for how long each. */
  queue: z.strictObject({ length: count(100).default(20), days: count(365).default(30) }).prefault({}),
  /** How many plays may have led to each other; one more is declined. */
  longestChain: count(50).default(5),
  pauses: z.array(pause).default([
    {
      by: 'retention-save',
      groups: ['commercial', 'advocacy', 'onboarding'],
      resumeAfter: ['saved', 'handed-over', 'cancelled', 'gone'],
    },
  ]),
  /** Default: no commercial ask for 60 days after a save, no advocacy ask for 90 (playbook §7); a renewal goes on. */
  rest: z.array(rest).default([
    { after: 'retention-save', group: 'commercial', days: 60, except: ['renewal'] },
    { after: 'retention-save', group: 'advocacy', days: 90, except: [] },
  ]),
});

/** The rules between plays, whole. `coordinationRulesSchema.parse({})` gives the defaults. */
export type CoordinationRules = z.output<typeof coordinationRulesSchema>;
