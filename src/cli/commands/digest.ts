import { InvalidArgumentError } from 'commander';
import type { DigestAnswer } from '../../client';
import { instantSchema } from '../../domain/waits';
import { example, type RegisterCommand } from '../command';
import { print } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

interface DigestOptions extends ServerOptions {
  readonly as: string;
  readonly at?: string;
}

/** `digest`: what somebody would be told now. */
export const registerDigest: RegisterCommand = (program, io) => {
  withServer(program.command('digest'))
    .summary('show what a person would read in their digest now')
    .description(
      'Show what a person would read in their digest now: tasks that are overdue or due today, and what happened on their accounts since the last one. Nothing is sent. Digests go out in the morning of each person, on their working days, when there is something to tell; `playmaker rules show` shows the hour.',
    )
    .requiredOption('--as <email>', 'whose digest (required)')
    .option('--at <instant>', 'at another moment, e.g. 2026-03-02T07:00:00Z', instant)
    .addHelpText('after', example('playmaker digest --as ana@example.com'))
    .action(async ({ as, at, ...options }: DigestOptions) => {
      const answer = await clientOf(io, options).digest({ as, at });
      print(io, options.json, answer, () => digestPage(answer));
    });
};

function digestPage({ name, timeZone, enabled, digest }: DigestAnswer): string {
  const off = enabled ? '' : 'The house rules switch digests off: it is not sent.\n';
  if (!digest) return `${off}There is nothing to tell ${name}, so no digest would be sent.\n`;
  const { title, summary, sections } = digest;
  const lists = sections.map((section) =>
    [section.title, ...section.lines.map(({ about, text }) => `  ${about}: ${text}`)].join('\n'),
  );
  return `${off}${[`${title} (for ${name}, times in ${timeZone})`, summary, ...lists].join('\n\n')}\n`;
}

function instant(text: string): string {
  if (instantSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('It is an instant such as 2026-03-02T07:00:00Z.');
}
