import type { Instant } from '../../src/domain/waits';
import { failure } from '../failures';

const FONT = 'Calibri';

/** The page's style sheet once more, as Word's converter reads it: inline, by tag and class. */
const STYLES: Readonly<Record<string, string>> = {
  'p.kicker': 'color:#1d4f91;font-size:10pt;font-weight:bold',
  h1: 'color:#10202f',
  h2: 'color:#1d4f91',
  'p.byline': 'color:#52606d;margin-bottom:16pt',
  'p.lead': 'font-size:12.5pt;margin-bottom:8pt',
  'p.note': 'color:#52606d;font-size:9.5pt',
  table: 'width:100%;border-collapse:collapse;border:1px solid #cbd5df',
  th: 'text-align:left;background-color:#e7edf4;border:1px solid #cbd5df',
  'th.amount': 'text-align:right;background-color:#e7edf4;border:1px solid #cbd5df',
  td: 'margin-bottom:0;border:1px solid #cbd5df',
  'td.amount': 'margin-bottom:0;text-align:right;border:1px solid #cbd5df',
};

/**
 * The rendered template as a Word document. The words are the HTML's; what may differ is how they are set.
 * `at` becomes the document's date. TEXT_INVALID when the converter cannot read the template.
 */
export async function docxOf(title: string, body: string, by: string, at: Instant): Promise<Buffer> {
  try {
    return await convert(title, body, by, at);
  } catch (error) {
    // The converter reads nothing but its arguments: the same ones fail again.
    const why = error instanceof Error ? error.message : String(error);
    throw failure('TEXT_INVALID', `“${title}” cannot be made a Word document: ${why}.`, { cause: error });
  }
}

async function convert(title: string, body: string, by: string, at: Instant): Promise<Buffer> {
  // Loaded when first used: it is large, and most processes draft nothing.
  const { default: htmlToDocx } = await import('@turbodocx/html-to-docx');
  const document = await htmlToDocx(inlineStyles(xmlCharacters(body)), null, {
    title: property(title),
    creator: property(by),
    lastModifiedBy: property(by),
    keywords: ['proposal'],
    createdAt: new Date(at),
    modifiedAt: new Date(at),
    lang: 'en-US',
    font: FONT,
    fontSize: 22,
    // Twentieths of a point; what is left of a Letter page divides into whole columns.
    margins: { top: 1134, right: 1240, bottom: 1134, left: 1240 },
    table: { row: { cantSplit: true } },
    heading: {
      heading1: { font: FONT, fontSize: 48, bold: true, spacing: { before: 0, after: 80 } },
      heading2: { font: FONT, fontSize: 26, bold: true, spacing: { before: 280, after: 80 }, keepNext: true },
    },
  });
  if (Buffer.isBuffer(document)) return document;
  return Buffer.from(document instanceof Blob ? await document.arrayBuffer() : document);
}

/** What no XML document may hold, as a character or as a reference to one: XML 1.0 §2.2. */
const ILLEGAL = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
const REFERENCE = /&#(?:x([0-9a-f]+)|(\d+));?/gi;

const legalOnly = (text: string) => text.replace(ILLEGAL, (character) => (/[\t\n\r]/.test(character) ? character : ''));

function xmlCharacters(html: string): string {
  return legalOnly(html).replace(REFERENCE, (reference: string, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff && legalOnly(String.fromCodePoint(code)) ? reference : '';
  });
}

/** The converter puts a property into XML as it is and escapes all but `<`. */
function property(text: string): string {
  const legal = legalOnly(text);
  return legal.includes('<') ? `<![CDATA[${legal.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : legal;
}

function inlineStyles(body: string): string {
  return body.replace(/<(\w+)(?: class="([\w-]+)")?>/g, (tag, name: string, className?: string) => {
    const style = STYLES[`${name}.${className}`] ?? STYLES[name];
    return style ? `<${name} style="${style}">` : tag;
  });
}
