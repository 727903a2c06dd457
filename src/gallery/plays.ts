/** @module What plays say, by play: a scene for each of the catalogue. */
import type { PlayName } from '../../plays';
import { advocacyAsk } from './scenes/advocacy-ask';
import { expansion } from './scenes/expansion';
import { onboarding } from './scenes/onboarding';
import { retentionSave } from './scenes/retention-save';
import type { Studio } from './studio';

export const playScenes: Readonly<Record<PlayName, (studio: Studio) => Promise<void>>> = {
  expansion,
  'retention-save': retentionSave,
  onboarding,
  'advocacy-ask': advocacyAsk,
};
