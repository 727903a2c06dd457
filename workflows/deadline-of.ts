import type { Wait } from '../src/domain/waits';
import { effect } from './effects';
import { now, type Run } from './run';
import { Deadline } from './waits';

/** The moment at which a wait is over that begins now; business time is the account's. */
export async function deadlineOf(run: Run, what: string, wait: Wait): Promise<Deadline> {
  if (typeof wait === 'string') return new Deadline(what, Date.now() + run.ms(wait));
  const accountId = run.request.accountId;
  const at = await effect(run, `counting working hours for ${what}`, () =>
    run.do.businessTime.businessDeadline({ from: now(), wait, accountId }),
  );
  return new Deadline(what, at, {});
}
