/** The one key that is no ordinary key of an object in JavaScript: schemas leave it out without a word. */
const RESERVED = '__proto__';

/** Of what becomes the key of a table, such as the name of a limit; `constructor` and the like are as good as any. */
export const isUsableKey = (name: string): boolean => name !== RESERVED;
export const USABLE_KEY = `expected a name other than "${RESERVED}", which is reserved`;

/**
 * Where JSON has the reserved key; undefined where nowhere. Walks without recursion, as JSON may nest deeply.
 *
 * @example
 * reservedKeyIn(JSON.parse('{"coordination": {"holdOut": {"__proto__": 1}}}')); // ['coordination', 'holdOut', '__proto__']
 */
export function reservedKeyIn(json: unknown): readonly string[] | undefined {
  interface Place {
    readonly value: unknown;
    readonly key: string;
    readonly parent?: Place;
  }
  const open: Place[] = [{ value: json, key: '' }];
  for (let place = open.pop(); place; place = open.pop()) {
    if (!isUsableKey(place.key)) return pathOf(place);
    if (typeof place.value !== 'object' || place.value === null) continue;
    for (const [key, value] of Object.entries(place.value)) open.push({ value, key, parent: place });
  }
  return undefined;
}

function pathOf({ key, parent }: { readonly key: string; readonly parent?: Parameters<typeof pathOf>[0] }): string[] {
  return parent ? [...pathOf(parent), key] : [];
}
