import { makeSamples } from '../../src/gallery';
import type { GalleryData, GallerySample } from '../../temporal-dev/inbox';
import { checkHomeView, checkMessageBlocks, checkModalView } from '../../temporal-dev/inbox/slack/block-limits';
import { SlackRefusal } from '../../temporal-dev/inbox/slack/refusal';
import { faultsIn, markupFaultsIn } from './text-faults';
import type { Piece } from './texts-of-code';
import { mrkdwnOf, textsOf } from './words';

/** The samples of these kinds of data. */
export async function samplesOf(...kinds: readonly GalleryData[]): Promise<readonly GallerySample[]> {
  const samples: GallerySample[] = [];
  for (const data of kinds) samples.push(...(await makeSamples(data)));
  return samples;
}

/** Each sample has a name of its own. */
export const nameOf = ({ data, group, title }: GallerySample): string => `${data} · ${group} · ${title}`;

const complaints = (samples: readonly GallerySample[], check: (sample: GallerySample) => readonly string[]): string[] =>
  samples.flatMap((sample) => check(sample).map((complaint) => `${nameOf(sample)}: ${complaint}`));

/** Slack recommends 4,000 characters; what is much longer it cuts. Source: docs.slack.dev/reference/methods/chat.postMessage. */
const MOST_TEXT = 4000;
/** Slack refuses messages of more, all texts together. Source: github.com/slackapi/bolt-js/issues/2509. */
const MOST_IN_BLOCKS = 11_000;

/** What Slack would refuse. */
export const refusedBySlack = (samples: readonly GallerySample[]): string[] =>
  complaints(samples, ({ content }) => {
    try {
      if (content.kind === 'modal') checkModalView(content.view);
      if (content.kind === 'home') checkHomeView({ type: 'home', blocks: content.blocks });
      if (content.kind !== 'message') return [];
      checkMessageBlocks(content.blocks);
      return lengthFaults(content);
    } catch (error) {
      if (error instanceof SlackRefusal) return error.reasons;
      throw error;
    }
  });

function lengthFaults(content: Extract<GallerySample['content'], { kind: 'message' }>): string[] {
  const { text } = content;
  const all = textsOf({ data: 'ordinary', group: '', title: '', content });
  const length = all.reduce((sum, each) => sum + each.text.length, 0) - text.length;
  return [
    ...(text.trim() ? [] : ['no text for notifications']),
    ...(text.length > MOST_TEXT ? [`${text.length} characters of text`] : []),
    ...(length > MOST_IN_BLOCKS ? [`${length} characters in blocks`] : []),
  ];
}

/** Texts with gaps, placeholders or wrong plurals. */
export const illWorded = (samples: readonly GallerySample[]): string[] =>
  complaints(samples, (sample) =>
    textsOf(sample).flatMap(({ what, text }) => faultsIn(text).map((fault) => `${what}: ${fault}`)),
  );

/** Of what people or other systems wrote, what Slack would take for a mention or a link. */
export const unescaped = (samples: readonly GallerySample[]): string[] =>
  complaints(samples, (sample) => mrkdwnOf(sample).flatMap(markupFaultsIn));

/** As a reader sees it, whatever carries it. */
const plain = (text: string): string =>
  text
    .replace(/<!date\^[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Texts of the code that no sample shows. */
export function unseen(pieces: readonly Piece[], samples: readonly GallerySample[]): Piece[] {
  const words = samples.flatMap(textsOf).map(({ text }) => text);
  const shown = plain(words.join('\n'));
  return pieces.filter(({ text }) => !shown.includes(plain(text)));
}

/** `src/digest/lines.ts: stands in for`. */
export const inWords = ({ file, text }: Piece): string => `${file}: ${text}`;
