import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlaymakerError } from '../../client';
import type { PlayNames } from './play-name';

/** A line of code that makes a play known, and before what it goes. */
interface Line {
  readonly before: RegExp;
  readonly text: string;
}

/** Where plays are made known: each a line, and an import. Everything else goes by the folders under `plays`. */
const registrations = ({ kebab, camel }: PlayNames): Readonly<Record<string, readonly Line[]>> => ({
  'plays/index.ts': [
    { before: /^\n*export const catalogue = /m, text: `\nimport { ${camel}Contract } from './${kebab}/contract';` },
    { before: /^\} as const;$/m, text: `'${kebab}': ${camel}Contract,\n` },
  ],
  'plays/workflows.ts': [
    { before: /(?![^])/, text: `export { ${camel} as '${kebab}' } from './${kebab}/workflow';\n` },
  ],
  'src/gallery/plays.ts': [
    { before: /^import type \{ Studio \}/m, text: `import { ${camel} } from './scenes/${kebab}';\n` },
    { before: /^\};$/m, text: `'${kebab}': ${camel},\n` },
  ],
});

/**
 * The files in which plays are made known as they are with one more, by their paths from the root of the sources.
 *
 * @throws PlaymakerError when one of them does not look as expected; it says what to do
 */
export function registered(root: string, names: PlayNames): Map<string, string> {
  return new Map(
    Object.entries(registrations(names)).map(([file, lines]) => [
      file,
      lines.reduce((code, line) => inserted(file, code, line), readFileSync(join(root, file), 'utf8')),
    ]),
  );
}

function inserted(file: string, code: string, { before, text }: Line): string {
  const at = before.exec(code)?.index;
  if (at === undefined)
    throw new PlaymakerError({
      code: 'SOURCES_UNFAMILIAR',
      detail: `The play could not be made known in ${file}: it looks different from what new-play knows. Nothing was made.`,
      next: `Put back its form ("git diff ${file}" shows what changed), or copy test/sample-play by hand.`,
    });
  return code.slice(0, at) + text + code.slice(at);
}
