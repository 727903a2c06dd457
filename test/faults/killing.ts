import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Inbox } from '../../temporal-dev/inbox';
import { seeded } from '../chance';

const KILL_EVERY_MS = [4_000, 12_000] as const;

export interface Killing {
  /** How often playmaker was killed so far. */
  kills(): number;
  stop(): Promise<void>;
}

/** Keeps playmaker's process running, and kills it at random moments. */
export async function startKilling(seed: number, inbox: Inbox, env: Record<string, string>): Promise<Killing> {
  const random = seeded(seed);
  let child: ChildProcess | undefined;
  let kills = 0;
  let stopping = false;

  async function launch(): Promise<void> {
    child = spawn(process.execPath, [join(__dirname, 'app-process.js')], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = await new Promise<string[]>((resolve, reject) => {
      createInterface({ input: child!.stdout! }).once('line', (line) => resolve([line]));
      child!.once('exit', (code, signal) =>
        reject(new Error(`playmaker ended with ${code ?? signal} before it was ready`)),
      );
    });
    inbox.setInteractionsUrl(`${url}/slack/interactions`);
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      await pause(KILL_EVERY_MS[0] + random() * (KILL_EVERY_MS[1] - KILL_EVERY_MS[0]), undefined, { ref: false });
      if (stopping) return;
      const gone = new Promise((resolve) => child!.once('exit', resolve));
      child!.kill('SIGKILL');
      kills += 1;
      await gone;
      await launch();
    }
  }

  await launch();
  const killing = loop();
  return {
    kills: () => kills,
    async stop() {
      stopping = true;
      child?.kill('SIGKILL');
      await Promise.race([killing, pause(1_000)]);
    },
  };
}
