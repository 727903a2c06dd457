import Table from 'cli-table3';
import { RULES, type Broken } from './rules';
import type { Evidence } from './evidence';
import type { Round } from './round';

/** How many breaches of one rule are told one by one. */
const TOLD = 20;

/** Prints what ran and every rule; answers how many held and how many were broken. */
export function report(
  round: Round,
  say: (line: string) => void,
): { readonly passed: number; readonly failed: number } {
  const { evidence, seconds, accounts, daysMore, left, spent } = round;
  say('');
  say(playTable(evidence));
  say(countTable(evidence));
  say(`${accounts} accounts, ${daysMore} days more until no run was left${left ? ` (${left} runs were left)` : ''}`);
  say(`${Math.round(seconds)} s: ${spent.toString()}`);
  say(`longest history: ${Math.max(0, ...evidence.runs.map(({ events }) => events))} events\n`);
  let failed = 0;
  for (const { rule, looked, broken } of RULES) {
    const found = broken(evidence);
    failed += Number(found.length > 0);
    say(
      `${found.length ? 'OFF' : 'ok '}  ${rule.padEnd(75)} ${String(looked(evidence)).padStart(6)} looked at${found.length ? `, ${found.length} broken` : ''}`,
    );
    for (const each of found.slice(0, TOLD)) say(`       ${inWords(each, round.seed)}`);
    if (found.length > TOLD) say(`       … and ${found.length - TOLD} more`);
  }
  return { passed: RULES.length - failed, failed };
}

function inWords({ account, run, contact, at, what }: Broken, seed: number): string {
  const moment = at === undefined || !Number.isFinite(at) ? undefined : new Date(at).toISOString();
  return [`seed ${seed}`, account, run, contact, moment, what].filter(Boolean).join(' · ');
}

function playTable({ runs }: Evidence): string {
  const table = new Table({ head: ['play', 'outcome', 'runs'], style: { head: [], border: [] } });
  const counts = new Map<string, number>();
  for (const { play, outcome = 'not ended' } of runs)
    counts.set(`${play} ${outcome}`, (counts.get(`${play} ${outcome}`) ?? 0) + 1);
  for (const [key, count] of [...counts].sort()) table.push([...key.split(/ (.*)/s).slice(0, 2), count]);
  return table.toString();
}

function countTable({ ledger, steps, letters, invitations, messages, tasks, log, leases }: Evidence): string {
  const table = new Table({ head: ['what', 'count'], style: { head: [], border: [] } });
  table.push(['letters to customers', letters.length], ['invitations, also moved and called off', invitations.length]);
  table.push(['Slack messages', messages.length], ['marketing pauses', leases.length]);
  for (const kind of ['answered', 'closed', 'open'] as const)
    table.push([`tasks ${kind}`, tasks.filter(({ state }) => state.kind === kind).length]);
  const verdicts = new Map<string, number>();
  for (const { what } of ledger.filter(({ kind }) => kind === 'verdict')) {
    const words = `verdict: ${what.replace(/^(Writing) to [^:]*|until .*/g, '$1').trim()}`;
    verdicts.set(words, (verdicts.get(words) ?? 0) + 1);
  }
  for (const [type, count] of steps) table.push([`steps that could not be done: ${type}`, count]);
  for (const row of [...verdicts, ...log.counts].sort()) table.push([...row]);
  return table.toString();
}
