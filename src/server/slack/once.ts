/** More than arrive in the hour after which Slack gives up on a delivery. */
const REMEMBERED = 10_000;

/**
 * Does a thing once, however often it is asked for by the same key; whoever asks again gets the same answer. What failed
 * is forgotten, so that it can be asked for again. Of more than `remembered` keys the oldest are forgotten: what must hold
 * for longer, or across processes, is kept by the plays and the store under the ids of what people did.
 */
export class Once<T> {
  private readonly answers = new Map<string, Promise<T>>();

  constructor(private readonly remembered = REMEMBERED) {}

  do(key: string, act: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    if (known) return known;
    const answer = act();
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    for (const [oldest] of this.answers) {
      if (this.answers.size <= this.remembered) break;
      this.answers.delete(oldest);
    }
    return answer;
  }
}
