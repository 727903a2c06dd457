import { PlaymakerError } from '../../src/client';
import type { Account, Person } from '../../src/domain/account';
import { ROLES, type Role } from '../../src/domain/roles';
import { Chance } from '../chance';
import type { Ground } from './ground';
import type { Log } from './log';
import type { Staff } from './staff';

const DAY_MS = 86_400_000;
/** What may have happened meanwhile. */
const MOOT = ['ALREADY_PAUSED', 'NOT_PAUSED', 'PLAY_ENDED', 'RUN_UNKNOWN'];

/** Whoever runs the plays, and the people office: pauses, resumes, cancels; absences; accounts that change hands. */
export class Operators {
  private readonly paused = new Map<string, number>();

  constructor(
    private readonly seed: number,
    private readonly people: readonly Person[],
    private readonly accounts: readonly Account[],
    private readonly ground: Ground,
    private readonly staff: Staff,
    private readonly log: Log,
  ) {}

  async day(day: number): Promise<void> {
    for (const person of this.people) await this.absence(person, new Chance(this.seed, 'absence', person.email, day));
    for (const { id } of this.accounts) {
      await this.steer(id, new Chance(this.seed, 'steer', id, day));
      await this.staffing(id, new Chance(this.seed, 'staffing', id, day));
    }
    await this.resume((until) => until <= this.ground.now);
  }

  /** What they paused goes on. */
  resumeAll(): Promise<void> {
    return this.resume(() => true);
  }

  private async absence(person: Person, chance: Chance): Promise<void> {
    if (!chance.happens(1 / 90)) return;
    const from = this.ground.now + chance.between(0, 5) * DAY_MS;
    const instant = (at: number) => new Date(at).toISOString();
    const away = { from: instant(from), until: instant(from + chance.between(1, 14) * DAY_MS) };
    const changed = { ...person, away };
    await this.ground.app.client.loadAccounts({ people: [changed], accounts: [] });
    this.staff.changed(changed);
    this.log.count('absences');
  }

  /** A role that nobody holds is filled, some day. */
  private async staffing(accountId: string, chance: Chance): Promise<void> {
    if (!chance.happens(1 / 30)) return;
    const team = (await this.ground.store.accounts.get(accountId))?.team ?? {};
    const free = ROLES.filter((role) => !team[role]);
    if (free.length > 0) await this.assign(accountId, chance.pick(free), chance.pick(this.people).email);
  }

  private async steer(accountId: string, chance: Chance): Promise<void> {
    const { store } = this.ground;
    if (!chance.happens(1 / 60)) return;
    const what = chance.weighted(['pause', 'cancel', 'team'] as const, (each) =>
      each === 'pause' ? 5 : each === 'team' ? 3 : 1,
    );
    if (what === 'team') return this.changeTeam(accountId, chance);
    const runs = await store.runs.list({ accountId, state: 'running' });
    if (runs.length === 0) return;
    const { runId } = chance.pick([...runs].sort((one, other) => (one.runId < other.runId ? -1 : 1)));
    const { client } = this.ground.app;
    if (what === 'cancel')
      return this.ask('plays stopped by a person', () =>
        client.cancel(runId, { reason: 'The account moves to a partner.' }),
      );
    await this.ask('plays paused by a person', () => client.pause(runId, { reason: 'They move their office.' }));
    this.paused.set(runId, this.ground.now + chance.between(1, 25) * DAY_MS);
  }

  /** An account changes hands in one role; now and then nobody holds it any more. */
  private async changeTeam(accountId: string, chance: Chance): Promise<void> {
    const nobody = chance.happens(0.15);
    await this.assign(accountId, chance.pick(ROLES), nobody ? null : chance.pick(this.people).email);
  }

  private async assign(accountId: string, role: Role, email: string | null): Promise<void> {
    const { store, app, now } = this.ground;
    const at = new Date(now).toISOString();
    await store.observations.receive(
      [
        {
          ...{ source: 'import', id: `team/${accountId}/${role}/${now}`, at },
          subject: { account: [`playmaker:${accountId}`], domains: [], contact: [] },
          observations: [{ type: 'team.assigned', data: { role, email } }],
        },
      ],
      at,
    );
    app.accounts.touched([accountId]);
    await app.accounts.settled();
    this.log.count('accounts that changed hands');
  }

  private async resume(isDue: (until: number) => boolean): Promise<void> {
    for (const [runId, until] of this.paused) {
      if (!isDue(until)) continue;
      this.paused.delete(runId);
      await this.ask('plays resumed by a person', () =>
        this.ground.app.client.resume(runId, { reason: 'They are back.' }),
      );
    }
  }

  private async ask(what: string, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.log.count(what);
    } catch (error) {
      if (!(error instanceof PlaymakerError) || !MOOT.includes(error.code)) throw error;
    }
  }
}
