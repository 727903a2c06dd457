import type { Triggers } from '../people/triggers';
import type { Sockets } from '../socket/sockets';
import type { Homes } from '../state/homes';
import type { Modals } from '../state/modals';
import type { Workspace } from '../state/workspace';
import type { CallArguments } from './call-arguments';

/** What the methods work on. */
export interface SlackContext {
  workspace: Workspace;
  modals: Modals;
  homes: Homes;
  triggers: Triggers;
  sockets: Sockets;
  /** The address of the inbox, which `auth.test` gives as the team's. */
  url: () => string;
}

/** One method of the Web API. Returns the answer without `ok`. @throws SlackRefusal for `ok: false` */
export type SlackMethod = (args: CallArguments, context: SlackContext) => Record<string, unknown>;
