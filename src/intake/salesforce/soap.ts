import { XMLParser, type EntityDecoderOptions } from 'fast-xml-parser';
import { z } from 'zod';
import { fits, Unreadable } from '../unreadable';

/** What a record says, by field without prefix: `{ Id: '0015e…', Name: 'Acme' }`. Fields without a value are absent. */
export type Fields = Readonly<Record<string, string>>;

/** One notification of a message, whole. */
export interface Notification {
  /** The same in every attempt to deliver it. */
  readonly id: string;
  /** `Opportunity`, or the name of an object of the customer's own. */
  readonly object: string;
  readonly fields: Fields;
}

/** What one message holds. */
export interface OutboundMessage {
  /** Of the Salesforce organization that sent it. */
  readonly organizationId: string;
  /** Each by itself: one that cannot be read says nothing against the others. */
  readonly notifications: readonly unknown[];
}

/** Salesforce bundles no more (`maxOccurs="100"` in its WSDL). */
const MOST_NOTIFICATIONS = 100;

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function character(reference: string, name: string): string {
  const code = /^#x[0-9a-f]{1,6}$/i.test(name)
    ? parseInt(name.slice(2), 16)
    : /^#\d{1,7}$/.test(name)
      ? +name.slice(1)
      : -1;
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return (Object.hasOwn(CHARACTERS, name) ? CHARACTERS[name] : undefined) ?? reference;
}

/**
 * Knows the five characters that XML itself escapes, and characters by number: nothing that a document declares, and
 * nothing that expands to more than one character. So there is nothing to bomb with and nothing to reach outside by.
 */
const FIXED_CHARACTERS: EntityDecoderOptions = {
  decode: (text) => text.replace(/&(#?[a-z0-9]{1,8});/gi, character),
  addInputEntities: (declared) => {
    if (Object.keys(declared).length > 0) throw new Error('declared entities');
  },
  setExternalEntities: () => undefined,
  setXmlVersion: () => undefined,
  reset: () => undefined,
};

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 12,
  entityDecoder: FIXED_CHARACTERS,
  isArray: (name) => name === 'Notification',
});

/** SOAP allows no document type declaration (SOAP 1.1, section 3), so none is ever read. */
const DECLARATION = /<!\s*(DOCTYPE|ENTITY)/i;

const text = z.string().trim().min(1);
const messageSchema = z.looseObject({
  Envelope: z.looseObject({
    Body: z.looseObject({
      notifications: z.looseObject({
        OrganizationId: text.max(18),
        Notification: z.array(z.unknown()).min(1).max(MOST_NOTIFICATIONS),
      }),
    }),
  }),
});

function parsed(xml: string): unknown {
  if (DECLARATION.test(xml)) throw new Unreadable('BODY_INVALID', 'A SOAP message holds no document type declaration.');
  try {
    return parser.parse(xml, true);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    throw new Unreadable('BODY_INVALID', `Not well-formed XML: ${why}`);
  }
}

/**
 * Reads the envelope of an outbound message.
 *
 * @throws Unreadable when it is no SOAP message with notifications
 */
export function openMessage(xml: string): OutboundMessage {
  const { notifications } = fits(messageSchema, parsed(xml), '').Envelope.Body;
  return { organizationId: notifications.OrganizationId, notifications: notifications.Notification };
}

/** A field as the parser gives it: text, or an object when it has attributes. */
const valueSchema = z.union([z.string(), z.looseObject({ '#text': z.string() }).transform((value) => value['#text'])]);
const notificationSchema = z.strictObject({
  Id: text.max(18).regex(/^[A-Za-z0-9]+$/, 'an id of Salesforce'),
  sObject: z.looseObject({
    '@type': text.max(100).transform((type) => type.replace(/^.*:/, '')),
    Id: z.string('expected the id of the record').regex(/^[A-Za-z0-9]{15,18}$/, 'expected the id of the record'),
  }),
});

/**
 * Reads one notification as `openMessage` gave it.
 *
 * @throws Unreadable naming the field
 */
export function openNotification(raw: unknown): Notification {
  const { Id, sObject } = fits(notificationSchema, raw, '');
  // Whatever is no text says nothing here: a field that is nil, the parts of an address.
  const fields = Object.entries(sObject)
    .filter(([name]) => !name.startsWith('@') && name !== '#text')
    .map(([name, value]) => [name, valueSchema.safeParse(value).data?.trim()] as const)
    .filter((field): field is readonly [string, string] => Boolean(field[1]));
  return { id: Id, object: sObject['@type'], fields: Object.fromEntries(fields) };
}

/** The id of a notification that otherwise cannot be read, if it has one. */
export function idOf(raw: unknown): string | undefined {
  const id = z.looseObject({ Id: z.string().max(18) }).safeParse(raw);
  return id.success ? id.data.Id : undefined;
}
