import { z } from 'zod';
import { InboxError } from './errors';

const probability = z.number().min(0).max(1).optional();
const slackError = z
  .string()
  .regex(/^[a-z_]+$/)
  .optional();

const mixSchema = z
  .strictObject({
    /** Slack: HTTP 429 with Retry-After. SMTP: 421 and the connection closes. */
    rateLimited: probability,
    /** Slack: HTTP 503. SMTP: 451, a temporary failure. */
    serverError: probability,
    /** No answer until the inbox stops; the call is not carried out. */
    hang: probability,
    /** The call is carried out, then the connection drops before the answer. */
    dropAfterAccept: probability,
    /** Slack: `ok: false` with the `error`. SMTP: 550, refused for good. */
    refused: probability,
    /** Slack's error of what is `refused`, such as `token_revoked`; default `fatal_error`. */
    error: slackError,
    /** Seconds in Retry-After; default 1. */
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** Slack methods concerned; default all. */
    methods: z.array(z.string()).optional(),
  })
  .refine((mix) => kinds.reduce((sum, kind) => sum + (mix[kind] ?? 0), 0) <= 1 + Number.EPSILON * 8, {
    message: 'the probabilities add up to more than 1',
  });

const settingsSchema = z.strictObject({
  slack: mixSchema.optional(),
  smtp: mixSchema.optional(),
  /** Start of the random sequence: the same seed and the same order of calls give the same faults. Default 1. */
  seed: z.number().int().optional(),
});

const kinds = ['rateLimited', 'serverError', 'hang', 'dropAfterAccept', 'refused'] as const;

const plannedSchema = z.strictObject({
  /** A Slack method, or `smtp`. */
  method: z.string().min(1),
  fault: z.enum(kinds),
  retryAfterSeconds: z.number().int().min(0).optional(),
  /** Slack's error when the fault is `refused`. */
  error: slackError,
});

/** A way in which a call fails. */
export type FaultKind = (typeof kinds)[number];
/** Probabilities (0 to 1, together at most 1) with which calls fail. */
export type FaultMix = z.infer<typeof mixSchema>;
export type FaultSettings = z.infer<typeof settingsSchema>;
/** A fault for precisely the next call of a method. */
export type PlannedFault = z.infer<typeof plannedSchema>;
/** How many calls there were and how many of them failed in which way, since the start. */
export type FaultCounts = Record<'slack' | 'smtp', Record<FaultKind | 'calls', number>>;

/** The faults of an inbox, as tests and the page steer them. */
export interface InboxFaults {
  /** Replaces the settings and starts the random sequence anew. @throws InboxError `INBOX_FAULTS_INVALID` */
  set(settings: FaultSettings): void;
  settings(): FaultSettings;
  /** Queues a fault for the next call of a method, or of `smtp`; it goes before what probability says. */
  next(planned: PlannedFault): void;
  /** Everything works again; queued faults are forgotten, counts stay. */
  clear(): void;
  counts(): FaultCounts;
}

/** What is to happen to one call. */
export interface Fault {
  kind: FaultKind;
  retryAfterSeconds: number;
  /** Of what is refused. */
  error: string;
}

/** Decides for each call whether and how it fails. */
export class FaultPlan implements InboxFaults {
  private current: FaultSettings = {};
  private queue: PlannedFault[] = [];
  private random = sequence(1);
  private readonly tally: FaultCounts = { slack: noCounts(), smtp: noCounts() };

  /** @param changed called when settings change and when a call fails */
  constructor(private readonly changed: () => void = () => undefined) {}

  set(settings: FaultSettings): void {
    this.current = parse(settingsSchema, settings);
    this.random = sequence(this.current.seed ?? 1);
    this.changed();
  }

  settings(): FaultSettings {
    return structuredClone(this.current);
  }

  next(planned: PlannedFault): void {
    this.queue.push(parse(plannedSchema, planned));
  }

  clear(): void {
    this.current = {};
    this.queue = [];
    this.changed();
  }

  counts(): FaultCounts {
    return structuredClone(this.tally);
  }

  /** Called once for each call of a Slack method, or with `smtp` for each mail. */
  decide(method: string): Fault | undefined {
    const channel = method === 'smtp' ? 'smtp' : 'slack';
    const fault = this.planned(method) ?? this.drawn(this.current[channel], method);
    this.tally[channel].calls += 1;
    if (fault) {
      this.tally[channel][fault.kind] += 1;
      this.changed();
    }
    return fault;
  }

  private planned(method: string): Fault | undefined {
    const index = this.queue.findIndex((each) => each.method === method);
    const [found] = index < 0 ? [] : this.queue.splice(index, 1);
    return found && faultOf(found.fault, found);
  }

  private drawn(mix: FaultMix | undefined, method: string): Fault | undefined {
    if (!mix || (method !== 'smtp' && mix.methods && !mix.methods.includes(method))) return undefined;
    let threshold = this.random();
    for (const kind of kinds) {
      const share = mix[kind] ?? 0;
      if (threshold < share) return faultOf(kind, mix);
      threshold -= share;
    }
    return undefined;
  }
}

const faultOf = (
  kind: FaultKind,
  { retryAfterSeconds = 1, error = 'fatal_error' }: { retryAfterSeconds?: number; error?: string },
): Fault => ({ kind, retryAfterSeconds, error });

/** Checks what came over HTTP. @throws InboxError `INBOX_FAULTS_INVALID` */
export function parsePlannedFault(input: unknown): PlannedFault {
  return parse(plannedSchema, input);
}

/** Checks what came over HTTP. @throws InboxError `INBOX_FAULTS_INVALID` */
export function parseFaultSettings(input: unknown): FaultSettings {
  return parse(settingsSchema, input);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InboxError('INBOX_FAULTS_INVALID', z.prettifyError(result.error));
}

function noCounts(): FaultCounts['slack'] {
  return { calls: 0, rateLimited: 0, serverError: 0, hang: 0, dropAfterAccept: 0, refused: 0 };
}

/** Numbers in [0, 1) from a seed: Mulberry32 (public domain, Tommy Ettinger). */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
