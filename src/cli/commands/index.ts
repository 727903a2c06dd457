/**
 * @module
 * The commands of `playmaker`, in the order of its help. A new one is a module with a {@link RegisterCommand} and a
 * line here.
 */
import type { RegisterCommand } from '../command';
import { registerAccounts } from './accounts';
import { registerControls } from './control';
import { registerDecide } from './decide';
import { registerDemo } from './demo';
import { registerList } from './list';
import { registerPlays } from './plays';
import { registerShow } from './show';
import { registerSignal } from './signal';
import { registerStart } from './start';
import { registerUp } from './up';

export const COMMANDS: readonly RegisterCommand[] = [
  registerDemo,
  registerUp,
  registerPlays,
  registerAccounts,
  registerStart,
  registerList,
  registerShow,
  registerDecide,
  registerSignal,
  registerControls,
];
