import type { Contact } from '../../src/domain/account';
import type { AskName } from '../../src/domain/asks';
import type { GateAnswer, GateName } from '../../src/domain/gates';
import { businessDays } from '../../src/domain/waits';
import type { Advocacy } from './endings';

/** A letter to the customer, and what has to hold for it. */
export interface Writing {
  /** The template's data besides the account's name. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly onlyIf: GateName;
  readonly ask?: AskName;
  /** It follows what they told us. */
  readonly isAnswer?: boolean;
  /** What follows when the CSM rejects it, in a sentence. */
  readonly onReject: string;
}

/** What became of a letter: sent when it was neither rejected by one of us nor withheld by the gate. */
export interface Written {
  /** Why it was rejected; also when nobody reviewed it in time. */
  readonly rejected?: string;
  readonly withheld?: GateAnswer;
}

/** A letter goes out in the name of the CSM, as they approved it, and only while the gate is open. */
export async function write(play: Advocacy, to: Contact, text: string, writing: Writing): Promise<Written> {
  const { data, onReject, ...sending } = writing;
  const { name: accountName, timeZone: zone } = play.account;
  const letter = await play.draftLetter(text, { from: 'csm', data: { accountName, zone, ...data } });
  const approval = await play.approveLetter(letter, {
    to: [to],
    by: ['csm'],
    due: businessDays(2),
    escalate: { csm: 'cs-manager' },
    onReject,
  });
  if (!approval.approved) return { rejected: approval.reason || 'It was rejected.' };
  return { withheld: (await play.sendOnce({ to, letter: approval.letter, ...sending })).withheld };
}
