import Table from 'cli-table3';
import { HOW_TO_GET_POSTGRES } from '../../postgres';
import { EVENTS_PER_SECOND, type Latency } from './latency';
import type { Growth, Memory } from './memory';
import type { Throughput } from './throughput';

/** What is aimed at on two cores. */
export const AIMS = {
  pglitePerSecond: 1_000,
  postgresPerSecond: 3_000,
  p50Ms: 250,
  p99Ms: 1_000,
} as const;

export interface LoadReport {
  readonly pglite: Throughput;
  /** Absent: there is no PostgreSQL on this machine. */
  readonly postgres?: Throughput;
  readonly latency: Latency;
  /** How many were to wait. */
  readonly accounts: number;
  /** Absent: the process that builds them up failed before all of them waited. */
  readonly memory?: Memory;
}

/** The report as tables for people. */
export function tablesOf(report: LoadReport): string {
  return [throughputTable(report), latencyTable(report.latency), memoryTable(report)].join('\n\n');
}

function throughputTable({ pglite, postgres }: LoadReport): string {
  const table = tableWith(['events over HTTP', 'events', 'accounts', 'stored per second', 'evaluated per second']);
  table.push(['PGlite', ...throughputRow(pglite, AIMS.pglitePerSecond)]);
  if (postgres) table.push(['PostgreSQL', ...throughputRow(postgres, AIMS.postgresPerSecond)]);
  else table.push(['PostgreSQL', { colSpan: 4, content: 'not measured: there is none on this machine' }]);
  return postgres ? table.toString() : `${table.toString()}\n${HOW_TO_GET_POSTGRES}`;
}

const throughputRow = ({ events, accounts, storedPerSecond, evaluatedPerSecond }: Throughput, aim: number) => [
  figure(events),
  figure(accounts),
  atLeast(storedPerSecond, aim),
  atLeast(evaluatedPerSecond, aim),
];

function latencyTable({ starts, p50Ms, p99Ms }: Latency): string {
  const table = tableWith(['event to Slack message', 'plays started', 'p50 ms', 'p99 ms']);
  table.push([
    `at ${EVENTS_PER_SECOND} events per second`,
    figure(starts),
    atMost(p50Ms, AIMS.p50Ms),
    atMost(p99Ms, AIMS.p99Ms),
  ]);
  return table.toString();
}

function memoryTable({ accounts, memory }: LoadReport): string {
  const table = tableWith(['memory (RSS)', 'before', `${figure(accounts)} accounts wait`, 'KB per account']);
  if (!memory) {
    table.push(['all of it', { colSpan: 3, content: 'not measured: it failed before all of them waited' }]);
    return `${table.toString()}\nWhy it failed is said above. Measure fewer: --accounts 500`;
  }
  table.push(
    ['server, worker, PGlite and inbox', ...growthRow(memory.process, accounts)],
    ["Temporal's dev server", ...growthRow(memory.temporal, accounts)],
  );
  return `${table.toString()}\nEach account has a play and its coordinator. Built up in ${figure(memory.seconds)} s.`;
}

function growthRow({ before, after }: Growth, accounts: number): string[] {
  if (before === undefined || after === undefined) return ['not known', 'not known', 'not known'];
  return [megabytes(before), megabytes(after), figure((after - before) / 1024 / accounts)];
}

function tableWith(head: string[]) {
  const colAligns = head.map((_, index) => (index === 0 ? 'left' : 'right'));
  return new Table({ head, colAligns, style: { head: [], border: [] } });
}

const atLeast = (value: number, aim: number): string => beside(value, aim, Math.round(value) >= aim);
const atMost = (value: number, aim: number): string => beside(value, aim, Math.round(value) <= aim);
const beside = (value: number, aim: number, isMet: boolean): string =>
  `${figure(value)} (aim ${figure(aim)}: ${isMet ? 'met' : 'missed'})`;
const megabytes = (bytes: number): string => `${figure(bytes / 1024 ** 2)} MB`;
const figure = (value: number): string => Math.round(value).toLocaleString('en');
