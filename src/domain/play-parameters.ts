import { z } from 'zod';
import { TIERS, type Account } from './account';
import type { ParametersOf, PlayContract } from './play-contract';
import { SEGMENTS, type Segment } from './trajectory';

/** Some parameters of one play: on every account, or on those of the tiers and segments named, as they are when a run starts. */
const parameterRuleSchema = z.strictObject({
  tiers: z.array(z.enum(TIERS)).min(1).optional(),
  segments: z.array(z.enum(SEGMENTS)).min(1).optional(),
  set: z.record(z.string(), z.unknown()),
});

/**
 * What ops set otherwise in plays, by play. Of rules that set the same parameter, the last one that fits the account counts.
 *
 * @example
 * playParameterRulesSchema.parse({ onboarding: [{ tiers: ['one-to-one'], set: { kickoffWithin: 3 } }] });
 */
export const playParameterRulesSchema = z.record(z.string(), z.array(parameterRuleSchema));
export type PlayParameterRules = z.output<typeof playParameterRulesSchema>;

/** The parameters that are set for a play on an account, as they stand in the rules. */
export function parametersSet(
  rules: PlayParameterRules,
  play: string,
  { tier, segment }: Pick<Account, 'tier'> & { readonly segment?: Segment },
): Readonly<Record<string, unknown>> {
  const of = Object.hasOwn(rules, play) ? rules[play]! : [];
  const fitting = of.filter(
    ({ tiers, segments }) =>
      (!tiers || tiers.includes(tier)) && (!segments || (segment !== undefined && segments.includes(segment))),
  );
  return Object.assign({}, ...fitting.map(({ set }) => set)) as Readonly<Record<string, unknown>>;
}

/**
 * The parameters of a run. What its play does not know any more, or does not allow any more, counts as not set: a run
 * goes on with what was set when it started, however its play has changed since.
 */
export function parametersOf<C extends PlayContract>({ parameters }: C, set: Readonly<Record<string, unknown>>) {
  const schema = parameters ?? z.strictObject({});
  const usable = Object.entries(set).filter(([name, value]) => fieldOf(schema, name)?.safeParse(value).success);
  return schema.parse(Object.fromEntries(usable)) as ParametersOf<C>;
}

/** A value of the rules that no play can use. */
export interface ParameterProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything in the rules that names no play, no parameter, or a value that its play does not allow. */
export function parameterProblems(
  rules: PlayParameterRules,
  plays: Readonly<Record<string, PlayContract>>,
): ParameterProblem[] {
  return Object.entries(rules).flatMap(([play, list]) => {
    if (!Object.hasOwn(plays, play))
      return {
        path: ['parameters', play],
        message: `no play "${play}"; the plays are ${Object.keys(plays).join(', ')}`,
      };
    return list.flatMap(({ set }, index) =>
      Object.entries(set).flatMap(([name, value]) =>
        wrongIn(plays[play]!, name, value).map((message) => ({
          path: ['parameters', play, index, 'set', name],
          message,
        })),
      ),
    );
  });
}

function wrongIn({ name: play, parameters }: PlayContract, name: string, value: unknown): string[] {
  const names = Object.keys(parameters?.shape ?? {});
  const field = parameters && fieldOf(parameters, name);
  if (!field) return [`no parameter "${name}"; ${play} has ${names.join(', ') || 'none'}`];
  return field.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

const fieldOf = ({ shape }: z.ZodObject, name: string): z.ZodType | undefined =>
  Object.hasOwn(shape, name) ? (shape[name] as z.ZodType) : undefined;

/** A parameter for people: its default, and what it is. */
export interface ParameterSummary {
  readonly name: string;
  readonly standard: z.core.util.JSONType;
  readonly meaning: string;
}

/** What can be set in a play, in the order of its contract. */
export function parametersIn({ parameters }: Pick<PlayContract, 'parameters'>): ParameterSummary[] {
  return Object.entries(parameters?.shape ?? {}).map(([name, field]) => {
    const { title = '', default: standard } = z.toJSONSchema(field as z.ZodType, { io: 'input' });
    return { name, standard: z.json().parse(standard), meaning: title };
  });
}
