import type { Contact } from '../src/domain/account';
import { listed } from '../src/domain/wording';
import { optionalEffect, seenThrough } from './effects';
import { now, type Run } from './run';

/** For how long contacts stay in a programme that a play has them enter. */
export interface Enrolment {
  /** The programme ends for them when the play ends, however it ends; otherwise it goes on. */
  readonly untilTheEnd?: boolean;
}

/** Contacts enter a programme; whoever withdrew consent is left out. */
export async function enroll(
  run: Run,
  programme: string,
  contacts: readonly Contact[],
  { untilTheEnd = false }: Enrolment = {},
): Promise<void> {
  if (contacts.length === 0) return run.because(`Nobody enters ${programme}: no contact fits.`);
  const { runId } = run;
  const { accountId } = run.request;
  const request = { key: run.mint('enrol'), accountId, runId, programme, at: now() };
  const contactIds = contacts.map(({ id }) => id);
  const entering = seenThrough(() => run.do.marketing.enrol({ ...request, contactIds }));
  if (untilTheEnd)
    run.cleanups.push({
      what: `ending ${programme}`,
      act: async () => {
        await entering.settled();
        await run.do.marketing.leave({ accountId, programme, runId, at: now() });
      },
    });
  const entered = await optionalEffect(run, `entering contacts into ${programme}`, () => entering.act());
  const names = contacts.filter(({ id }) => entered?.value.includes(id)).map(({ name }) => name);
  if (entered) run.note(`${names.join(', ') || 'Nobody'} entered ${programme}`);
}

/** A programme ends for everybody of the account who is in it, whoever had them enter it. */
export async function leave(run: Run, programme: string): Promise<void> {
  const { accountId } = run.request;
  const at = now();
  const left = await optionalEffect(run, `ending ${programme}`, () =>
    run.do.marketing.leave({ accountId, programme, at }),
  );
  if (!left) return;
  const nameOf = (id: string) => run.account.contacts.find((contact) => contact.id === id)?.name ?? id;
  run.note(
    left.value.length > 0 ? `${listed(left.value.map(nameOf))} left ${programme}` : `Nobody was in ${programme}`,
  );
}
