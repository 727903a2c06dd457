import { Context } from '@temporalio/activity';
import type { Account } from '../../src/domain/account';
import { later, type Instant } from '../../src/domain/waits';
import type { Activities } from '../../src/worker';
import type { CoordinatorActs, CoordinatorMemory } from '../../activities/coordination';
import type { Verdict } from '../../src/domain/coordination';
import type { TaskOpened, OpenTaskRequest } from '../../activities/notify/port';
import type { Draft } from '../../activities/proposals/port';

/** One finished call of an activity. */
export interface Call {
  readonly runId: string;
  readonly activity: string;
  readonly request: unknown;
}

/** Without it nothing has to be waited for. */
export interface Timing {
  /** From the invitation to the meeting, which is over as it begins. */
  readonly meetingAfterMs?: number;
  /** The contacts' working day begins at this hour (UTC) and ends at midnight. */
  readonly workingFromHour?: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * All activities, typed as the real ones, that touch nothing and answer at once, so that what is measured is the
 * workflow. `heard` learns of every call when it is done.
 */
export function instantActivities(
  account: Account,
  heard: (call: Call) => void = () => undefined,
  { meetingAfterMs = 0, workingFromHour = 0 }: Timing = {},
): Activities {
  const nothing = async (): Promise<void> => undefined;
  const draft = (documentId: string, version: number, title: string): Draft => ({
    documentId,
    version,
    title,
    files: { html: `${documentId}/v${version}.html`, docx: `${documentId}/v${version}.docx` },
    sha256: String(version).padStart(64, '0'),
    excerpt: EXCERPT,
  });
  const title = `Proposal for ${account.name}`;
  return {
    messages: telling(heard, {
      openTask: async ({ card, at, due: asked }: OpenTaskRequest): Promise<TaskOpened> => {
        const due = typeof asked === 'string' ? asked : later(at, DAY);
        const who = { email: `${card.role}@playmaker.example`, name: `The ${card.role}` };
        return { ...who, due, remindAt: later(due, -2 * HOUR) };
      },
      giveTask: async ({ to, at }) => {
        const name = 'role' in to ? to.role : 'channel' in to ? to.channel : to.name;
        return { email: `${name}@playmaker.example`, name, due: later(at, DAY) };
      },
      noteTask: nothing,
      consult: nothing,
      remindTask: nothing,
      updateTask: nothing,
      tell: nothing,
      sendDigest: nothing,
      mailCustomer: async ({ key, contactId }) => ({ messageId: key, to: contactId, subject: 'Our proposal' }),
      scheduleMeeting: async ({ key, at }) => {
        const attendees = ['ae@playmaker.example', 'csm@playmaker.example'];
        const startsAt = later(at, meetingAfterMs);
        return {
          uid: key,
          startsAt,
          endsAt: startsAt,
          day: startsAt.slice(0, 10),
          sequence: 0,
          organizer: attendees[0]!,
          attendees,
        };
      },
      moveMeeting: async () => {
        throw new Error('No play moves a meeting.');
      },
      cancelMeeting: nothing,
    }),
    plays: telling(heard, {
      pausePromotion: nothing,
      resumePromotion: nothing,
      enrol: async ({ contactIds }) => contactIds,
      leave: async () => [],
      draftLetter: async ({ from }) => ({
        ...{ subject: 'Our proposal', body: EXCERPT },
        sender: { email: `${from}@playmaker.example`, name: `The ${from}` },
      }),
      draft: async ({ documentId, title }) => draft(documentId, 1, title),
      revise: async ({ documentId, version }) => draft(documentId, version, title),
      updateContract: nothing,
      assignRole: async ({ role, email }) => ({ name: `The ${role}`, email }),
      adoption: async () => ({ milestones: {} }),
      surveyed: async () => [],
      openRun: async () => ({ account, waitScale: 1, parameters: {} }),
      updateRun: nothing,
      account: async () => account,
      standing: async ({ at }) => ({ at, recovered: { health: 70, days: 14 }, reachedOn: {} }),
      record: nothing,
      keepTask: nothing,
      answerHeard: nothing,
      // No hours at all: whether they work now, which they do.
      businessDeadline: async ({ from, wait }) =>
        'businessHours' in wait && wait.businessHours === 0 ? from : later(from, 14 * DAY),
      checkGate: async () => ({ open: true, unmet: [] }),
      requestTouch: async ({ key }) => permission(key, workingFromHour),
      personSteered: nothing,
      handOver: async () => ({ kind: 'refused', because: 'Nothing takes over here.' }),
      playEnded: nothing,
      ...coordinators(),
      sweepAccounts: nothing,
      dueDigests: async () => [],
    }),
  };
}

/** As long as a real one: what reviewers see of a two-page proposal. */
const EXCERPT = 'What changed, what your team has achieved, and what we recommend as the next step. '.repeat(25);

/** As the coordinator answers: not before the hour at which the contact begins to work. */
function permission(key: string, fromHour: number): Verdict {
  const at = new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();
  const opening = onWorkday(at, fromHour);
  if (opening === at) return { kind: 'granted', key, because: 'Nothing is in its way.' };
  return { kind: 'deferred', until: opening, because: 'They do not work yet.' };
}

/** What only coordinators use, which do not run here. */
function coordinators(): CoordinatorMemory & CoordinatorActs {
  const unused = async (): Promise<never> => {
    throw new Error('No coordinator runs here.');
  };
  const memory = { recall: unused, surroundings: unused, keep: unused, takeRest: unused };
  const acts = { startPlay: unused, steerPlay: unused, liftLeases: unused, aliveRuns: unused, noteLost: unused };
  return { ...memory, ...acts };
}

function onWorkday(at: Instant, fromHour: number): Instant {
  const day = at.slice(0, 10);
  const begins = `${day}T${String(fromHour).padStart(2, '0')}:00:00.000Z`;
  return at < begins ? begins : at;
}

function telling<T extends object>(heard: (call: Call) => void, activities: T): T {
  return Object.fromEntries(
    Object.entries(activities as Record<string, (request: unknown) => Promise<unknown>>).map(([activity, act]) => [
      activity,
      async (request: unknown) => {
        const answer = await act(request);
        heard({ runId: Context.current().info.workflowExecution!.workflowId, activity, request });
        return answer;
      },
    ]),
  ) as T;
}
