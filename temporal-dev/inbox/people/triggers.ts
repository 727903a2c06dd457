import { randomBytes } from 'node:crypto';

/** How long a trigger_id is good for. Source: docs.slack.dev/interactivity/handling-user-interaction ("expire in three seconds"). */
const TRIGGER_LIFE_MS = 3_000;

/** What became of a trigger_id when an app used it. */
export type TriggerUse = { ok: true; userId: string } | { ok: false; reason: 'expired' | 'exchanged' | 'unknown' };

/** The trigger_ids that were given out with interactions: each opens one view within three real seconds. */
export class Triggers {
  private readonly given = new Map<string, { userId: string; at: number; used: boolean }>();

  /** @param elapsed milliseconds on a clock that only goes forward */
  constructor(private readonly elapsed: () => number) {}

  give(userId: string): string {
    const id = `${this.given.size + 1}.${Math.floor(this.elapsed())}.${randomBytes(16).toString('hex')}`;
    this.given.set(id, { userId, at: this.elapsed(), used: false });
    return id;
  }

  use(id: string): TriggerUse {
    const trigger = this.given.get(id);
    if (!trigger) return { ok: false, reason: 'unknown' };
    if (trigger.used) return { ok: false, reason: 'exchanged' };
    if (this.elapsed() - trigger.at > TRIGGER_LIFE_MS) return { ok: false, reason: 'expired' };
    trigger.used = true;
    return { ok: true, userId: trigger.userId };
  }
}
