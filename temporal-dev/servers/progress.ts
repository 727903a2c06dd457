/** Told what is going on, one line per call, made for people. */
export type Progress = (message: string) => void;

/** For callers who do not listen. */
export const silent: Progress = () => undefined;

/** Milliseconds as people read them: `8 s`, `4 min 50 s`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
