import { later, type Instant } from '../waits';
import { counted, dayInWords } from '../wording';
import type { PlayFacts } from './requests';
import type { Turn } from './turn';
import { DAY_MS, daysInWords, inWords, ms, opening, spoken, windowInWords, windowMs } from './windows';

const NOT_STARTED: Readonly<Record<PlayFacts['exclusiveGroup'], string>> = {
  commercial: 'nothing commercial is started',
  advocacy: 'nobody is asked to speak for us',
  acquisition: 'nobody is won over',
  onboarding: 'no onboarding is started',
  retention: 'no other save is started',
};

/**
 * Why a play may not run on the account again, if it may not. Every run that was started counts, however it ended: the
 * customer may have seen it.
 */
export function barredByReentry(turn: Turn, { name, reentry }: PlayFacts): string | undefined {
  const running = turn.running.find(({ play }) => play === name);
  const ended = turn.ended.filter(({ play }) => play === name);
  const last = ended[ended.length - 1];
  if (reentry.rule === 'never') {
    if (running) return `${opening(name)} runs on an account once, and it runs already.`;
    return last && `${opening(name)} runs on an account once, and it ran until ${inWords(last.endedAt)}.`;
  }
  if (reentry.rule === 'after') {
    const window = windowInWords(reentry.wait);
    if (running) return `${opening(name)} runs already, and may run again ${window} after it ends.`;
    const opens = last && later(last.endedAt, windowMs(reentry.wait));
    if (!opens || ms(opens) <= ms(turn.now)) return undefined;
    return `${opening(name)} may run again ${window} after it ended, on ${inWords(opens)}.`;
  }
  const since = ms(turn.now) - windowMs(reentry.per);
  const all = [...ended, ...turn.running.filter(({ play }) => play === name)];
  const starts = all.filter(({ startedAt }) => ms(startedAt) > since).length;
  if (starts < reentry.times) return undefined;
  return `${opening(name)} may start ${timesInWords(reentry.times)} in ${windowInWords(reentry.per)}, and started ${timesInWords(starts)}.`;
}

/** The rest that a play has to keep now, if any: until when, and why. After a play that somebody stopped there is none. */
export function restOf(turn: Turn, { play, group }: { play: string; group: PlayFacts['exclusiveGroup'] }) {
  const rests = turn.rules.rest
    .filter((rest) => rest.group === group && !rest.except.includes(play))
    .flatMap(({ after, days }) => {
      const last = turn.ended.findLast(({ play, outcome }) => play === after && outcome !== 'cancelled');
      const until: Instant | undefined = last && later(last.endedAt, days * DAY_MS);
      if (!until || ms(until) <= ms(turn.now)) return [];
      const rule = `for ${daysInWords(days)} after it ${NOT_STARTED[group]} (until ${dayInWords(until)})`;
      return [{ until, because: `${spoken(after)} has ended, and ${rule}` }];
    });
  return rests.sort((one, other) => ms(other.until) - ms(one.until))[0];
}

const timesInWords = (times: number): string => counted(times, 'time');
