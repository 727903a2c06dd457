import fc from 'fast-check';
import { cases } from '../cases.fixture';
import { happenings, live } from './random-account.fixture';

const ACCOUNTS = cases(5000);
/** Every state stays below this, in characters of JSON, whatever two years bring. */
const LARGEST_STATE = 150_000;
/** What random lives must have come across, this often, or they prove little. */
const OFTEN = ACCOUNTS / 50;
const COMMON = [
  ...[
    'admitted',
    'existing',
    'queued',
    'held-out',
    'granted',
    'deferred',
    'noted',
    'suppressed',
    'consent',
    'audience',
  ],
  ...['consent-unknown', 'loop', 're-entry', 'resting', 'run-ended', 'start-play', 'pause-play', 'resume-play'],
  ...['end-play', 'pause-promotion', 'restore-promotion', 'later admitted', 'later lapsed', 'later resting'],
];

it(`keeps every rule between plays over random requests for ${ACCOUNTS} accounts and two years`, () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const tally = new Map<string, number>();
  let account = 0;
  let requests = 0;
  let largest = 0;
  fc.assert(
    fc.property(happenings, (life) => {
      const lived = live(`account-${account++ % ACCOUNTS}`, life, tally);
      requests += lived.requests;
      largest = Math.max(largest, lived.largest);
      if (lived.largest > LARGEST_STATE) throw new Error(`The state grew to ${lived.largest} characters.`);
    }),
    { numRuns: ACCOUNTS, seed },
  );
  const said = `${requests} requests at ${ACCOUNTS} accounts kept every rule (seed ${seed}; largest state ${largest} characters)`;
  process.stdout.write(`${said}\n`);
  expect(COMMON.filter((each) => (tally.get(each) ?? 0) < OFTEN)).toEqual([]);
  expect(requests).toBeGreaterThan(50 * ACCOUNTS);
}, 300_000);
