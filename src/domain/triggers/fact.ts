import type { AccountEvent, Trigger } from '../events';
import { shortHash } from '../fnv1a';
import type { Observed } from '../observations';
import type { Instant } from '../waits';

type Told = Pick<AccountEvent, 'entity' | 'contactId'> & {
  readonly data?: AccountEvent['data'];
  /** A sentence. */
  readonly because: string;
};

/** As long as the id of a fact may be. */
const ID_LENGTH = 200;
const SENTENCE_LENGTH = 1000;

/** A fact that follows from what is known: its id is made of what it is about and when, so that it is the same every time. */
export function derivedFact(type: Trigger, accountId: string, at: Instant, told: Told, subject?: string): AccountEvent {
  const about = subject ?? told.entity ?? told.contactId ?? '';
  return withoutUndefined({
    id: boundedId(`${type}/${about}/${at}`),
    type,
    accountId,
    at,
    ...told,
    data: told.data ?? {},
  });
}

/** A fact that is the observation itself: its id is the sender's with the source before it. */
export const observedFact = (type: Trigger, { source, id, at, accountId }: Observed, told: Told): AccountEvent =>
  withoutUndefined({ id: boundedId(`${source}:${id}`), type, accountId, at, ...told, data: told.data ?? {} });

function boundedId(id: string): string {
  const hash = shortHash(id);
  return id.length <= ID_LENGTH ? id : `${cut(id, ID_LENGTH - hash.length - 1)}~${hash}`;
}

const sentence = (text: string): string =>
  text.length <= SENTENCE_LENGTH ? text : `${cut(text, SENTENCE_LENGTH - 1)}…`;

/** Never leaves half of a character: databases refuse that. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Without keys that have no value, so that JSON keeps it as it is. */
function withoutUndefined({ entity, contactId, because = '', ...fact }: AccountEvent): AccountEvent {
  return {
    ...fact,
    ...(entity !== undefined && { entity }),
    ...(contactId !== undefined && { contactId }),
    because: sentence(because),
  };
}
