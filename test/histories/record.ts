/**
 * @module
 * Records the histories that `test/replay.test.ts` replays: expansions run by the real worker on the time-skipping
 * server, with activities that answer at once. Writes one file per run into this folder of the sources.
 *
 *   npm run histories
 */
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { packageRoot } from '../../src/app';
import { loadExample } from '../../src/cli/example';
import { SEARCH_ATTRIBUTE_TYPES } from '../../src/domain/search-attributes';
import { loadWorkflowBundle, quietTemporal, startWorkers } from '../../src/worker';
import { startTimeSkipping } from '../../temporal-dev';
import { instantActivities } from '../bench/activities';
import { RecordedRun } from './recorded-run';
import { recordingOf } from './recording';

const FOLDER = join(packageRoot(), 'test', 'histories');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  quietTemporal();
  const env = await startTimeSkipping({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress: say });
  await skipToMorning(env);
  const account = (await loadExample(await env.currentTimeMs())).accounts[0]!;
  const workers = await startWorkers({
    connection: env.nativeConnection,
    namespace: env.namespace,
    bundle: await loadWorkflowBundle(),
    activities: instantActivities(account, undefined, { meetingAfterMs: DAY_MS, workingFromHour: 9 }),
    messagesPerSecond: 1_000,
  });
  try {
    const won = await RecordedRun.start(env, account, 'won');
    await playToTheEnd(won);
    await write(env, 'expansion-won', won.runId);
    const waiting = await RecordedRun.start(env, account, 'waiting');
    await playToDiscovery(waiting);
    await write(env, 'expansion-waiting', waiting.runId);
    const deal = { deal: 'd-17', goals: 'Plan dispatch in half an hour.', promises: 'A training in week two.' };
    const adopted = await RecordedRun.start(env, account, 'adopted', { play: 'onboarding', input: deal });
    await onboardToTheEnd(adopted);
    await write(env, 'onboarding-adopted', adopted.runId);
    const underWay = await RecordedRun.start(env, account, 'under-way', { play: 'onboarding', input: deal });
    await agreeOnPlan(underWay);
    await underWay.passDeadline(/the next milestone/);
    await write(env, 'onboarding-waiting', underWay.runId);
  } finally {
    await workers.stop();
    await env.teardown();
  }
}

/** To six o'clock (UTC), when the customer does not work yet, so that every recording has the same waits. */
async function skipToMorning(env: TestWorkflowEnvironment): Promise<void> {
  const now = await env.currentTimeMs();
  const six = Math.ceil(now / DAY_MS) * DAY_MS + 6 * HOUR_MS;
  await env.sleep(six - now);
}

async function playToDiscovery(run: RecordedRun): Promise<void> {
  await run.decide('csm', /ready for a conversation/, 'confirm');
  await run.until(({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
}

/** Whatever the won path can meet: a meeting, an edit, a reminder, an escalation, follow-ups, and a pause. */
async function playToTheEnd(run: RecordedRun): Promise<void> {
  await playToDiscovery(run);
  await run.pauseAndResume();
  await run.tell({ type: 'meeting.booked', contactId: 'olivia-grant' });
  await run.decide('ae', /open the conversation/, 'book');
  await run.passDeadline(/the call with/);
  await run.passDeadline(/executive to answer/); // reminded, then escalated
  await run.decide('sales-manager', /How did the call/, 'opened');
  await run.decide('csm', /Please review/, 'edit', {
    introduction: 'Six depots on one plan.',
    recommendedSeats: '125',
  });
  await run.decide('ae', /Please review/, 'approve');
  await run.passDeadline(/the moment to write/);
  await run.passDeadline(/to decide/);
  await run.decide('ae', /Please follow up/, 'waiting');
  await run.passDeadline(/to decide/);
  await run.isAsked(/Please follow up/);
  await run.tell({ type: 'proposal.accepted', entity: `${run.runId}/document/1` });
  await run.until(({ result }) => result?.outcome === 'won');
}

async function agreeOnPlan(run: RecordedRun): Promise<void> {
  await run.decide('ae', /What did you promise/, 'add', { goals: '', promises: 'A training in week two.' });
  await run.decide('csm', /Please review “Joint account plan/, 'approve');
  await run.passTime(2);
  await run.until(({ phase }) => phase === 'Quick win');
}

/** Whatever the adopted path can meet: milestones early, late and stuck, a pause, note and pulse, an extension. */
async function onboardToTheEnd(run: RecordedRun): Promise<void> {
  await agreeOnPlan(run);
  await run.tell({ type: 'milestone.reached', entity: 'first-value' });
  await run.pauseAndResume();
  await run.passDeadline(/the next milestone/);
  await run.passDeadline(/the next milestone/);
  await run.isAsked(/the first integration was due/);
  await run.tell({ type: 'milestone.reached', entity: 'first-integration' });
  await run.passDeadline(/day 30/);
  await run.reviewBoth();
  await run.tell({ type: 'survey.answered', contactId: 'ben-ortiz', data: { kind: 'nps', score: 4 } });
  await run.passTime(35);
  await run.until(({ phase }) => phase === 'Business review');
  await run.passTime(23);
  await run.passDeadline(/day 90/);
  await run.decide('csm', /have they adopted/, 'extend', {}, 'Two depots are still to come.');
  await run.passDeadline(/the end of the extension/);
  await run.decide('csm', /have they adopted/, 'adopted');
  await run.until(({ result }) => result?.outcome === 'adopted');
}

async function write(env: TestWorkflowEnvironment, name: string, runId: string): Promise<void> {
  const client = new Client({ connection: env.connection, namespace: env.namespace });
  const history = await client.workflow.getHandle(runId).fetchHistory();
  // Whose machine it was recorded on is nobody's business.
  const text = recordingOf(runId, history).replaceAll(`${process.pid}@${hostname()}`, 'recorder');
  const file = join(FOLDER, `${name}.json`);
  await writeFile(file, text);
  say(`${file}: ${history.events?.length} events`);
}

void main();
