import { z } from 'zod';

/** HubSpot's ids of records are numbers; where one came as text, it is the same number. */
const id = z.union([z.int().nonnegative().transform(String), z.string().regex(/^\d{1,20}$/, 'a number')]);

/**
 * One event of a webhook, with the fields that are read here; HubSpot sends others besides and adds to them.
 * Source: developers.hubspot.com/docs/apps/legacy-apps/public-apps/create-generic-webhook-subscriptions.
 */
export const hubspotEventSchema = z.looseObject({
  /** Not unique by itself, and the same in every attempt to deliver the event. */
  eventId: id,
  subscriptionId: id.optional(),
  portalId: id.optional(),
  /** Milliseconds since 1970. */
  occurredAt: z.int(),
  /** `contact.propertyChange`, or `object.propertyChange` together with `objectTypeId`. */
  subscriptionType: z.string().max(100).optional(),
  /** How HubSpot's older examples call `subscriptionType`. */
  eventType: z.string().max(100).optional(),
  /** `0-1`: contacts. */
  objectTypeId: z.string().max(100).nullish(),
  objectId: id.nullish(),
  propertyName: z.string().max(200).nullish(),
  propertyValue: z.string().nullish(),
  primaryObjectId: id.nullish(),
  mergedObjectIds: z.array(id).max(1000).nullish(),
  newObjectId: id.nullish(),
  associationType: z.string().max(200).nullish(),
  fromObjectTypeId: z.string().max(100).nullish(),
  toObjectTypeId: z.string().max(100).nullish(),
  fromObjectId: id.nullish(),
  toObjectId: id.nullish(),
  associationRemoved: z.boolean().nullish(),
});
export type HubspotEvent = z.output<typeof hubspotEventSchema>;

/**
 * What names an event over all attempts to deliver it. HubSpot does not promise that `eventId` is unique, so the
 * subscription, the record and the moment belong to it; `attemptNumber` does not, it counts the attempts.
 */
export const eventName = ({
  portalId,
  subscriptionId,
  eventId,
  objectId,
  fromObjectId,
  occurredAt,
}: HubspotEvent): string =>
  [portalId ?? 0, subscriptionId ?? 0, eventId, objectId ?? fromObjectId ?? 0, occurredAt].join('-');

/** The records of HubSpot's that tell something about an account. */
export const RECORDS = ['contact', 'company', 'deal', 'ticket'] as const;
export type RecordKind = (typeof RECORDS)[number];

/** How generic subscriptions call them. */
const BY_TYPE_ID: Readonly<Record<string, RecordKind>> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-5': 'ticket',
};

/** The record behind `0-1` and the like. */
export const recordOfType = (typeId: string | null | undefined): RecordKind | undefined =>
  typeId && Object.hasOwn(BY_TYPE_ID, typeId) ? BY_TYPE_ID[typeId] : undefined;

/** `contact.propertyChange`, whichever field says it. */
export const typeOf = ({ subscriptionType, eventType }: HubspotEvent): string => subscriptionType ?? eventType ?? '';

/** What happened to a record of which kind: `contact.creation` is a contact's creation, with or without generic words. */
export function changeOf(event: HubspotEvent): { record: RecordKind; change: string } | undefined {
  const [of, change, ...rest] = typeOf(event).split('.');
  if (!change || rest.length > 0) return undefined;
  const record = of === 'object' ? recordOfType(event.objectTypeId) : RECORDS.find((kind) => kind === of);
  return record && { record, change };
}
