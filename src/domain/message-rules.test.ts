import { channelFor, channelsIn, messageRulesSchema } from './message-rules';

const rules = messageRulesSchema.parse({
  channel: '#customer-success',
  teams: { 'Dana@vendor.example': '#team-dana', 'marcus@vendor.example': 'C0123ABCD' },
  accounts: { acme: '#acme' },
});
const account = (id: string, csm?: string, lead?: string) => ({
  id,
  team: { ...(csm && { csm }), ...(lead && { 'cs-manager': lead }) },
});

it.each([
  ['its own', account('acme', 'dana@vendor.example'), '#acme'],
  [
    'that of its customer success manager',
    account('globex', 'dana@vendor.example', 'marcus@vendor.example'),
    '#team-dana',
  ],
  ['that of their lead', account('globex', 'ben@vendor.example', 'MARCUS@vendor.example'), 'C0123ABCD'],
  ['the default', account('globex', 'ben@vendor.example'), '#customer-success'],
])('gives an account %s', (_whose, whom, channel) => {
  expect(channelFor(rules, whom)).toBe(channel);
});

it('finds the channel of an account by the id it had before it became part of another one', () => {
  expect(channelFor(rules, account('globex'), 'acme')).toBe('#acme');
});

it('knows no channel by default, and sends tasks directly', () => {
  const none = messageRulesSchema.parse({});
  expect(channelFor(none, account('acme', 'dana@vendor.example'))).toBeUndefined();
  expect(none.tasks).toBe('direct');
  expect(channelsIn(none)).toEqual([]);
  expect(channelsIn(rules)).toEqual(['#customer-success', '#team-dana', 'C0123ABCD', '#acme']);
});
