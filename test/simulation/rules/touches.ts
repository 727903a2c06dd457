import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { Evidence, Letter } from '../evidence';
import type { Known } from '../log';
import { DAY_MS, instant, MOMENTS_MS, type Broken, type Rule } from './broken';

/** When and how often customers are written to: playbook §8. */

const WINDOW_MS = 7 * DAY_MS - MOMENTS_MS;
const QUIET = { from: 18, until: 8 };
/** Where the weekend is Friday and Saturday, of the countries of the simulation. */
const FRIDAY_SATURDAY = ['SA'];

const whose = ({ contact, runId, at }: Letter): Omit<Broken, 'what'> => ({
  ...{ account: contact.accountId, run: runId, contact: contact.email, at },
});

const counted = ({ letters }: Evidence): Letter[] => letters.filter(({ isAnswer }) => !isAnswer);

/** The letters by which more than `max` arrived within seven days. */
function overCap(letters: readonly Letter[], max: number, by: (letter: Letter) => string): Broken[] {
  const groups = new Map<string, Letter[]>();
  for (const letter of letters) groups.set(by(letter), [...(groups.get(by(letter)) ?? []), letter]);
  return [...groups.values()].flatMap((group) => {
    const inTurn = [...group].sort((one, other) => one.at - other.at);
    return inTurn
      .filter((letter, index) => index >= max && letter.at - inTurn[index - max]!.at < WINDOW_MS)
      .map((letter) => ({
        ...whose(letter),
        what: `“${letter.mail.subject}” is number ${max + 1} or more within 7 days`,
      }));
  });
}

const holidays = new Map<string, ReadonlySet<string>>();

/** The days that are public holidays as a whole. */
function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const known = holidays.get(key);
  if (known) return known;
  const all = new Holidays(country, { types: ['public'] }).getHolidays(year);
  const days = all
    .filter(({ start, end }) => end.getTime() - start.getTime() > 0.9 * DAY_MS)
    .map(({ date }) => date.slice(0, 10));
  holidays.set(key, new Set(days));
  return new Set(days);
}

/** Why nobody writes to them at that moment; undefined when somebody may. */
function quiet(at: number, { timeZone, country }: Known): string | undefined {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  const weekend = FRIDAY_SATURDAY.includes(country) ? [5, 6] : [6, 7];
  if (weekend.includes(local.weekday)) return 'on a weekend';
  if (holidaysOf(country, local.year).has(local.toISODate() ?? '')) return 'on a public holiday';
  const hour = local.hour + local.minute / 60;
  return hour < QUIET.until || hour >= QUIET.from + MOMENTS_MS / 3_600_000 ? 'in quiet hours' : undefined;
}

/** What was known of a contact a moment before the mail arrived. */
const consentOf = ({ log }: Evidence, email: string, at: number) => log.consentAt(email, at - MOMENTS_MS) ?? 'unknown';

export const TOUCH_RULES: readonly Rule[] = [
  {
    rule: 'a contact gets at most 2 customer-facing mails in 7 days',
    looked: (evidence) => counted(evidence).length,
    broken: (evidence) => overCap(counted(evidence), 2, ({ contact }) => contact.email),
  },
  {
    rule: 'an account gets at most 5 customer-facing mails in 7 days',
    looked: (evidence) => counted(evidence).length,
    broken: (evidence) => overCap(counted(evidence), 5, ({ contact }) => contact.accountId),
  },
  {
    rule: 'nobody is written to without their consent',
    looked: ({ letters, invitations }) => letters.length + invitations.length,
    broken: (evidence) => [
      ...evidence.letters.flatMap((letter) => {
        const consent = consentOf(evidence, letter.contact.email, letter.at);
        if (consent === 'granted' || (consent === 'unknown' && letter.isAnswer)) return [];
        return [{ ...whose(letter), what: `“${letter.mail.subject}”: their consent is ${consent}` }];
      }),
      ...evidence.invitations.flatMap((mail) =>
        mail.recipients
          .filter((email) => evidence.log.contacts.some((each) => each.email === email))
          .filter((email) => consentOf(evidence, email, mail.at.getTime()) === 'withdrawn')
          .map((contact) => ({
            contact,
            at: mail.at.getTime(),
            what: `“${mail.subject}”: their consent is withdrawn`,
          })),
      ),
    ],
  },
  {
    rule: 'nobody is written to in quiet hours, on weekends or holidays of theirs',
    looked: ({ letters }) => letters.length,
    broken: ({ letters }) =>
      letters.flatMap((letter) => {
        const why = quiet(letter.at, letter.contact);
        const local = DateTime.fromMillis(letter.at, { zone: letter.contact.timeZone }).toFormat(
          'ccc yyyy-LL-dd HH:mm',
        );
        return why ? [{ ...whose(letter), what: `“${letter.mail.subject}” ${why} (${local} there)` }] : [];
      }),
  },
  {
    rule: 'nobody is written to whose mail comes back',
    looked: ({ letters }) => letters.length,
    broken: ({ letters, log }) =>
      letters
        .filter(({ contact, at }) =>
          log.bounces.some((each) => each.email === contact.email && each.at < at - MOMENTS_MS),
        )
        .map((letter) => ({ ...whose(letter), what: `“${letter.mail.subject}”` })),
  },
  {
    rule: 'every mail to a customer stands in the ledger with its run',
    looked: ({ letters, unknown }) => letters.length + unknown.length,
    broken: ({ unknown }) =>
      unknown.map(({ subject, recipients, at }) => ({
        contact: recipients.join(),
        at: at.getTime(),
        what: `“${subject}”, ${instant(at.getTime())}`,
      })),
  },
];
