import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path/posix';
import { namesOf, type PlayNames } from './play-name';

/** The play that new ones are copies of: linted and typed where it stands, tested where it is copied to. */
export const SAMPLE = 'test/sample-play';
const SAMPLE_NAMES = namesOf('sample-play');
const FORMS = Object.keys(SAMPLE_NAMES) as (keyof PlayNames)[];

/** What a file of the sample is in the new play, from the root of the sources. */
export function placeOf(file: string, { kebab }: PlayNames): string {
  if (file === 'scene.ts') return `src/gallery/scenes/${kebab}.ts`;
  return `plays/${kebab}/${file.replace(SAMPLE_NAMES.kebab, kebab)}`;
}

/**
 * The files of a new play, each with its text, by their paths from the root of the sources.
 *
 * @param root where the sources are
 */
export function copyOfSample(root: string, names: PlayNames): Map<string, string> {
  return new Map(
    filesOfSample(root).map((file) => {
      const place = placeOf(file, names);
      const text = readFileSync(join(root, SAMPLE, file), 'utf8');
      return [place, renamed(file.endsWith('.ts') ? moved(text, file, place, names) : text, names)];
    }),
  );
}

/** Every word that the code of the sample has for something, so that the new play is not called the same. */
export function wordsOfSample(root: string): Set<string> {
  const code = filesOfSample(root)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, SAMPLE, file), 'utf8'))
    .join('\n');
  const declared = [...code.matchAll(/(?:function|const|let|type|interface|class) (\w+)/g)].map(([, word]) => word!);
  const imported = [...code.matchAll(/import (?:type )?\{([^}]*)\}/g)].flatMap(([, all]) => all!.match(/\w+/g) ?? []);
  const own = Object.values(SAMPLE_NAMES);
  return new Set([...declared, ...imported].filter((word) => !own.includes(word)));
}

const filesOfSample = (root: string): string[] =>
  readdirSync(join(root, SAMPLE), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, SAMPLE), join(entry.parentPath, entry.name)))
    .sort();

const renamed = (text: string, names: PlayNames): string =>
  FORMS.reduce((sofar, form) => sofar.replaceAll(SAMPLE_NAMES[form], names[form]), text);

/** Its imports lead to the same modules from where it goes. */
function moved(code: string, file: string, place: string, names: PlayNames): string {
  const here = dirname(join(SAMPLE, file));
  return code.replace(/(?<=from ')\.[^']*(?=')/g, (path) => {
    const module = normalize(join(here, path));
    const own = relative(SAMPLE, module);
    const there = own.startsWith('..') ? module : placeOf(`${own}.ts`, names).replace(/\.ts$/, '');
    const way = relative(dirname(place), there);
    return way.startsWith('.') ? way : `./${way}`;
  });
}
