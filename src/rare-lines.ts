/** What happened so often, from one source, since it was told last. */
export interface RareLine {
  readonly source: string;
  readonly code: string;
  readonly count: number;
}

const EVERY_MS = 60_000;
/** Of so many at most it is known what happened within the minute: whoever makes sources up fills no memory. */
const MOST = 1_000;

/**
 * Tells the first time at once, and what repeats it at most once a minute, with how often it happened meanwhile: a sender
 * that goes wrong must show in the log, and must not fill it.
 */
export function rareLines(
  tell: (line: RareLine) => void,
  now: () => number = () => performance.now(),
): (source: string, code: string) => void {
  const told = new Map<string, { at: number; held: number }>();
  return (source, code) => {
    const key = `${code} ${source}`;
    const before = told.get(key);
    if (before && now() - before.at < EVERY_MS) {
      before.held += 1;
      return;
    }
    if (told.size >= MOST) told.clear();
    told.set(key, { at: now(), held: 0 });
    tell({ source, code, count: 1 + (before?.held ?? 0) });
  };
}
