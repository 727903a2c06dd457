import { later, type Instant } from '../waits';
import type { TouchRequest } from './requests';
import type { GrantedTouch } from './state';
import type { Turn } from './turn';
import type { Verdict } from './verdicts';
import { DAY_MS, daysInWords, inWords, ms } from './windows';

/**
 * Whether a contact may be written to now. Consent and suppression are never passed, whatever the kind; only what the
 * customer did not ask for is counted, keeps to quiet hours and waits while the play is held. A deferral keeps no place:
 * whoever asks first at the time gets it.
 */
export function touch(turn: Turn, request: TouchRequest): Verdict {
  const { key, contactId, kind } = request;
  const refusal = refused(request);
  if (refusal) return refusal;
  if (kind !== 'customer-facing') return { kind: 'granted', key, because: `${FREE[kind]} and does not count.` };
  if (turn.touches.some((each) => each.key === key))
    return { kind: 'granted', key, because: 'This touch was granted before; it counts once.' };
  if (turn.ended.some(({ runId }) => runId === request.runId))
    return { kind: 'declined', code: 'run-ended', because: 'The play has ended; it writes to nobody any more.' };
  const held = turn.running.find(({ runId, state }) => runId === request.runId && state !== 'running');
  if (held) {
    const until = later(turn.now, DAY_MS);
    return { kind: 'deferred', until, because: `The play stands still (${held.state}); ask again in a day.` };
  }
  const wait = longestWait(turn, request);
  if (wait)
    return { kind: 'deferred', until: wait.until, because: `${wait.because}; possible at ${inWords(wait.until)}.` };
  turn.touches.push({ key, contactId, at: turn.now });
  return { kind: 'granted', key, because: 'Consent is there, the caps have room and it is not a quiet hour.' };
}

const FREE = { transactional: 'A transactional message needs no cap', answer: 'It answers what the customer said' };

/** An answer to somebody who wrote to us goes out like a transactional message while their consent is unknown. */
function refused({ consent, suppressed, kind }: TouchRequest): Verdict | undefined {
  if (consent === 'withdrawn')
    return { kind: 'declined', code: 'consent', because: 'The contact withdrew consent and is never written to.' };
  if (suppressed)
    return { kind: 'declined', code: 'suppressed', because: 'The contact is on the list of those never to write to.' };
  if (consent === 'unknown' && kind === 'customer-facing') {
    const because = 'Consent is not known; until it is, the contact gets transactional messages and answers only.';
    return { kind: 'declined', code: 'consent-unknown', because };
  }
  return undefined;
}

/** What keeps the touch waiting longest, if anything does. */
function longestWait(turn: Turn, { contactId, nextOpening }: TouchRequest) {
  const { contact, account } = turn.rules.caps;
  const theirs = turn.touches.filter((each) => each.contactId === contactId);
  const waits = [
    capped(turn, theirs, contact, 'The contact'),
    capped(turn, turn.touches, account, 'The account'),
    ms(nextOpening) > ms(turn.now)
      ? { until: later(nextOpening, 0), because: 'It is a quiet hour for the recipient' }
      : undefined,
  ];
  return waits.flatMap((wait) => (wait ? [wait] : [])).sort((one, other) => ms(other.until) - ms(one.until))[0];
}

interface Cap {
  readonly max: number;
  readonly days: number;
}

/** A touch leaves the window when it is `days` old to the millisecond; then there is room for one more. */
function capped(turn: Turn, touches: readonly GrantedTouch[], { max, days }: Cap, who: string) {
  const since = ms(turn.now) - days * DAY_MS;
  const counted = touches.map(({ at }) => at).filter((at) => ms(at) > since);
  const leaves: Instant | undefined = counted[counted.length - max];
  if (leaves === undefined) return undefined;
  return {
    until: later(leaves, days * DAY_MS),
    because: `${who} had ${counted.length} customer-facing touches in ${daysInWords(days)}, and ${max} are allowed`,
  };
}
