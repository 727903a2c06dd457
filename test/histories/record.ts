/**
 * @module
 * Records the histories that `test/replay.test.ts` replays: plays run by the real worker on the time-skipping
 * server, with activities that answer at once. Writes one file per run into this folder of the sources.
 *
 *   npm run histories
 *   npm run histories -- advocacy-ask-credited advocacy-ask-waiting
 */
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PlayName } from '../../plays';
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

interface RecordingOf {
  /** Of its file: the play and how far it goes. */
  readonly name: string;
  readonly play: PlayName;
  readonly input: unknown;
  readonly perform: (run: RecordedRun) => Promise<void>;
}

const USAGE = { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' };
const DEAL = { deal: 'd-17', goals: 'Plan dispatch in half an hour.', promises: 'A training in week two.' };
const DANGER = { reason: 'Health fell to 41 of 100 on 2 March 2026.', cause: 'health-critical', on: '2026-03-02' };
const BEN = { contact: 'ben-ortiz', on: '2026-03-02', reason: 'Ben Ortiz answered 10 of 10 (NPS) on 2 March 2026.' };

const RECORDINGS: readonly RecordingOf[] = [
  { name: 'expansion-won', play: 'expansion', input: USAGE, perform: playToTheEnd },
  { name: 'expansion-waiting', play: 'expansion', input: USAGE, perform: playToDiscovery },
  { name: 'onboarding-adopted', play: 'onboarding', input: DEAL, perform: onboardToTheEnd },
  { name: 'onboarding-waiting', play: 'onboarding', input: DEAL, perform: onboardAndWait },
  { name: 'retention-save-saved', play: 'retention-save', input: DANGER, perform: saveToTheEnd },
  { name: 'retention-save-waiting', play: 'retention-save', input: DANGER, perform: saveAndWait },
  { name: 'advocacy-ask-credited', play: 'advocacy-ask', input: BEN, perform: askToTheEnd },
  { name: 'advocacy-ask-waiting', play: 'advocacy-ask', input: BEN, perform: askAndWait },
];

async function main(): Promise<void> {
  quietTemporal();
  const env = await startTimeSkipping({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress: say });
  const account = (await loadExample(await env.currentTimeMs())).accounts[0]!;
  const workers = await startWorkers({
    connection: env.nativeConnection,
    namespace: env.namespace,
    bundle: await loadWorkflowBundle(),
    activities: instantActivities(account, undefined, { meetingAfterMs: DAY_MS, workingFromHour: 9 }),
    messagesPerSecond: 1_000,
  });
  try {
    const wanted = process.argv.slice(2);
    for (const { name, play, input, perform } of RECORDINGS.filter((each) => !wanted.length || wanted.includes(each.name))) {
      await skipToMorning(env);
      const run = await RecordedRun.start(env, account, { play, input, key: name.slice(play.length + 1) });
      await perform(run);
      await write(env, name, run.runId);
    }
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
  await run.isAsked(/decided about the proposal/);
  await run.passDeadline(/next follow-up/);
  await run.decide('ae', /Please follow up/, 'done');
  await run.passDeadline(/next follow-up/);
  await run.isAsked(/Please follow up/);
  await run.tell({ type: 'proposal.accepted', entity: `${run.runId}/document/1` });
  await run.until(({ result }) => result?.outcome === 'won');
}

const MEETING = /the executive review/;

/** To the parts of the plan, of which two are there. */
async function saveAndWait(run: RecordedRun): Promise<void> {
  await run.decide('csm', /is in danger/, 'reached', { said: 'The import fails every night.' });
  await run.passDeadline(MEETING);
  await run.decide('csm', /take place/, 'held', { said: 'They want a named engineer.' });
  await run.decide('exec-sponsor', /your part/, 'add', { items: 'I call you every second Monday.' });
  await run.decide('csm', /your part/, 'add', { items: 'A training by 20 March.', wrong: 'the import failed' });
  await run.until(({ waitingFor }) => waitingFor !== undefined);
}

/** Whatever a save can meet: a silent first day, a review that is put off, a part that is missing, an edit, weeks, a pause. */
async function saveToTheEnd(run: RecordedRun): Promise<void> {
  await run.isAsked(/is in danger/);
  await run.passDeadline(/to answer/); // reminded, then escalated
  await run.decide('cs-manager', /is in danger/, 'not-reached', {}, 'Voicemail only.');
  await run.passDeadline(MEETING);
  await run.decide('csm', /take place/, 'moved');
  await run.passDeadline(MEETING);
  await run.decide('csm', /take place/, 'held', { said: 'They want a named engineer.' });
  await run.decide('exec-sponsor', /your part/, 'nothing');
  await run.decide('csm', /your part/, 'add', { items: 'A training by 20 March.' });
  await run.decide('ae', /your part/, 'add', { items: 'You pay for the seats you use until June.' });
  await run.decide('support-lead', /your part/, 'add', { items: 'A named engineer for every case.' });
  await run.decide('csm', /Please review/, 'edit', {
    introduction: 'We are sorry for the nights without imports.',
    supportItems: 'A named engineer from today.',
  });
  await run.decide('exec-sponsor', /Please review/, 'approve');
  await run.passDeadline(/the moment to write/);
  await run.decide('csm', /agree to the plan/, 'agreed');
  await run.pauseAndResume();
  await run.tell({ type: 'support.resolved' });
  await run.passDeadline(/to recover/);
  await run.decide('csm', /Week 1 /, 'behind', {}, 'The import still fails.');
  await run.passDeadline(/to recover/);
  await run.isAsked(/Week 2 /);
  await run.tell({ type: 'health.recovered' });
  await run.until(({ result }) => result?.outcome === 'saved');
}

async function askAndWait(run: RecordedRun): Promise<void> {
  await run.decide('csm', /What do we ask/, 'reference-call');
  await run.decide('csm', /Please review/, 'approve');
  await run.passDeadline(/the moment to write/);
  await run.isAsked(/What does .* answer/);
  await run.until(({ waitingFor }) => waitingFor !== undefined);
}

/** Whatever a credited ask can meet: the second card, a pause, silence and its reminder, a call, an escalation. */
async function askToTheEnd(run: RecordedRun): Promise<void> {
  await run.decide('csm', /What do we ask/, 'else');
  await run.decide('csm', /What else could we ask/, 'speaking');
  await run.decide('csm', /Please review/, 'edit', { 'mail-subject': 'Would you speak?', 'mail-words': 'In May?' });
  await run.passDeadline(/the moment to write/);
  await run.isAsked(/What does .* answer/);
  await run.pauseAndResume();
  await run.passDeadline(/to answer/); // reminded, then over
  await run.decide('csm', /Please review/, 'approve');
  await run.isAsked(/made up their mind/);
  await run.passDeadline(/to answer/); // reminded, then escalated
  await run.decide('cs-manager', /made up their mind/, 'yes');
  await run.decide('csm', /Please review/, 'approve');
  await run.passDeadline(/the call with/);
  await run.decide('csm', /Has their talk taken place/, 'done', { brought: 'In Chicago, to 80 people.' });
  await run.decide('csm', /Please review/, 'approve');
  await run.until(({ result }) => result?.outcome === 'credited');
}

async function agreeOnPlan(run: RecordedRun): Promise<void> {
  await run.decide('ae', /What did you promise/, 'add', { goals: '', promises: 'A training in week two.' });
  await run.decide('csm', /Please review “Joint account plan/, 'approve');
  await run.passTime(2);
  await run.until(({ phase }) => phase === 'Quick win');
}

async function onboardAndWait(run: RecordedRun): Promise<void> {
  await agreeOnPlan(run);
  await run.passDeadline(/the next milestone/);
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
