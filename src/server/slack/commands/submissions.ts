import type { KnownBlock } from '@slack/types';
import { fitText } from '../../plain-text';
import type { Account, Person } from '../../../domain/account';
import { answer, paragraph, readAccountPage, showHome, type RunNow, type Surface } from '../desk';
import type { SubmissionPlan } from '../handle-submission';
import { knownPerson } from '../known-person';
import type { ViewSubmission } from '../payloads';
import type { SlackContext } from '../slack-context';
import { ACTION_ID, REASON, readDialogOrigin, type DialogOrigin } from './dialogs';
import { politely } from './politely';
import { readStart, start } from './start';
import { steer } from './steer';

/** Reads a dialog of these commands that was sent: what is wrong with it must be answered at once, the work comes after. */
export async function planCommandSubmission(
  context: SlackContext,
  { user, view }: ViewSubmission,
): Promise<SubmissionPlan> {
  const origin = readDialogOrigin(view);
  if (!origin) return { kind: 'foreign' };
  const sent = { userId: user.id, viewId: view.id };
  if (origin.kind === 'steer') return planSteer(context, sent, origin, view);
  const read = readStart(context, origin, view);
  const early = await read.catch(() => undefined);
  if (early?.kind === 'complain') return early;
  return {
    kind: 'decide',
    work: () =>
      inNameOf(context, sent, origin.surface, async (person) => {
        const filled = await read;
        if (filled.kind === 'complain') return;
        const told = await start(context, { person, id: `${sent.userId}/${sent.viewId}` }, filled);
        await conclude(context, sent.userId, origin.surface, { person, account: filled.account, told });
      }),
  };
}

function planSteer(
  context: SlackContext,
  sent: { readonly userId: string; readonly viewId: string },
  { how, runId, surface }: Extract<DialogOrigin, { kind: 'steer' }>,
  { state }: ViewSubmission['view'],
): SubmissionPlan {
  const reason = fitText(state.values[REASON]?.[ACTION_ID]?.value ?? '').trim();
  if (!reason) return { kind: 'complain', errors: { [REASON]: 'Please say why.' } };
  return {
    kind: 'decide',
    work: () =>
      inNameOf(context, sent, surface, async (person) => {
        const id = `${sent.userId}/${sent.viewId}`;
        const { now, account, told } = await steer(context, { person, id }, { how, runId, reason });
        await conclude(context, sent.userId, surface, { person, account, told, now: [now] });
      }),
  };
}

const inNameOf = (
  context: SlackContext,
  { userId }: { readonly userId: string },
  surface: Surface,
  act: (person: Person) => Promise<void>,
): Promise<void> => politely(context, userId, surface, async () => act(await knownPerson(context, userId)));

/** Says what came of it: above the page of the account where the buttons of one were used, else by itself. */
async function conclude(
  context: SlackContext,
  userId: string,
  surface: Surface,
  { person, account, told, now }: { person: Person; account: Account; told: string; now?: readonly RunNow[] },
): Promise<void> {
  if (surface.on === 'message' && !surface.replaces) return answer(context, userId, surface, { text: told });
  const page = await readAccountPage(context, person, account, now);
  const blocks: KnownBlock[] = [paragraph(`:white_check_mark: ${told}`), ...page];
  if (surface.on === 'home') return showHome(context, userId, blocks);
  await answer(context, userId, surface, { text: told, blocks });
}
