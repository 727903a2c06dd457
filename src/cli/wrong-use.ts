import type { InputError } from '../client';

/** The command cannot be carried out as it was written; nothing was done. Exit code 2. */
export class WrongUse extends Error {
  constructor(
    message: string,
    /** How to go on. */
    readonly next: string,
    readonly errors: readonly InputError[] = [],
  ) {
    super(message);
    this.name = 'WrongUse';
  }
}
