import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Document } from '../../src/store/store';
import { failure } from '../failures';

export const sha256Of = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Where a version of a document lies, relative to the data folder: `proposals/acme/<document>/v1.html`. */
export function pathsOf(accountId: string, documentId: string, version: number): Document['files'] {
  const folder = `proposals/${nameOf(accountId)}/${nameOf(documentId)}`;
  return { html: `${folder}/v${version}.html`, docx: `${folder}/v${version}.docx` };
}

/** Writes a whole file or none, whatever interrupts it. */
export async function writeWhole(dataDir: string, path: string, content: string | Buffer): Promise<void> {
  const target = join(dataDir, path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(temporary, content, { flush: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The HTML of a stored version. DOCUMENT_CHANGED when it is not, or no longer, what was stored. */
export async function readHtml(dataDir: string, { documentId, version, files, sha256 }: Document): Promise<string> {
  const changed = (what: string, cause?: unknown) =>
    failure('DOCUMENT_CHANGED', `Version ${version} of document "${documentId}" (${files.html}) ${what}.`, { cause });
  const html = await readFile(join(dataDir, files.html), 'utf8').catch((error: unknown) => {
    throw changed('cannot be read', error);
  });
  if (sha256Of(html) !== sha256) throw changed('is not what was drafted');
  return html;
}

/** A file name that reads like the id. Ids that would look alike, or are no safe name, are told apart by a hash. */
function nameOf(id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(id)) return id;
  const words = id.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // Its end tells most; a word that is cut off tells nothing.
  const readable = words.length > 60 ? words.slice(-60).replace(/^[^-]*-/, '') : words;
  return `${readable}-${sha256Of(id).slice(0, 8)}`;
}
