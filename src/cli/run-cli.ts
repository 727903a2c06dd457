import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { PlaymakerError, type InputError } from '../client';
import { packageRoot } from '../config/package-root';
import type { CliIo } from './cli-io';
import { COMMANDS } from './commands/index';
import { harmless } from './print';
import { readable } from './times';
import { WrongUse } from './wrong-use';

/** 0 done, 1 failed, 2 wrong use (design §6). */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs one command line; what was wrong goes to stderr: what happened, which values, how to go on.
 *
 * @example
 * process.exitCode = await runCli(process.argv.slice(2), processIo());
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    await programOf(io).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof WrongUse) {
      complain(io, error.message, error.errors, error.next);
      return 2;
    }
    if (error instanceof PlaymakerError) {
      const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
      complain(io, `${error.detail}${request}`, error.errors, error.next);
      // Refused on this side: nothing was sent.
      return error.code === 'INPUT_INVALID' && error.status === undefined ? 2 : 1;
    }
    complain(io, error instanceof Error ? (error.stack ?? error.message) : String(error), [], undefined);
    return 1;
  }
}

function programOf(io: CliIo): Command {
  const program = new Command('playmaker')
    .description('Runs customer-lifecycle plays: starts, watches and steers them through a playmaker server.')
    .version(versionOf(packageRoot()))
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(add --help for the arguments and an example)')
    .addHelpText('after', '\nExit code: 0 done, 1 failed, 2 wrong use.\n')
    .exitOverride();
  for (const register of COMMANDS) register(program, io);
  return program;
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function complain(io: CliIo, what: string, errors: readonly InputError[], next: string | undefined): void {
  const fields = errors.map(({ path, expected }) => `  ${path}: ${expected}`);
  io.err(
    harmless(`${[`playmaker: ${readable(what)}`, ...fields, ...(next === undefined ? [] : [next])].join('\n')}\n`),
  );
}
