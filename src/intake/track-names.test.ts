import { TOLD_TYPES } from '../domain/observations';
import { asObservation, translate } from './track-names';
import { Unreadable } from './unreadable';

describe('names of events', () => {
  it.each([
    'Support Opened',
    'support.opened',
    'support_opened',
    'supportOpened',
    'SUPPORT OPENED',
    'support-case-opened',
  ])('knows %s', (name) => {
    expect(translate(name, { case: '1', severity: 2 }, 'p')).toEqual({
      type: 'support.opened',
      data: { case: '1', severity: 2 },
    });
  });

  it.each(['', '...', 'Support', '__proto__', 'toString', 'Song Played'])('does not know "%s"', (name) => {
    expect(translate(name, {}, 'p')).toBeUndefined();
  });

  it('knows every type by its own name, or says which field is wrong', () => {
    for (const type of TOLD_TYPES) {
      try {
        expect(translate(type, {}, 'p')?.type).toBe(type);
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
        expect((error as Error).message).toMatch(/^p\./);
      }
    }
  });
});

describe('data', () => {
  it('prefers our own name of a field, and fills in what the name of the event says', () => {
    const fields = { ticket_id: 'theirs', case: 'ours', severity: 1 };
    expect(translate('Support Opened', fields, 'p')?.data).toEqual({ case: 'ours', severity: 1 });
    expect(translate('NPS Submitted', { kind: 'csat', score: 9 }, 'p')?.data).toEqual({ kind: 'nps', score: 9 });
  });

  it('says of a change only what it names', () => {
    expect(translate('Contract Updated', { plan: 'Growth' }, 'p')?.data).toEqual({ plan: 'Growth' });
    expect(asObservation('account.described', { name: 'Acme' }, 'p').data).toEqual({ name: 'Acme' });
  });

  it.each([
    ['Usage Measured', { limit: 'seats', used: 1e308 }, 'properties.used: at most 1,000,000,000,000'],
    ['Usage Measured', { limit: 'seats', used: 1, allowed: 1e13 }, 'properties.allowed: at most 1,000,000,000,000'],
    ['Usage Measured', { limit: 'seats', used: 94, allowed: 1e-308 }, 'properties.allowed: at least 0.001'],
    [
      'Contract Updated',
      { limits: [{ name: 'seats', used: 1e308, limit: 1 }] },
      'properties.limits.0.used: at most 1,',
    ],
    ['Contract Updated', { arr: 1e308 }, 'properties.arr: at most 1,000,000,000,000,000'],
  ])('refuses of %s what no share or sum can be made of: %j', (name, fields, words) => {
    expect(() => translate(name, fields, 'properties')).toThrow(words);
  });

  it('names at most five wrong fields, in the words of the sender', () => {
    const wrong = () => translate('Deal Moved', { opportunity_id: 1, stage: '', amount: -1 }, 'properties');
    expect(wrong).toThrow(/^properties\.opportunity_id: .*; properties\.stage: .*; properties\.amount: /);
  });
});
