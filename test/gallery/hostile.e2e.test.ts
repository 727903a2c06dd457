import type { GallerySample } from '../../temporal-dev/inbox';
import { illWorded, refusedBySlack, samplesOf, unescaped } from './checks';

/** Names of 300 characters, texts of 5,000, a hundred colleagues, 500 tasks, and everything that Slack takes for markup. */
let samples: readonly GallerySample[];
beforeAll(async () => {
  samples = await samplesOf('hostile');
}, 600_000);

it('Slack takes every message, dialog and Home tab, however long and strange what people wrote', () => {
  expect(samples.length).toBeGreaterThan(300);
  expect(refusedBySlack(samples)).toEqual([]);
});

it('Slack makes no mention, no link and no format of what people or other systems wrote', () => {
  expect(unescaped(samples)).toEqual([]);
});

it('no text has a gap, a placeholder, a wrong plural or half a character', () => {
  expect(illWorded(samples)).toEqual([]);
});
