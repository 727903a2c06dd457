import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORIES } from '../../src/cli/demo/stories';
import { BuiltCommand } from './built-command';

const ENDS: Readonly<Record<string, readonly string[]>> = {
  expansion: [
    'Start of expansion: admitted, asked by the rule “Usage reaches a limit just as a new leader joins”.',
    'Promotional sends to Acme Logistics pause: an expansion conversation',
    'Olivia Grant receives “A short hello from Dana Reyes”',
    'Olivia Grant receives “Our proposal for Acme Logistics”',
    'Heard: proposal.accepted',
    'The play ended: won. Olivia Grant accepted the proposal.',
  ],
  'retention-save': [
    'Start of expansion: admitted',
    'Start of retention-save: admitted',
    'Olivia Grant, Ben Ortiz, Hana Sato entered value-reinforcement',
    'Ben Ortiz receives “Our plan for Acme Logistics”',
    'Heard: health.recovered',
    'The play ended: saved. The health of the account has recovered.',
  ],
};

describe('playmaker demo', () => {
  let command: BuiltCommand;
  let folder: string;
  beforeAll(() => {
    command = BuiltCommand.make();
    folder = mkdtempSync(join(tmpdir(), 'playmaker-demo-'));
  });
  afterAll(() => {
    command?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.keys(STORIES))(
    'tells the story of the %s to its end',
    async (story) => {
      const running = command.start(['demo', story, '--data-dir', folder], {});
      expect(await running.ended).toBe(0);
      // Long lines go on in the next one.
      const told = running.out.replace(/\s+/g, ' ');
      let from = 0;
      for (const line of ENDS[story]!) {
        expect(told.slice(from)).toContain(line);
        from = told.indexOf(line, from);
      }
      const files = [...running.out.matchAll(/^ +document v\d+ +(\S+)/gm)].map(([, file]) => file!);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(existsSync(file)).toBe(true);
    },
    180_000,
  );
});
