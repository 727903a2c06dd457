import { sectionBlocks } from '../../activities/notify/section-blocks';
import { readPageButton } from '../server/slack/desk';
import { composeDigest } from './digest';
import { digestWords } from './digest-words';
import { entry, material, open } from './material.fixture';

it('lets a task be opened where it stands in Slack, by the button that all lists of tasks have', () => {
  const digest = composeDigest(material({ tasks: [open('late', '2026-02-27T14:00:00.000Z')], entries: [entry('e')] }));
  const blocks = sectionBlocks(digestWords(digest!).sections ?? []);
  const buttons = blocks.flatMap((block) =>
    block.type === 'section' && block.accessory?.type === 'button' ? [block.accessory] : [],
  );
  expect(buttons.map(({ action_id = '', value }) => readPageButton({ action_id, value }))).toEqual([
    { action: 'task', value: 'late' },
  ]);
  expect(buttons[0]).toMatchObject({ accessibility_label: 'Open the task for Acme' });
});
