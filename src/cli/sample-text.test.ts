import type { GallerySample } from '../../temporal-dev/inbox';
import { sampleText } from './sample-text';

const sample = (content: GallerySample['content']) =>
  sampleText({ data: 'ordinary', group: 'Play: expansion', title: 'One', content });

describe('a sample as text', () => {
  it('of a message is what it says, as people see it', () => {
    const text = sample({ kind: 'message', text: 'R&amp;D &lt;one&gt;', blocks: [] });
    expect(text).toBe('── One (in Slack)\nR&D <one>\n\n');
  });

  it('of a dialog has its title, labels and what its fields begin with, in order', () => {
    const plain = (text: string) => ({ type: 'plain_text' as const, text });
    const input = { type: 'input', label: plain('Your reason'), element: { initial_value: 'Too soon' } };
    const blocks = [{ type: 'section', text: plain('Why?') }, input];
    expect(sample({ kind: 'modal', view: { type: 'modal', title: plain('Not yet'), blocks } })).toBe(
      '── One (dialog)\nNot yet\nWhy?\nYour reason\nToo soon\n\n',
    );
  });

  it('of a document has all its words', () => {
    const words = 'word '.repeat(2000).trim();
    expect(sample({ kind: 'page', html: `<body><p>${words}</p></body>` })).toContain(words);
  });
});
