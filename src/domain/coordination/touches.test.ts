import { later } from '../waits';
import { coordinator, saying } from './coordinator.fixture';
import { DAY_MS } from './windows';

describe('customer-facing touches', () => {
  it('are at most two per contact in 7 days, across all plays; a third waits for the first to be a week old', () => {
    const acme = coordinator();
    const first = acme.now();
    expect(acme.touch({ runId: 'play/expansion/acme/1' }).kind).toBe('granted');
    acme.pass(1);
    expect(acme.touch({ runId: 'play/renewal/acme/1' }).kind).toBe('granted');
    acme.pass(1);
    expect(acme.touch()).toEqual({
      kind: 'deferred',
      until: later(first, 7 * DAY_MS),
      because:
        'The contact had 2 customer-facing touches in 7 days, and 2 are allowed; possible at 2026-03-09 09:00 UTC.',
    });
    acme.pass(5);
    expect(acme.touch().kind).toBe('granted');
  });

  it('are at most five per account in 7 days', () => {
    const acme = coordinator();
    for (const contactId of ['a', 'b', 'c', 'd', 'e']) expect(acme.touch({ contactId }).kind).toBe('granted');
    expect(acme.touch({ contactId: 'f' })).toMatchObject({
      kind: 'deferred',
      because: saying('The account had 5'),
    });
  });

  it('count once, however often they are asked for', () => {
    const acme = coordinator();
    for (let again = 0; again < 5; again++) expect(acme.touch({ key: 'same' }).kind).toBe('granted');
    expect(acme.touch().kind).toBe('granted');
    expect(acme.touch().kind).toBe('deferred');
  });

  it('do not count messages that are transactional or answer the customer, which go out at any hour', () => {
    const acme = coordinator();
    const nextOpening = later(acme.now(), DAY_MS);
    for (const kind of ['transactional', 'answer', 'transactional', 'answer'] as const)
      expect(acme.touch({ kind, nextOpening, consent: 'unknown' }).kind).toBe('granted');
    expect(acme.touch().kind).toBe('granted');
  });

  it('wait for the end of the quiet hours of the recipient', () => {
    const acme = coordinator();
    const nextOpening = later(acme.now(), 0.5 * DAY_MS);
    expect(acme.touch({ nextOpening })).toEqual({
      kind: 'deferred',
      until: nextOpening,
      because: 'It is a quiet hour for the recipient; possible at 2026-03-02 21:00 UTC.',
    });
  });

  it.each([
    ['who withdrew consent', { consent: 'withdrawn', kind: 'transactional' }, 'consent'],
    ['who is suppressed', { suppressed: true, kind: 'answer' }, 'suppressed'],
    ['whose consent is not known', { consent: 'unknown' }, 'consent-unknown'],
  ] as const)('never reach a contact %s', (_who, more, code) => {
    expect(coordinator().touch(more)).toMatchObject({ kind: 'declined', code });
  });

  it('of a play that a save holds wait, those of a play that ended are declined', () => {
    const acme = coordinator();
    acme.start('expansion');
    acme.start('retention-save');
    expect(acme.touch().kind).toBe('deferred');
    acme.ended('retention-save', 'saved');
    expect(acme.touch()).toMatchObject({ kind: 'declined', code: 'run-ended' });
  });
});
