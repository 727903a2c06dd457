import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { houseRulesFile } from '../config';
import { createServer } from '../server';
import { KEYS } from '../server/testing/acme.fixture';
import { openStore, type Store } from '../store';
import { announcedRules } from './announced-rules';

let folder: string;
let store: Store;
const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playmaker-announced-'));
  store = await openStore();
});
afterAll(async () => {
  await store?.close();
  await temporal.connection.close();
  await rm(folder, { recursive: true });
});

it('a wrong file is told once for each change, however often readiness is asked', async () => {
  const file = join(folder, 'rules.json');
  const logged: string[] = [];
  const logger = pino({}, { write: (line) => void logged.push(line) });
  const rules = announcedRules(houseRulesFile(file), logger);
  await rules.current();
  const server = await createServer({
    ...{ temporal, store, logger, catalogue: [], apiKeys: Object.values(KEYS) },
    ask: () => Promise.reject(new Error('No coordinator is asked here.')),
    rulesProblem: () => rules.current().then(() => rules.problem()),
  });
  const probed = async () => {
    const answers = await Promise.all([1, 2, 3].map(() => server.inject('/readyz')));
    return answers.map((answer) => answer.json<{ checks: { rules: string } }>().checks.rules);
  };
  const told = () => logged.filter((line) => line.includes('"code":"RULES_INVALID"')).length;
  for (const [content, found, lines] of [
    ['{ "health": "good" }', 'wrong', 1],
    ['{ "helth": {} }', 'wrong', 2],
    ['{}', 'ok', 2],
    ['{ "helth": {} }', 'wrong', 3],
  ] as const) {
    await writeFile(file, content);
    expect(await probed()).toEqual([found, found, found]);
    await rules.current();
    expect(told()).toBe(lines);
  }
  await server.close();
});
