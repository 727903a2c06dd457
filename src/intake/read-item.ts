import type { Source } from '../domain/observations';
import { keepable } from './hostile-json';
import type { Incoming, Read } from './incoming';
import { Unreadable } from './unreadable';
import { refused } from './vocabulary';

/** Reads one item; what it cannot understand is refused with its reason and kept. */
export function readItem(source: Source, kept: { raw: unknown; id?: unknown }, read: () => Incoming): Read {
  try {
    return { kind: 'incoming', incoming: read() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const id = typeof kept.id === 'string' ? { id: String(keepable(kept.id.slice(0, 200))) } : {};
    return refused({ source, ...id, code: error.code, reason: error.message, raw: keepable(kept.raw) });
  }
}
