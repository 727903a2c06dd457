import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { StoreError, type Store } from '../../store';
import { temporalAnswers } from '../plays/temporal-calls';
import type { SocketStatus } from '../slack/socket';
import { PROBLEMS } from '../problems';
import type { RouteScope } from './route-scope';

const check = z.enum(['ok', 'not answering']);
/** `full`: it answers, but the disk has no room for what it would have to write. */
const storeCheck = z.enum(['ok', 'not answering', 'full']);
/** `wrong`: the file with house rules was changed to something unusable, and the rules before it hold. */
const rulesCheck = z.enum(['ok', 'wrong']);
/** The connection of Socket Mode. Without it the server works on: Slack's HTTP requests are taken as well. */
const socketCheck = z.enum(['ok', 'connecting', 'not connected', 'refused']);
/** Whether Slack answers, and takes the bot's token, as the last calls met with it. */
const slackCheck = z.enum(['ok', 'refused', 'unreachable']);
/** Whether the mail server takes mails, as the last ones met with it. */
const mailCheck = z.enum(['ok', 'unreachable']);
const readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  checks: z.object({
    store: storeCheck,
    temporal: check,
    rules: rulesCheck,
    slack: slackCheck.optional(),
    slackSocket: socketCheck.optional(),
    mail: mailCheck.optional(),
  }),
  /** What somebody should do. */
  advice: z.array(z.string()).optional(),
});

const RULES_ADVICE =
  'Correct the file with house rules; `playmaker rules check` and the server log name what is wrong. Until then the rules before it hold.';

/** What keeps messages from people in Slack. The server works on: it takes requests. */
export interface SlackTrouble {
  readonly check: 'refused' | 'unreachable';
  /** What operations does. */
  readonly advice: string;
}

export interface HealthDeps {
  readonly store: Store;
  readonly temporal: Client;
  /** What is wrong with the file with house rules; absent: there is none. Telling it is for whoever reads the file. */
  readonly rulesProblem?: () => Promise<string | undefined>;
  /** How the connection of Socket Mode is; undefined without Socket Mode. */
  readonly slackSocket?: () => SocketStatus | undefined;
  /** What keeps messages from people in Slack, and what operations does; absent: Slack is not used here. */
  readonly slackTrouble?: () => SlackTrouble | undefined;
  /** What operations does about a mail server that takes no mails; absent: no mail is sent here. */
  readonly mailTrouble?: () => string | undefined;
}

/** `/healthz`: the process is up. `/readyz`: what it needs answers too; each dependency by name. */
export function healthRoutes(scope: RouteScope, deps: HealthDeps): void {
  const { store, temporal, rulesProblem, slackSocket, slackTrouble, mailTrouble } = deps;
  const tags = ['health'];
  scope.get(
    '/healthz',
    {
      schema: { summary: 'Whether the process is up', tags, response: { 200: z.object({ status: z.literal('up') }) } },
    },
    async () => ({ status: 'up' as const }),
  );
  scope.get(
    '/readyz',
    {
      schema: {
        summary: 'Whether the server can work',
        tags,
        response: { 200: readiness, 503: readiness },
      },
    },
    async (request, reply) => {
      const storeAnswers = store.ping().then(
        () => 'ok' as const,
        (error: unknown) => {
          request.log.warn({ err: error }, 'the store does not answer');
          return error instanceof StoreError && error.code === 'STORE_FULL'
            ? ('full' as const)
            : ('not answering' as const);
        },
      );
      const [storeOk, temporalOk, wrong] = await Promise.all([
        storeAnswers,
        temporalAnswers(temporal),
        // What cannot even be read is wrong, too.
        rulesProblem?.().catch((error: unknown) => String(error)),
      ]);
      const state = (ok: boolean) => (ok ? ('ok' as const) : ('not answering' as const));
      const ready = storeOk === 'ok' && temporalOk;
      const socket = slackSocket?.();
      const [slack, mail] = [slackTrouble?.(), mailTrouble?.()];
      const advice = [
        ...(storeOk === 'full' ? [PROBLEMS.STORE_FULL.next] : []),
        ...(wrong === undefined ? [] : [RULES_ADVICE]),
        ...(slack ? [slack.advice] : []),
        ...(socket && 'advice' in socket ? [socket.advice] : []),
        ...(mail === undefined ? [] : [mail]),
      ];
      return reply.code(ready ? 200 : 503).send({
        status: ready ? ('ready' as const) : ('not ready' as const),
        checks: {
          ...{ store: storeOk, temporal: state(temporalOk), rules: wrong === undefined ? 'ok' : 'wrong' },
          ...(slackTrouble && { slack: slack?.check ?? ('ok' as const) }),
          ...(socket && { slackSocket: socket.state === 'connected' ? 'ok' : socket.state }),
          ...(mailTrouble && { mail: mail === undefined ? ('ok' as const) : ('unreachable' as const) }),
        },
        ...(advice.length > 0 && { advice }),
      });
    },
  );
}
