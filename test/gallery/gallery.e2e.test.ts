import type { GallerySample } from '../../temporal-dev/inbox';
import { illWorded, nameOf, refusedBySlack, samplesOf, unescaped } from './checks';
import { NOT_SHOWN } from './not-shown';
import { piecesOfCode, type Piece } from './texts-of-code';
import { textsOf } from './words';

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

/** As a reader sees it, whatever carries it. */
const plain = (text: string): string =>
  text
    .replace(/<!date\^[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .toLowerCase();
const inWords = ({ file, text }: Piece): string => `${file}: ${text}`;

it('shows every text of the code: who adds one adds a sample', () => {
  const shown = plain(
    samples
      .flatMap(textsOf)
      .map(({ text }) => text)
      .join('\n'),
  );
  const missing = piecesOfCode().filter(
    (piece) => !shown.includes(plain(piece.text)) && !NOT_SHOWN.some((each) => each.test(inWords(piece))),
  );
  expect(missing.map((piece) => `line ${piece.line} of ${inWords(piece)}`)).toEqual([]);
});

it('makes no exception for a text that is not there any more', () => {
  const pieces = piecesOfCode().map(inWords);
  expect(NOT_SHOWN.filter((each) => !pieces.some((piece) => each.test(piece)))).toEqual([]);
});
