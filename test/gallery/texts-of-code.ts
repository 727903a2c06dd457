import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** Where words for people stand. */
const PLACES: readonly string[] = [
  'activities/calendar/announcement.ts',
  'activities/notify',
  ...foldersIn('plays'),
  'src/digest',
  'src/domain/adoption.ts',
  'src/domain/gates',
  'src/domain/letter-review.ts',
  'src/domain/milestones.ts',
  'src/domain/pulse-question.ts',
  'src/domain/review-question.ts',
  'src/domain/standing.ts',
  'src/domain/tasks.ts',
  'src/domain/who-question.ts',
  'src/server/mail',
  'src/server/slack',
  'src/server/slack/commands',
  'src/server/slack/desk',
  'src/server/slack/home',
  'workflows/answer-time.ts',
  'workflows/approval.ts',
  'workflows/define-play.ts',
  'workflows/messages.ts',
  'workflows/repair.ts',
  'workflows/returned.ts',
  'workflows/review-rounds.ts',
  'workflows/task-actions.ts',
  'workflows/tasks.ts',
];

/** What is given to these is for the log, the record of a run or whoever writes code. */
const NOT_SENT =
  /(?:^|\.)(?:because|note|debug|info|warn|error|failure|describe|refine|regex|min|max|meta|Error|TypeError|defineContract|defineUpdate|setHandler|optionalEffect|effect|effectUnless|record|outcomeOf|told|steered|nonRetryable|waitUntil|Deadline|deadline|deadlineOf|sleep|sleepUntil|pauseMarketing|waitFor|includes|startsWith|has|join|split|replace|replaceAll)$/;

/** A piece of text between two insertions, where it stands. */
export interface Piece {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Every piece of text in the code that reads like words for people: at least three words. */
export function piecesOfCode(): Piece[] {
  return PLACES.flatMap(filesIn).flatMap((file) => piecesIn(file));
}

function foldersIn(place: string): string[] {
  const entries = readdirSync(join(ROOT, place), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${place}/${name}`);
}

function filesIn(place: string): string[] {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(join(ROOT, place))
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|fixture|contract)\.ts$/.test(name) && name !== 'contract.ts')
    .map((name) => `${place}/${name}`);
}

function piecesIn(file: string): Piece[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const pieces: Piece[] = [];
  const keep = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    // Markup is none of the words.
    for (const part of text.split(/<[^>]*>|\n|<[^>]*$|^[^<]*>/)) {
      const words = part.replace(/\s+/g, ' ').trim();
      if (/\p{L}+ \p{L}+ \p{L}/u.test(words) && !/[{};]|\w="/.test(words))
        pieces.push({ file, line: line + 1, text: words });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && NOT_SENT.test(node.expression.getText(source))) {
      // What is called upon may hold words even where what is given to it does not.
      return visit(node.expression);
    }
    if (ts.isStringLiteralLike(node)) keep(node, node.text);
    if (ts.isTemplateExpression(node)) {
      for (const part of [node.head, ...node.templateSpans.map(({ literal }) => literal)]) keep(part, part.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pieces;
}
