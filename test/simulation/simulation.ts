/**
 * @module
 * The simulation: random things happen at random accounts for two virtual years, through the real worker, coordinators,
 * store, Slack and mail, on the time-skipping server. Afterwards every rule between plays is checked by what really left
 * the house. As many rounds as the minutes allow, at least one; exits with 1 when a rule was broken.
 *
 *   npm run simulate                                        25 accounts a round, ten minutes
 *   npm run simulate -- --seed 7 --accounts 5 --minutes 1   one that can be repeated
 */
import { optionsOf } from './options';
import { report } from './report';
import { play } from './round';

async function main(): Promise<void> {
  const { seed: first, minutes, ...size } = optionsOf(process.argv.slice(2));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const began = performance.now();
  let passed = 0;
  let failed = 0;
  let accounts = 0;
  let longest = 0;
  const passedMs = () => performance.now() - began;
  for (let seed = first; seed === first || passedMs() + longest < minutes * 60_000; seed += 1) {
    say(`Simulation: seed ${seed}, ${size.accounts} accounts, ${size.days} days`);
    const since = passedMs();
    const result = report(await play({ ...size, seed }, say), say);
    longest = Math.max(longest, passedMs() - since);
    passed += result.passed;
    failed += result.failed;
    accounts += size.accounts;
  }
  const speed = ((accounts * size.days) / (passedMs() / 1000)).toFixed(1);
  say(`\n${accounts} accounts in ${Math.round(passedMs() / 1000)} s: ${speed} accounts x days a second`);
  say(`simulation: ${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

void main();
