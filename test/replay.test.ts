import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { quietTemporal } from '../src/worker';
import { bundleOf, loadTestBundle } from './bundle';
import { readRecording } from './histories/recording';
import { Replayer } from './replayer';

const FOLDER = join(__dirname, 'histories');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const HOW_TO_GO_ON = `The workflow code no longer does what this recorded run did, so that runs like it, which wait for weeks in production, would get stuck.
- Are such runs under way somewhere? Keep the old steps beside the new ones: if (patched('what-changed')) { new } else { old }, from @temporalio/workflow. The recording stays as it is.
- Is the old code released nowhere, or are all its runs over? Record anew with "npm run histories" and commit the files.`;

async function replay(file: string, replayer: Replayer): Promise<void> {
  try {
    await replayer.replay(readRecording(readFileSync(join(FOLDER, file), 'utf8')));
  } catch (cause) {
    if (!(cause instanceof DeterminismViolationError)) throw cause;
    throw new Error(`${file}: ${HOW_TO_GO_ON}\n\n${cause.message}`, { cause });
  }
}

describe('recorded histories', () => {
  let today: Replayer;
  let other: Replayer;
  beforeAll(async () => {
    quietTemporal();
    today = new Replayer(await loadTestBundle());
    other = new Replayer(await bundleOf(join(FOLDER, 'other-plays.fixture.ts')));
  });
  afterAll(() => Promise.all([today?.stop(), other?.stop()]));

  it.each([
    ['expansion-waiting.json', 'expansion-won.json'],
    ['retention-save-waiting.json', 'retention-save-saved.json'],
    ['advocacy-ask-waiting.json', 'advocacy-ask-credited.json'],
    ['onboarding-waiting.json', 'onboarding-adopted.json'],
  ])('include a run that waits and one that ended: %s, %s', (...files) => {
    expect(FILES).toEqual(expect.arrayContaining(files));
  });

  it.each(FILES)('%s is what the code of today would have done', async (file) => {
    await replay(file, today);
  });

  it.each(FILES)('%s is told from what other code would have done, with a word on how to go on', async (file) => {
    await expect(replay(file, other)).rejects.toThrow(/patched\('what-changed'\)[\s\S]*npm run histories/);
  });
});
