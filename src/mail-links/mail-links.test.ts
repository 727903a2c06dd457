import fc from 'fast-check';
import { Secret } from '../config';
import { createMailLinks, type TaskLink } from '.';

const secret = new Secret('the-secret-of-the-tests-0123456789');
const NOW = Date.parse('2026-03-02T09:00:00.000Z');
const DAY = 86_400_000;
const linksAt = (at: number, with_ = secret) =>
  createMailLinks({ secret: with_, publicUrl: 'https://plays.example.com', now: () => new Date(at) });
const links = linksAt(NOW);
const runId = 'play/expansion/acme/2026-03';
const request = {
  runId,
  taskId: `${runId}/task/1`,
  email: 'ana@example.com',
  due: '2026-03-03T15:00:00.000Z',
  key: 'k',
};
const tokenOf = (url: string) => url.slice('https://plays.example.com/t/'.length);
const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });

it('brings back what it was made for, whatever that is', () => {
  fc.assert(
    fc.property(
      text,
      text,
      fc.boolean(),
      fc.option(text, { nil: undefined }),
      text,
      (run, task, isOfRun, choice, email) => {
        const about = { runId: run, taskId: isOfRun ? `${run}/${task}` : task, ...(choice && { choice }), email };
        const { url, expiresAt } = links.task({ ...about, due: request.due, key: 'k' });
        const read = links.readTask(tokenOf(url));
        expect(read).toMatchObject({ kind: 'valid', link: { ...about, expiresAt } });
        expect(new URL(url).pathname).toBe(`/t/${tokenOf(url)}`);
      },
    ),
  );
});

it('is nothing when any of its characters is another one, is missing or is added', () => {
  const token = tokenOf(links.task(request).url);
  fc.assert(
    fc.property(
      fc.nat(token.length),
      fc.constantFrom('', 'A', 'b', '0', '-', '.', '~', ' ', '%'),
      fc.boolean(),
      (at, put, over) => {
        const changed = token.slice(0, at) + put + token.slice(over ? at + 1 : at);
        fc.pre(changed !== token);
        expect(links.readTask(changed)).toEqual({ kind: 'unknown' });
      },
    ),
  );
});

it('is nothing when it is any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.webPath()), (token) => {
      expect(links.readTask(token)).toEqual({ kind: 'unknown' });
      expect(links.readUnsubscribe(token)).toBeUndefined();
    }),
  );
});

it('means nothing elsewhere: with another secret, or for another purpose', () => {
  const task = tokenOf(links.task(request).url);
  expect(linksAt(NOW, new Secret('another-secret-of-the-tests-012345')).readTask(task)).toEqual({ kind: 'unknown' });
  expect(links.readUnsubscribe(task)).toBeUndefined();
  const url = links.unsubscribe({ accountId: 'acme', contactId: 'lee', email: 'lee@acme.example' });
  expect(links.readTask(url.split('/u/')[1]!)).toEqual({ kind: 'unknown' });
});

it.each([
  ['14 days after the task was due', '2026-03-03T15:00:00.000Z', Date.parse('2026-03-17T15:00:00.000Z')],
  ['7 days after it was sent, when that is later', '2026-01-01T00:00:00.000Z', NOW + 7 * DAY],
  ['7 days after it was sent, when there is no due time', '', NOW + 7 * DAY],
])('expires %s', (_when, due, expiry) => {
  const { url, expiresAt } = links.task({ ...request, due });
  expect(Date.parse(expiresAt)).toBe(expiry);
  expect(linksAt(expiry - 1).readTask(tokenOf(url)).kind).toBe('valid');
  expect(linksAt(expiry).readTask(tokenOf(url)).kind).toBe('expired');
});

it('has an id of its own by mail, person and choice, and the same one when the mail is sent again', () => {
  const idOf = (change: Partial<Parameters<typeof links.task>[0]>) =>
    (links.readTask(tokenOf(links.task({ ...request, ...change }).url)) as { link: TaskLink }).link.id;
  const ids = [{}, { choice: 'confirm' }, { choice: 'not-yet' }, { key: 'other' }, { email: 'ben@example.com' }].map(
    idOf,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(idOf({ choice: 'confirm' })).toBe(ids[1]);
});

it('stays short enough for mail programs with the longest names in use', () => {
  const longest = `play/retention-save/${'a'.repeat(60)}/${'k'.repeat(60)}`;
  const { url } = links.task({ ...request, runId: longest, taskId: `${longest}/task/12`, choice: 'not-yet' });
  expect(url.length).toBeLessThan(500);
});
