import type { Document, Store } from '../../src/store/store';
import { accountOf, holderOf } from '../account-team';
import { failure } from '../failures';
import type { Texts } from '../texts';
import { changedData } from './changed-data';
import { pathsOf, readHtml, sha256Of, writeWhole } from './document-files';
import { docxOf } from './docx';
import { excerptOf } from './excerpt';
import { pageOf } from './page';
import type { Draft, ProposalActivities } from './port';

export interface ProposalDeps {
  readonly store: Store;
  readonly texts: Pick<Texts, 'renderHtml' | 'renderMail' | 'variables'>;
  /** Documents lie in its folder `proposals`. */
  readonly dataDir: string;
}

/** What the data of a stored version also says: the template it was made from, `expansion/proposal`. */
const TEMPLATE_ENTRY = '$template';

/**
 * Documents in versions. A version is made once: its files come first and the row that names them last, so that what is
 * in the store lies on the disk; a repeated request answers what is stored, even when the template has changed since.
 * TEXT_MISSING, TEXT_INVALID and DOCUMENT_CHANGED are final.
 *
 * @example
 * const proposals = createProposalActivities({ store, texts: createTexts('plays'), dataDir: '.playmaker' });
 */
export function createProposalActivities(deps: ProposalDeps): ProposalActivities {
  const { store, texts, dataDir } = deps;
  return {
    async draft({ play, text, data, author, ...request }) {
      const stored = await store.documents.get(request.documentId, 1);
      if (stored) return draftOf(dataDir, stored);
      const { person } = await holderOf(store, await accountOf(store, request.accountId), author, request.at);
      const entries = { ...data, preparedBy: person.name, [TEMPLATE_ENTRY]: `${play}/${text}` };
      return draftOf(dataDir, await make(deps, { ...request, version: 1, data: entries, by: play }));
    },

    async draftLetter({ play, text, accountId, from, data, at }) {
      const { person } = await holderOf(store, await accountOf(store, accountId), from, at);
      const { subject, text: body } = await texts.renderMail(play, text, { ...data, senderName: person.name });
      return { subject, body, sender: { email: person.email, name: person.name } };
    },

    async revise({ documentId, version, changes, by, at }) {
      const stored = await store.documents.get(documentId, version);
      if (stored) return draftOf(dataDir, stored);
      const base = await store.documents.get(documentId, version - 1);
      if (!base)
        throw failure('DOCUMENT_CHANGED', `Version ${version - 1} of document "${documentId}" is not in the store.`);
      const [play, text] = templateOf(base);
      const data = changedData(base.data, changes, await texts.variables(play, text));
      return draftOf(dataDir, await make(deps, { ...base, version, data, by, at }));
    },
  };
}

async function make(
  { store, texts, dataDir }: ProposalDeps,
  document: Omit<Document, 'files' | 'sha256'>,
): Promise<Document> {
  const { documentId, version, runId, accountId, title, data, by, at } = document;
  const [play, text] = templateOf(document);
  const body = await texts.renderHtml(play, text, data);
  const html = pageOf(title, body);
  // The customer sees the author: the sender, not whoever edited last.
  const author = typeof data.preparedBy === 'string' ? data.preparedBy : '';
  const files = pathsOf(accountId, documentId, version);
  await writeWhole(dataDir, files.docx, await docxOf(title, body, author, at));
  await writeWhole(dataDir, files.html, html);
  return store.documents.save({
    documentId,
    version,
    runId,
    accountId,
    title,
    data,
    files,
    sha256: sha256Of(html),
    by,
    at,
  });
}

function templateOf({ documentId, data }: Pick<Document, 'documentId' | 'data'>): [play: string, text: string] {
  const template = data[TEMPLATE_ENTRY];
  const [play, text] = typeof template === 'string' ? template.split('/') : [];
  if (!play || !text)
    throw failure('TEXT_MISSING', `Document "${documentId}" does not say which template it is made from.`);
  return [play, text];
}

async function draftOf(dataDir: string, document: Document): Promise<Draft> {
  const { documentId, version, title, files, sha256 } = document;
  return { documentId, version, title, files, sha256, excerpt: excerptOf(await readHtml(dataDir, document)) };
}
