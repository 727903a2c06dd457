import { verifyHubspotSignature } from '.';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const BODY =
  '[{"objectId":51,"propertyName":"jobtitle","propertyValue":"VP of Operations – Zürich","eventId":3816279340}]';
const TIME = 1_772_442_000_000;
// Made with: printf '%s' "POST$URI$BODY$TIME" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64
const SIGNATURE = '+sR8wRAUxvHD/ClAkfka2b1+wmrKeAp/LJQYaG6+tf0=';
const SIGNATURE_WITH_QUERY = 'Fyy2B3FpXNjuUFzZR4l2OJNmDTB1MuAnkbqlQUnP6Jg=';
const REQUEST = {
  method: 'POST',
  uri: 'https://play.acme.example/webhooks/hubspot',
  body: BODY,
  timestamp: String(TIME),
  signature: SIGNATURE,
  secret: SECRET,
  now: new Date(TIME),
};
const reasonOf = (change: Partial<Parameters<typeof verifyHubspotSignature>[0]>): string | undefined => {
  const verdict = verifyHubspotSignature({ ...REQUEST, ...change });
  return verdict.valid ? undefined : verdict.reason;
};
const later = (seconds: number) => ({ now: new Date(TIME + seconds * 1000) });

it('accepts what HubSpot signed, for five minutes, as text and as bytes', () => {
  expect(reasonOf({})).toBeUndefined();
  expect(reasonOf({ body: Buffer.from(BODY) })).toBeUndefined();
  expect(reasonOf(later(299))).toBeUndefined();
  expect(reasonOf(later(-299))).toBeUndefined();
});

it.each([
  ['encoded', 'to=a%3Ab%2Fc%3Fd%40e%21f%24g%27h%28i%29j%2Ak%2Cl%3Bm%20n%26o'],
  ['encoded in lower case', 'to=a%3ab%2fc%3fd%40e%21f%24g%27h%28i%29j%2ak%2cl%3bm%20n%26o'],
  ['plain', "to=a:b/c?d@e!f$g'h(i)j*k,l;m%20n%26o"],
])('decodes in the address what HubSpot decodes, and nothing else: %s', (_how, query) => {
  expect(reasonOf({ uri: `${REQUEST.uri}?${query}`, signature: SIGNATURE_WITH_QUERY })).toBeUndefined();
});

it.each([
  ['an old signature', later(301)],
  ['one of the future', later(-301)],
  ['another body', { body: `${BODY} ` }],
  ['another method', { method: 'PUT' }],
  ['another address', { uri: 'https://play.acme.example/webhooks/hubspot?x=1' }],
  ['another secret', { secret: 'other' }],
  ['another timestamp', { timestamp: String(TIME + 1) }],
  ['a timestamp in words', { timestamp: 'now' }],
  ['a timestamp of a negative number', { timestamp: '-1' }],
  ['a short signature', { signature: SIGNATURE.slice(0, 8) }],
  ['an empty signature', { signature: '' }],
  ['a signature of more bytes than characters', { signature: `${SIGNATURE.slice(0, -1)}ü` }],
  ['no signature', { signature: undefined }],
  ['no timestamp', { timestamp: undefined }],
  ['no secret to check with', { secret: '' }],
])('refuses %s', (_what, change) => expect(reasonOf(change)).toMatch(/signature|signed/));
