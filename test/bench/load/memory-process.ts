/**
 * @module
 * Measures memory in a process of its own, so that nothing of what was measured before is in it. `load.ts` starts it with
 * the number of accounts; it sends back a `Memory`.
 */
import { quietTemporal } from '../../../src/worker';
import { openGround } from './ground';
import { measureMemory } from './memory';

/** All plays ask at once, which is not what is measured. */
const NO_LIMIT = 10_000;
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  quietTemporal();
  const ground = await openGround({ messagesPerSecond: NO_LIMIT, progress });
  try {
    process.send?.(await measureMemory(ground, Number(process.argv[2]), progress));
  } finally {
    await ground.close();
    process.disconnect();
  }
}

void main();
