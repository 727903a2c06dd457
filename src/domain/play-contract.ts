import { z } from 'zod';
import type { Trigger } from './events';
import type { Role } from './roles';
import { waitInWords, type Wait } from './waits';
import { counted } from './wording';

export type Stage = 'acquisition' | 'onboarding' | 'retention' | 'expansion' | 'advocacy';
export const EXCLUSIVE_GROUPS = ['commercial', 'advocacy', 'acquisition', 'onboarding', 'retention'] as const;
/** Plays of one group never run together on one account. */
export type ExclusiveGroup = (typeof EXCLUSIVE_GROUPS)[number];

/** How often a play may run on one account. */
export type Reentry =
  | { readonly rule: 'never' }
  | { readonly rule: 'after'; readonly wait: Wait }
  | { readonly rule: 'at-most'; readonly times: number; readonly per: Wait };

/** `30 days after its end at the earliest`. */
export function reentryInWords(reentry: Reentry): string {
  switch (reentry.rule) {
    case 'never':
      return 'once per account';
    case 'after':
      return `${waitInWords(reentry.wait)} after its end at the earliest`;
    case 'at-most':
      return `at most ${counted(reentry.times, 'time')} in ${waitInWords(reentry.per)}`;
  }
}

/** What an ending means: the goal was reached, the play was ended early, or it ran to its end without the goal. */
export interface OutcomeSpec {
  readonly kind: 'goal' | 'exit' | 'missed';
  readonly meaning: string;
}

/** A fact that ends the play at once. */
export interface Exit<Outcome extends string = string> {
  readonly outcome: Outcome;
  readonly because: string;
  /** The play that takes the account over, with this play's context. */
  readonly handOverTo?: string;
}

/** What a play leaves to the one that takes the account over. */
export interface HandOver {
  /** The title of the play that ends: `Expansion`. */
  readonly from: string;
  /** Why it ended, in sentences. */
  readonly reason: string;
  /** The day of it: `2026-03-02`. */
  readonly on: string;
}

export interface PhaseSpec<Next extends string = string> {
  readonly name: string;
  /** How long the phase should take when all goes well. */
  readonly target: Wait;
  /** Where it goes on: phases and outcomes, each with when, in a few words; empty when nothing else is possible. */
  readonly leadsTo: Readonly<Partial<Record<Next, string>>>;
}

/** Every play ends in one of its own outcomes or in one of these. */
export const STANDARD_OUTCOMES = {
  'handed-over': { kind: 'exit', meaning: 'another play took the account over' },
  cancelled: { kind: 'exit', meaning: 'somebody of ours stopped the play' },
} as const satisfies Record<string, OutcomeSpec>;
export type StandardOutcome = keyof typeof STANDARD_OUTCOMES;

/**
 * An outcome in words, for people: `the customer accepted the proposal`.
 *
 * @param outcomes those of the play
 */
export function meaningOf(outcomes: Readonly<Record<string, OutcomeSpec>>, outcome: string): string {
  const specs: Readonly<Record<string, OutcomeSpec>> = { ...STANDARD_OUTCOMES, ...outcomes };
  return specs[outcome]?.meaning ?? outcome.replaceAll('-', ' ');
}

/** What ops, people and other plays may know of a play without running it. */
export interface PlayContract<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Outcome extends string = string,
  Phase extends string = string,
  Parameters extends z.ZodObject = z.ZodObject,
> {
  readonly name: Name;
  readonly version: number;
  readonly title: string;
  readonly stage: Stage;
  readonly goal: string;
  /** On which accounts it may run; `customers` have a contract. */
  readonly audience: 'customers' | 'everybody';
  readonly roles: readonly Role[];
  readonly input: Input;
  /** What ops may set in the house rules, by tier and segment. Each has a default, and a `title` that says what it is and in what unit. */
  readonly parameters?: Parameters;
  /** Its input when another play hands an account over to it; absent: none does. */
  takeOver?(context: HandOver): z.input<Input>;
  /** Names the occasion: a second start with the same key returns the run that exists. */
  key(input: z.output<Input>): string;
  readonly outcomes: Readonly<Record<Outcome, OutcomeSpec>>;
  readonly exclusiveGroup: ExclusiveGroup;
  /** Higher outranks lower (playbook §8): a save 100, a renewal 80, an onboarding 70, an expansion 60, a nurture or advocacy ask 40. */
  readonly priority: number;
  readonly reentry: Reentry;
  readonly startedBy: readonly Trigger[];
  readonly listensTo: readonly Trigger[];
  readonly exits: Readonly<Partial<Record<Trigger, Exit<NoInfer<Outcome> | StandardOutcome>>>>;
  readonly phases: readonly (PhaseSpec<NoInfer<Phase | Outcome> | StandardOutcome> & { readonly name: Phase })[];
}

/** Keeps the literal types of a contract, so that plays, clients and tests are typed by it. */
export function defineContract<
  const Name extends string,
  Input extends z.ZodType,
  const Outcome extends string,
  const Phase extends string,
  Parameters extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(
  contract: PlayContract<Name, Input, Outcome, Phase, Parameters>,
): PlayContract<Name, Input, Outcome, Phase, Parameters> {
  return contract;
}

/** A parameter of a play that counts whole days, from 1 to `most`; the title says which and of whom. */
export const daysParameter = (title: string, standard: number, most: number) =>
  z.number().int().min(1).max(most).default(standard).meta({ title });

export type InputOf<C extends PlayContract> = z.input<C['input']>;
export type ParsedInputOf<C extends PlayContract> = z.output<C['input']>;
export type ParametersOf<C extends PlayContract> = z.output<NonNullable<C['parameters']>>;
export type OutcomeOf<C extends PlayContract> = (keyof C['outcomes'] & string) | StandardOutcome;
export type PhaseOf<C extends PlayContract> = C['phases'][number]['name'];
