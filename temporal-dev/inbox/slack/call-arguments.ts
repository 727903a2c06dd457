import { SlackRefusal } from './refusal';

/** The arguments of one call. A form carries nested values as JSON text, a JSON body as they are: both are read alike. */
export class CallArguments {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** The text of an argument; undefined when it is absent or empty. */
  text(name: string): string | undefined {
    const value = this.values[name];
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** @throws SlackRefusal `invalid_arguments` when absent */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new SlackRefusal('invalid_arguments', [`missing required field: ${name}`]);
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1', 'True'].includes(String(this.values[name]));
  }

  /** @throws SlackRefusal `invalid_arguments` when it is no whole number between the two */
  wholeNumber(name: string, range: { min: number; max: number; otherwise: number }): number {
    const value = this.text(name);
    if (value === undefined) return range.otherwise;
    const number = Number(value);
    if (!Number.isInteger(number) || number < range.min || number > range.max) {
      throw new SlackRefusal('invalid_arguments', [
        `must be an integer from ${range.min} to ${range.max} [json-pointer:/${name}]`,
      ]);
    }
    return number;
  }

  /** A nested value. @throws SlackRefusal `error` when it is no JSON */
  json(name: string, error: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new SlackRefusal(error);
    }
  }
}
