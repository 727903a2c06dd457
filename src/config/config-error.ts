/** One variable of the environment that cannot be used. */
export interface ConfigProblem {
  readonly variable: string;
  /** What the variable should hold. Never contains what it does hold: that may be a secret. */
  readonly expected: string;
}

/** The environment cannot be used; names every variable that is wrong at once. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, expected }) => `  ${variable}: expected ${expected}`);
    super(`The environment is not usable. Correct these variables and start again:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}
