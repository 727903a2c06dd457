import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();
let listening = false;

/** Kills the child process when this process exits, so that nothing started here is left over. */
export function endWithThisProcess(child: ChildProcess): void {
  if (!listening) {
    listening = true;
    process.on('exit', () => children.forEach((each) => each.kill('SIGKILL')));
  }
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
}
