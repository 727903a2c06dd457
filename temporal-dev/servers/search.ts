import { TemporalServerNotFound, type ClosedWay } from './errors';
import type { Progress } from './progress';

/** A server program on this machine. */
export interface FoundServer {
  /** The way by which it was found, e.g. `temporal on PATH`, `SDK's download`, `go install`. */
  readonly way: string;
  /** The path of the program. */
  readonly executable: string;
}

/** One way of getting a server program. */
export interface Way {
  readonly name: string;
  /** What a person does to open this way. */
  readonly advice: string;
  /** The program if it is here already: quick, and changes nothing. */
  present(): Promise<string | undefined>;
  /** Gets the program, which may take minutes; throws with the reason when it cannot. */
  fetch(): Promise<string>;
}

/**
 * The first way that leads to a server. What is here already wins over what must be fetched, so that only the very first start on
 * a machine waits for a download or a build.
 *
 * @throws TemporalServerNotFound with the reasons of all ways
 */
export async function search(what: string, ways: readonly Way[], progress: Progress): Promise<FoundServer> {
  for (const way of ways) {
    const executable = await way.present();
    if (executable !== undefined) return found(what, way, executable, progress);
  }
  const closed: ClosedWay[] = [];
  for (const way of ways) {
    try {
      return found(what, way, await way.fetch(), progress);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      closed.push({ way: way.name, advice: way.advice, reason });
      progress(`${what}: not by ${way.name}: ${reason.split('\n')[0]}`);
    }
  }
  throw new TemporalServerNotFound(what, closed);
}

function found(what: string, way: Way, executable: string, progress: Progress): FoundServer {
  progress(`${what}: ${way.name} (${executable})`);
  return { way: way.name, executable };
}
