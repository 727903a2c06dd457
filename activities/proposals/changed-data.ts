import { failure } from '../failures';
import { amountOf } from '../text-filters';

type Data = Readonly<Record<string, unknown>>;

/**
 * The data with entries rewritten as people typed them. An entry stays what it was: a number is read from its text
 * (`1,200`), a list from its lines. TEXT_INVALID for what cannot be read so, and for entries that the template does not
 * use: such an edit would seem to count and change nothing.
 */
export function changedData(data: Data, changes: Readonly<Record<string, string>>, used: readonly string[]): Data {
  const rewritten = Object.entries(changes).map(([name, typed]): [string, unknown] => {
    if (!used.includes(name))
      throw failure('TEXT_INVALID', `The template does not use "${name}"; it uses ${[...used].sort().join(', ')}.`);
    return [name, read(name, data[name], typed.replace(/\r\n?/g, '\n').trim())];
  });
  return { ...data, ...Object.fromEntries(rewritten) };
}

function read(name: string, before: unknown, typed: string): unknown {
  if (typeof before === 'number') return numberIn(name, typed);
  if (Array.isArray(before))
    return typed
      .split('\n')
      .map((line) => line.replace(/^[-•]\s*/, '').trim())
      .filter(Boolean);
  if (typeof before === 'object' && before !== null)
    throw failure('TEXT_INVALID', `"${name}" has several parts and cannot be rewritten as one text.`);
  return typed;
}

function numberIn(name: string, typed: string): number {
  try {
    return amountOf(typed);
  } catch (error) {
    throw failure('TEXT_INVALID', `"${name}" must be a number, not "${typed}".`, { cause: error });
  }
}
