import type { Read, Refused } from '../incoming';

/** What a door answers when it cannot understand something. */
export const refused = (refusal: Refused): Read => ({ kind: 'refused', ...refusal });
