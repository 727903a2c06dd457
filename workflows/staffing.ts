import { ROLE_TITLES, theRole, type Role } from '../src/domain/roles';
import type { BusinessWait } from '../src/domain/waits';
import { whoQuestion } from '../src/domain/who-question';
import { effect } from './effects';
import { now, type Run } from './run';
import { ask } from './tasks';

/** Who names somebody for a role that nobody holds, and by when. */
export interface Staffing {
  readonly by: Role;
  readonly due: BusinessWait;
}

/**
 * Sees to it that somebody holds the role on the account. Where nobody does, whoever holds the other role names one of us,
 * and holds it themselves until they do.
 */
export async function staff(run: Run, role: Role, { by, due }: Staffing): Promise<void> {
  for (let unknown = ''; !run.account.team[role];) {
    const answer = await ask(run, by, { ...whoQuestion(run.account.name, role, by, unknown), due });
    const named = answer.choice === 'name';
    const email = named ? (answer.fields['email'] ?? '') : run.account.team[by];
    if (email === undefined) return run.because(`Nobody is ${theRole(role)} of ${run.account.name}.`);
    unknown = await assign(run, role, email, answer.by);
    // Whoever was asked is one of us: nobody else can be meant.
    if (unknown && !named) return;
  }
}

/** Answers the address when it is nobody's of ours. */
async function assign(run: Run, role: Role, email: string, by: string): Promise<string> {
  const { accountId } = run.request;
  const request = { key: run.mint('role'), accountId, role, email };
  const assigned = await effect(run, `giving somebody the role of ${ROLE_TITLES[role]}`, () =>
    run.do.crm.assignRole({ ...request, at: now() }),
  );
  if (!assigned) return email.trim();
  run.account = { ...run.account, team: { ...run.account.team, [role]: assigned.email } };
  const why = by ? `${by} decided so` : 'nobody was named';
  run.because(`${assigned.name} is ${theRole(role)} of ${run.account.name} now: ${why}.`);
  return '';
}
