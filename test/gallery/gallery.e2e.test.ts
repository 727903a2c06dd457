import type { GallerySample } from '../../temporal-dev/inbox';
import { illWorded, inWords, nameOf, refusedBySlack, samplesOf, unescaped, unseen } from './checks';
import { NOT_SHOWN } from './not-shown';
import { piecesOfCode } from './texts-of-code';

/** Of ordinary data, and where hardly anything is known. */
let samples: readonly GallerySample[];
beforeAll(async () => {
  samples = await samplesOf('ordinary', 'sparse');
}, 600_000);

it('each sample has a name of its own', () => {
  expect(samples.length).toBeGreaterThan(600);
  expect(new Set(samples.map(nameOf)).size).toBe(samples.length);
});

it('Slack takes every message, dialog and Home tab', () => {
  expect(refusedBySlack(samples)).toEqual([]);
  expect(unescaped(samples)).toEqual([]);
});

it('no text has a gap, a placeholder or a wrong plural', () => {
  expect(illWorded(samples)).toEqual([]);
});

it('shows every text of the code: who adds one adds a sample', () => {
  const missing = unseen(piecesOfCode(), samples).filter(
    (piece) => !NOT_SHOWN.some((each) => each.test(inWords(piece))),
  );
  expect(missing.map((piece) => `line ${piece.line} of ${inWords(piece)}`)).toEqual([]);
});

it('makes no exception for a text that is not there any more', () => {
  const pieces = piecesOfCode().map(inWords);
  expect(NOT_SHOWN.filter((each) => !pieces.some((piece) => each.test(piece)))).toEqual([]);
});
