import { Option } from 'commander';
import { LEDGER_KINDS, type DecisionFilter } from '../../client';
import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, readable, time } from '../times';

export const registerDecisions: RegisterCommand = (program, io) => {
  withServer(program.command('decisions'))
    .summary('show what was decided about an account, and why')
    .description(
      'Show the ledger of an account, oldest first: what was let in, queued or declined, who decided what, what reached the customer, and why. The last 1,000 entries.',
    )
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .addOption(new Option('-k, --kind <kind>', 'only of this kind').choices([...LEDGER_KINDS]))
    .addHelpText('after', example('playmaker decisions acme', 'playmaker decisions acme --kind verdict'))
    .action(async (accountId: string, { kind, ...options }: ServerOptions & DecisionFilter) => {
      const decisions = await clientOf(io, options).accountDecisions(accountId, { kind });
      print(io, options.json, decisions, () =>
        decisions.length === 0
          ? 'No decisions.\n'
          : table(
              [inZone('when'), 'kind', 'what', 'why', 'by'],
              decisions.map(({ at, kind, what, reason, by }) => [
                ...[time(at), kind, inWords(what)],
                reason && inWords(reason),
                by,
              ]),
              REASON,
            ),
      );
    });
};

/** Characters of a reason: whole sentences of the coordinator. */
const REASON = 100;

/** `play/checkin/acme/2026-03/task/1`. */
const TASK_ID = /play\/([^/\s]+)\/[^/\s]+\/[^/\s]+\/(task|repair)\/(\w+)/g;
/** What a refusal is called by programs: `TASK_CLOSED: `. */
const CODE = /^[A-Z]+(?:_[A-Z]+)+: /;

/** Without what only programs read; `--json` has it. */
const inWords = (text: string): string => readable(text.replace(CODE, '').replace(TASK_ID, '$2 $3 of $1'), time);
