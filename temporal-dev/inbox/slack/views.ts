import type { ModalView } from '../model';
import type { NewView } from '../state/modals';
import { withIds } from './block-ids';
import { checkHomeView, checkModalView } from './block-limits';
import { app, team } from './identity';
import type { SlackContext, SlackMethod } from './method';
import { SlackRefusal } from './refusal';

/** `views.open`: needs a trigger_id that came with an interaction less than three seconds ago and was not used yet. */
export const open: SlackMethod = (args, context) => {
  const triggerId = args.requiredText('trigger_id');
  const view = readView(args.json('view', 'invalid_arguments'));
  refuseKnownExternalId(view, context);
  const use = context.triggers.use(triggerId);
  if (use.ok) return { view: context.modals.open(use.userId, view) };
  if (use.reason === 'unknown') throw new SlackRefusal('invalid_arguments', ['invalid `trigger_id`']);
  throw new SlackRefusal(`${use.reason}_trigger_id`);
};

/** `views.update`: by `view_id` or `external_id`; with `hash` only if nobody changed the view since. */
export const update: SlackMethod = (args, { modals }) => {
  const viewId = args.text('view_id');
  const externalId = args.text('external_id');
  if (!viewId && !externalId) throw new SlackRefusal('invalid_arguments', ['missing required field: view_id']);
  const view = readView(args.json('view', 'invalid_arguments'));
  const current = modals.find({ viewId, externalId });
  if (!current) throw new SlackRefusal('not_found');
  const hash = args.text('hash');
  if (hash && hash !== current.hash) throw new SlackRefusal('hash_conflict');
  return { view: modals.update(current.id, view) };
};

/** `views.publish`: the Home tab of one person; with `hash` only if it was not published anew since. */
export const publish: SlackMethod = (args, { homes, workspace }) => {
  const userId = args.requiredText('user_id');
  const given = args.json('view', 'invalid_arguments');
  if (given === undefined || given === null)
    throw new SlackRefusal('invalid_arguments', ['missing required field: view']);
  const view = checkHomeView(given);
  if (!workspace.people.find(userId)) throw new SlackRefusal('user_not_found');
  const hash = args.text('hash');
  if (hash && hash !== homes.view(userId)?.hash) throw new SlackRefusal('hash_conflict');
  const published = homes.publish(userId, {
    ...{ type: 'home', team_id: team.id, app_id: app.appId, app_installed_team_id: team.id, bot_id: app.botId },
    blocks: withIds(view.blocks),
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: {} },
  });
  return { view: published };
};

/** A view as an app gives it, checked and completed as Slack completes it. @throws SlackRefusal `invalid_arguments` */
export function readView(input: unknown): NewView {
  if (input === undefined || input === null)
    throw new SlackRefusal('invalid_arguments', ['missing required field: view']);
  const view = checkModalView(input);
  return {
    type: 'modal',
    team_id: team.id,
    app_id: app.appId,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    title: view.title,
    submit: view.submit ?? null,
    close: view.close ?? null,
    blocks: withIds(view.blocks),
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    notify_on_close: view.notify_on_close ?? false,
    clear_on_close: view.clear_on_close ?? false,
    state: { values: {} },
  } satisfies Omit<ModalView, 'id' | 'hash' | 'root_view_id' | 'previous_view_id'>;
}

function refuseKnownExternalId(view: NewView, { modals }: SlackContext): void {
  if (view.external_id && modals.find({ externalId: view.external_id as string })) {
    throw new SlackRefusal('duplicate_external_id');
  }
}
