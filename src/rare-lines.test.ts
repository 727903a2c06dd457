import { rareLines, type RareLine } from './rare-lines';

it('tells the first time at once, and then at most once a minute with how often it happened', () => {
  const lines: RareLine[] = [];
  let clock = 0;
  const happened = rareLines(
    (line) => lines.push(line),
    () => clock,
  );
  for (let time = 0; time < 5; time += 1) happened('segment', 'NOT_JSON');
  happened('hubspot', 'NOT_JSON');
  happened('segment', 'WAITS_FOR_ACCOUNT');
  clock = 60_000;
  happened('segment', 'NOT_JSON');
  expect(lines).toEqual([
    { source: 'segment', code: 'NOT_JSON', count: 1 },
    { source: 'hubspot', code: 'NOT_JSON', count: 1 },
    { source: 'segment', code: 'WAITS_FOR_ACCOUNT', count: 1 },
    { source: 'segment', code: 'NOT_JSON', count: 5 },
  ]);
});
