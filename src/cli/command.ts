import type { Command } from 'commander';
import type { CliIo } from './cli-io';

/** Adds one command to the program. */
export type RegisterCommand = (program: Command, io: CliIo) => void;

/** The end of a command's `--help`. */
export const example = (...lines: readonly string[]): string =>
  `\nExample:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
