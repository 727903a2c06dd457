/** Parts of at most `max` characters, parted at line ends, else between words; joined by line ends they are the text again. */
export function partsOf(text: string, max: number, most = max): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const window = rest.slice(0, max);
    const end = [window.lastIndexOf('\n'), window.lastIndexOf(' ')].find((position) => position > 0);
    const at = end ?? (/[\uD800-\uDBFF]$/.test(window) ? max - 1 : max);
    parts.push(rest.slice(0, at));
    rest = rest.slice(end === undefined ? at : at + 1);
  }
  return [...parts, rest];
}
