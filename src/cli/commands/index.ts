/**
 * @module
 * The commands of `playmaker`, in the order of its help. A new one is a module with a {@link RegisterCommand} and a
 * line here.
 */
import type { RegisterCommand } from '../command';
import { registerAccount } from './account';
import { registerAccounts } from './accounts';
import { registerControls } from './control';
import { registerDeadLetters } from './dead-letters';
import { registerDecide } from './decide';
import { registerDecisions } from './decisions';
import { registerDemo } from './demo';
import { registerDigest } from './digest';
import { registerEvents } from './events';
import { registerImport } from './import';
import { registerList } from './list';
import { registerNewPlay } from './new-play';
import { registerPlays } from './plays';
import { registerRules } from './rules';
import { registerShow } from './show';
import { registerSignal } from './signal';
import { registerSlack } from './slack';
import { registerStart } from './start';
import { registerTriggers } from './triggers';
import { registerUp } from './up';
import { registerWaiting } from './waiting';

export const COMMANDS: readonly RegisterCommand[] = [
  registerDemo,
  registerUp,
  registerPlays,
  registerNewPlay,
  registerAccounts,
  registerStart,
  registerList,
  registerShow,
  registerDecide,
  registerSignal,
  registerControls,
  registerImport,
  registerDeadLetters,
  registerWaiting,
  registerAccount,
  registerEvents,
  registerDecisions,
  registerDigest,
  registerTriggers,
  registerRules,
  registerSlack,
];
