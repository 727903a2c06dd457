import { type GallerySample, startInbox } from '..';

const said = (title: string, text: string): GallerySample => ({
  ...{ data: 'ordinary', group: 'Cards', title },
  content: { kind: 'message', text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `*${text}*` } }] },
});
const dialog: GallerySample = {
  ...{ data: 'ordinary', group: 'Dialogs', title: 'A reason' },
  content: {
    kind: 'modal',
    view: {
      type: 'modal',
      title: { type: 'plain_text', text: 'Not yet' },
      blocks: [
        {
          ...{ type: 'input', block_id: 'reason', label: { type: 'plain_text', text: 'Why?' } },
          element: { type: 'plain_text_input', action_id: 'value' },
        },
      ],
    },
    errors: { reason: 'Please give a reason.' },
  },
};
const page: GallerySample = {
  ...{ data: 'ordinary', group: 'Pages', title: 'Unsubscribe' },
  content: { kind: 'page', html: '<script>alert(1)</script>' },
};

async function read(url: string): Promise<string> {
  const response = await fetch(url);
  return response.text();
}
/** The page once the samples are made. */
async function made(url: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = await read(url);
    if (!text.includes('are being made')) return text;
  }
  throw new Error('the samples are not made');
}

it('shows the samples once they are made, each kind when somebody looks at it', async () => {
  const asked: string[] = [];
  const inbox = await startInbox({
    gallery: async (data) => {
      asked.push(data);
      return [said('Open', `A card of ${data} data`), dialog, page].map((sample) => ({ ...sample, data }));
    },
  });
  expect(await read(`${inbox.url}/`)).toContain('href="/gallery"');
  expect(await read(`${inbox.url}/gallery`)).toContain('The samples are being made');
  const all = await made(`${inbox.url}/gallery`);
  expect(all).toContain('<strong>A card of ordinary data</strong>');
  expect(all).toContain('Please give a reason.');
  expect(all).toContain('&lt;script&gt;alert(1)');
  expect(all).not.toContain('<script>');
  const cards = await made(`${inbox.url}/gallery?data=hostile&group=Cards`);
  expect(cards).toContain('A card of hostile data');
  expect(cards).not.toContain('Please give a reason.');
  await made(`${inbox.url}/gallery`);
  expect(asked).toEqual(['ordinary', 'hostile']);
  await inbox.stop();
});

it('says why they could not be made, and tries again', async () => {
  let attempts = 0;
  const inbox = await startInbox({
    gallery: async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('No template <proposal>.');
      return [said('Open', 'A card')];
    },
  });
  expect(await made(`${inbox.url}/gallery`)).toContain('could not be made: No template &lt;proposal&gt;.');
  expect(await made(`${inbox.url}/gallery`)).toContain('<strong>A card</strong>');
  await inbox.stop();
});

it('is not there where nothing makes samples', async () => {
  const inbox = await startInbox();
  expect(await read(`${inbox.url}/`)).not.toContain('/gallery');
  expect((await fetch(`${inbox.url}/gallery`)).status).toBe(404);
  await inbox.stop();
});
