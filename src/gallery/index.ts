/** @module Everything that people get to see, with sample data: for the page of the local inbox that shows it, and for tests. */
import type { PlayName } from '../../plays';
import type { GalleryData, GallerySample } from '../../temporal-dev/inbox';
import { advocacyAsk } from './scenes/advocacy-ask';
import { commands } from './scenes/commands';
import { desk } from './scenes/desk';
import { dialogs } from './scenes/dialogs';
import { digest } from './scenes/digest';
import { expansion } from './scenes/expansion';
import { mails } from './scenes/mails';
import { onboarding } from './scenes/onboarding';
import { retentionSave } from './scenes/retention-save';
import { tasks } from './scenes/tasks';
import { threads } from './scenes/threads';
import { inStudio } from './studio';

const SCENES = [
  ...[expansion, retentionSave, onboarding, advocacyAsk],
  ...[tasks, dialogs, desk, commands, digest, mails, threads],
] as const;

/** What plays say, by play. */
const PLAYS: Readonly<Record<PlayName, (typeof SCENES)[number]>> = {
  expansion,
  onboarding,
  'retention-save': retentionSave,
  'advocacy-ask': advocacyAsk,
};

/** Everything that one play says, as `makeSamples` has it. */
export const makePlaySamples = (play: PlayName, data: GalleryData): Promise<readonly GallerySample[]> =>
  inStudio(data, PLAYS[play]);

/**
 * The samples of one kind of data. It takes some seconds: they come from the real channels, pages and commands.
 *
 * @example
 * const inbox = await startInbox({ gallery: makeSamples });
 */
export const makeSamples = (data: GalleryData): Promise<readonly GallerySample[]> =>
  inStudio(data, async (studio) => {
    for (const scene of SCENES) await scene(studio);
  });
