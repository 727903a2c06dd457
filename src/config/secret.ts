import { inspect } from 'node:util';

const HIDDEN = '[secret]';

/**
 * A value that must not be seen in logs, errors or JSON. Only {@link Secret.reveal} gives it away.
 *
 * @example
 * const token = new Secret('xoxb-1');
 * `${token}`; // '[secret]'
 * token.reveal(); // 'xoxb-1'
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
