import { letter, letterReview } from '../../src/gallery/scenes/letters';
import { news, question, type Setting } from '../../src/gallery/scenes/questions';
import type { Studio } from '../../src/gallery/studio';
import { samplePlayContract } from './contract';
import { nobodyNews, ON_REJECT, wantedQuestion } from './questions';

const GROUP = 'Play: sample play';
const at = (phase: string): Setting => ({ contract: samplePlayContract, phase, role: 'csm' });

/** Everything that the sample play says, in the order in which it does. */
export async function samplePlay(studio: Studio): Promise<void> {
  const { account, leader, people } = studio;
  await question(studio, GROUP, 'Is help wanted?', at('The question'), wantedQuestion(account, leader));
  for (const hasLooked of [true, false]) {
    const data = { accountName: account.name, hasLooked };
    const mail = await letter(studio, 'sample-play', 'offer-of-help', people.dana, data);
    const title = `The offer, ${hasLooked ? 'after they looked' : 'after ten days'}`;
    await letterReview(studio, GROUP, title, at('The mail'), { mail, onReject: ON_REJECT });
  }
  const text = nobodyNews(account);
  await news(studio, GROUP, 'Nobody to write to', { contract: samplePlayContract, to: 'csm', text });
}
