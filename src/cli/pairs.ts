import { InvalidArgumentError } from 'commander';

/** Collects `--field name=value` options. A value may itself contain `=`. */
export function collectPair(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It has the form name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
