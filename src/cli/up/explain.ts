import { TemporalServerFailed, TemporalServerNotFound } from '../../../temporal-dev';
import { InboxError } from '../../../temporal-dev/inbox';
import { PlaymakerError } from '../../client';
import { ConfigError, RulesError } from '../../config';
import { StoreError } from '../../store';
import { WrongUse } from '../wrong-use';

/** Errors that say by themselves what happened and how to go on, as the command line prints them: without a stack. */
export function explained(error: unknown): unknown {
  if (error instanceof ConfigError) {
    const errors = error.problems.map(({ variable, expected }) => ({
      path: variable,
      expected: `expected ${expected}`,
    }));
    return new WrongUse('The environment is not usable:', 'Correct these variables and start again.', errors);
  }
  if (error instanceof RulesError) {
    const next = 'Correct the file, check it with `playmaker rules check`, and start again.';
    return new PlaymakerError({ code: error.code, detail: error.message, next }, { cause: error });
  }
  if (
    error instanceof StoreError ||
    error instanceof TemporalServerNotFound ||
    error instanceof TemporalServerFailed ||
    error instanceof InboxError
  ) {
    return new PlaymakerError({ code: error.code, detail: error.message }, { cause: error });
  }
  return error;
}
