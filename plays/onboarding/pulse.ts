import type { Contact } from '../../src/domain/account';
import { mayBeMailed, partnersAmong } from '../../src/domain/partners';
import { businessDays } from '../../src/domain/waits';
import { shortened } from '../../src/domain/wording';
import type { Onboarding } from './endings';

/** What becomes of the pulse. */
export const AFTER_PULSE = {
  answered: '; who is not happy is to be spoken with.',
  silent: 'They are not taken for happy, and the onboarding goes on.',
} as const;

/** Asks champion and economic buyer one question, unless they were asked, or answered, within 30 days. */
export async function askPulse(play: Onboarding): Promise<void> {
  const lately = await play.surveyed('30 days');
  const partners = partnersAmong((await play.contacts({})).filter(mayBeMailed));
  const to = partners.filter(({ id }) => !lately.includes(id));
  if (to.length === 0) return play.because('No pulse: there is nobody to ask who was not asked within 30 days.');
  const data = { accountName: play.account.name };
  const approval = await play.approveLetter(await play.draftLetter('pulse', { from: 'csm', data }), {
    ...{ to, by: ['csm'], due: businessDays(2), escalate: { csm: 'cs-manager' } },
    onReject: 'Nobody is asked, and the onboarding goes on.',
  });
  if (!approval.approved) return play.because(`No pulse: ${approval.reason}`);
  const asked = await play.sendToEach({ to, letter: approval.letter, ask: 'pulse' });
  await Promise.all(asked.map((contact) => hear(play, contact)));
}

/** Whoever is unhappy is told of at once; who is silent is not taken for happy. */
async function hear(play: Onboarding, contact: Contact): Promise<void> {
  const { name } = contact;
  const answer = await play.hearPulse(contact, { by: 'csm', ...AFTER_PULSE });
  if (!answer) return play.because(`${name} has not answered the pulse; that is no satisfied answer.`);
  const { kind, score, comment } = answer.data;
  const said =
    typeof score === 'number' ? `${name} answered ${score} of ${kind === 'csat' ? 5 : 10}` : `${name} answered`;
  const words = typeof comment === 'string' && comment ? `${said}: “${shortened(comment, 1500)}”` : `${said}.`;
  play.because(words);
  if (typeof score === 'number' && score <= (kind === 'csat' ? 3 : 6))
    await play.notify('csm', `${words} Please speak with them; the onboarding of ${play.account.name} goes on.`);
}
