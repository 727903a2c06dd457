import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Liquid, LiquidError, type Template } from 'liquidjs';
import { failure } from './failures';
import { plainToHtml } from './plain-to-html';
import { TEXT_FILTERS } from './text-filters';

export type TextData = Readonly<Record<string, unknown>>;

/** A mail's words: the subject on one line, the text as written, and the same as HTML. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The texts of plays: Liquid templates `<playsDir>/<play>/texts/<text>.liquid`. TEXT_MISSING when there is no such
 * template; TEXT_INVALID, naming template, line and variable, when it is broken or its data lacks something. Null counts
 * as lacking: a letter never has a gap where a name should be. Data is data: what looks like Liquid or HTML in it is
 * shown as it is.
 */
export interface Texts {
  /** As HTML: the template is HTML, what comes from the data is escaped. */
  renderHtml(play: string, text: string, data: TextData): Promise<string>;
  /** As a mail: the template's first line (after an opening comment, if any) is `Subject: …`. */
  renderMail(play: string, text: string, data: TextData): Promise<MailText>;
  /** The entries of the data a template makes use of. */
  variables(play: string, text: string): Promise<readonly string[]>;
}

/**
 * @example
 * const texts = createTexts('plays');
 * await texts.renderMail('expansion', 'discovery', { firstName: 'Dana' });
 */
export function createTexts(playsDir: string): Texts {
  const plain = engine(playsDir);
  const html = engine(playsDir, 'escape');
  return {
    renderHtml: async (play, text, data) => {
      const source = await load(playsDir, play, text);
      return render(html, source, data);
    },
    renderMail: async (play, text, data) => {
      const source = await load(playsDir, play, text);
      const { subject, body } = mailParts(source);
      const subjectLine = (await render(plain, subject, data)).replace(/\s+/g, ' ').trim();
      const words = `${(await render(plain, body, data)).replace(/\n{3,}/g, '\n\n').trim()}\n`;
      return { subject: subjectLine, text: words, html: plainToHtml(words) };
    },
    variables: async (play, text) => {
      const source = await load(playsDir, play, text);
      return plain.globalVariables(parse(plain, source));
    },
  };
}

interface Source {
  /** As failures name it: `plays/expansion/texts/proposal.liquid`. */
  readonly name: string;
  readonly content: string;
  /** Lines of the file before this content, so that failures name lines of the file. */
  readonly linesBefore: number;
}

function engine(playsDir: string, outputEscape?: 'escape'): Liquid {
  const liquid = new Liquid({
    root: playsDir,
    extname: '.liquid',
    strictVariables: true,
    strictFilters: true,
    // A template may ask whether something is there before it shows it.
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape,
  });
  for (const [name, filter] of Object.entries(TEXT_FILTERS)) liquid.registerFilter(name, filter);
  return liquid;
}

async function load(playsDir: string, play: string, text: string): Promise<Source> {
  const name = `plays/${play}/texts/${text}.liquid`;
  if (![play, text].every((part) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part)))
    throw failure('TEXT_MISSING', `"${name}" is not the name of a template (lower-case letters, digits and dashes).`);
  try {
    const content = await readFile(join(playsDir, play, 'texts', `${text}.liquid`), 'utf8');
    return { name, content, linesBefore: 0 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw failure('TEXT_MISSING', `There is no template ${name}.`, { cause: error });
  }
}

const OPENING_COMMENT = /^\s*\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}\s*/;

function mailParts(source: Source): { subject: Source; body: Source } {
  const comment = OPENING_COMMENT.exec(source.content)?.[0] ?? '';
  const [first = '', ...rest] = source.content.slice(comment.length).split('\n');
  const subject = /^Subject: *(\S.*)$/.exec(first.trimEnd())?.[1];
  if (subject === undefined)
    throw failure('TEXT_INVALID', `${source.name}: the first line of a mail must be "Subject: …", not "${first}".`);
  const linesBefore = comment.split('\n').length - 1;
  return {
    subject: { name: source.name, content: subject, linesBefore },
    body: { name: source.name, content: rest.join('\n'), linesBefore: linesBefore + 1 },
  };
}

function parse(liquid: Liquid, source: Source): Template[] {
  try {
    return liquid.parse(source.content);
  } catch (error) {
    throw invalid(source, error);
  }
}

async function render(liquid: Liquid, source: Source, data: TextData): Promise<string> {
  const template = parse(liquid, source);
  try {
    return (await liquid.render(template, withoutNulls(data))) as string;
  } catch (error) {
    throw invalid(source, error);
  }
}

function invalid(source: Source, error: unknown): Error {
  if (!LiquidError.is(error)) return error instanceof Error ? error : new Error(String(error));
  const line = error.token.getPosition()[0];
  const what = (error.originalError ?? error).message;
  return failure('TEXT_INVALID', `${source.name}, line ${(line ?? 1) + source.linesBefore}: ${what}.`, {
    cause: error,
  });
}

function withoutNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(withoutNulls) as T;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(entries.map(([name, entry]) => [name, withoutNulls(entry)])) as T;
}
