import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** For a start within a second: no optimizing compiler, the plain collector, no files for monitoring tools. */
const JVM = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData';
const MAIN = 'io.temporal.testserver.TestServer';

/**
 * Writes the program by which Java runs the time-skipping server whose classes are in `lib`, beside that folder, and gives back its path.
 * The SDK calls the launcher with the port as its first argument. `exec` lets the SDK's signal reach Java itself; the loop before it
 * ends Java when the process that started it dies without saying so.
 */
export async function writeLauncher(java: string, lib: string): Promise<string> {
  const windows = process.platform === 'win32';
  const file = join(lib, '..', windows ? 'time-skipping-server.cmd' : 'time-skipping-server');
  const text = windows ? windowsLauncher(java, lib) : shellLauncher(java, lib);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return file;
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text, { mode: 0o755 });
  await rename(unfinished, file);
  return file;
}

function shellLauncher(java: string, lib: string): string {
  return `#!/bin/sh
parent=$PPID
{
  while kill -0 "$parent"; do
    kill -0 $$ || exit 0
    sleep 1
  done
  kill -KILL $$
} </dev/null >/dev/null 2>&1 &
exec ${quoted(java)} ${JVM} -cp ${quoted(join(lib, '*'))} ${MAIN} "$@"
`;
}

function windowsLauncher(java: string, lib: string): string {
  return `@"${java}" ${JVM} -cp "${join(lib, '*')}" ${MAIN} %*\r\n`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
