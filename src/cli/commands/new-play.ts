import { packageRoot } from '../../config/package-root';
import { example, type RegisterCommand } from '../command';
import { newPlay, type NewPlay } from '../new-play/new-play';
import { table } from '../print';

/** `playmaker new-play NAME`: the beginning of a play, in the sources. */
export const registerNewPlay: RegisterCommand = (program, io) => {
  program
    .command('new-play')
    .summary('begin to write a play: contract, workflow, texts, test, README')
    .description(
      'Make a small play in the sources of playmaker, to be rewritten: it asks, waits, sends a reviewed mail, and passes all tests. Never overwrites anything.',
    )
    .argument('<name>', 'what it does, in lower-case words with hyphens between them')
    .addHelpText('after', example('playmaker new-play health-check'))
    .action(async (name: string) => {
      io.out(newPlayPage(await newPlay(packageRoot(), name)));
    });
};

/** What of the new play holds what, by the end of the path. */
const HOLDS: readonly (readonly [path: RegExp, what: string])[] = [
  [/contract\.ts$/, 'what ops and other plays may know of it: goal, input, outcomes, exits, phases'],
  [/workflow\.ts$/, 'the play, from top to bottom'],
  [/questions\.ts$/, 'what people are asked and told'],
  [/\.liquid$/, 'what the customer reads'],
  [/\.test\.ts$/, 'every way it ends, on the stage'],
  [/README\.md$/, 'how it goes, with its diagram'],
  [/scenes\/[^/]*$/, 'everything it says, with sample data'],
];

/** What was made, and what to do next. */
export function newPlayPage({ names: { title, kebab }, made, changed }: NewPlay): string {
  const rows = [
    ...made.map((path) => [path, HOLDS.find(([end]) => end.test(path))?.[1]]),
    ...changed.map((path) => [path, 'makes it known (changed)']),
  ];
  const next = [
    [`npm test -- plays/${kebab}`, 'its tests, as it is'],
    ['DEVELOPMENT.md, “Write a play”', 'how to make it yours: contract first, then types and tests lead on'],
    [`npx playmaker plays preview ${kebab}`, 'everything it says, after npm run build'],
    ['npm run verify', 'what CI runs'],
  ];
  return [
    `${title} is made. It asks the CSM, waits for an event or ten days, sends a reviewed mail, and ends.\n`,
    table(['file', 'what'], rows),
    table(['next', 'what'], next),
  ].join('\n');
}
