/** @module Everything that people get to see, with sample data: for the page of the local inbox that shows it, and for tests. */
import type { PlayName } from '../../plays';
import type { GalleryData, GallerySample } from '../../temporal-dev/inbox';
import { commands } from './scenes/commands';
import { desk } from './scenes/desk';
import { dialogs } from './scenes/dialogs';
import { digest } from './scenes/digest';
import { mails } from './scenes/mails';
import { tasks } from './scenes/tasks';
import { threads } from './scenes/threads';
import { playScenes } from './plays';
import { inStudio } from './studio';

const SCENES = [...Object.values(playScenes), tasks, dialogs, desk, commands, digest, mails, threads] as const;

/** Everything that one play says, as `makeSamples` has it. */
export const makePlaySamples = (play: PlayName, data: GalleryData): Promise<readonly GallerySample[]> =>
  inStudio(data, playScenes[play]);

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
