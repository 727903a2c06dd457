import fc from 'fast-check';
import type { Contact } from './account';
import { selectContacts } from './contact-selection';
import { SENIORITIES } from './roles';

const now = '2026-03-02T09:00:00.000Z';
const contact = (change: Partial<Contact>): Contact => ({
  id: 'someone',
  name: 'Someone',
  email: 'someone@acme.example',
  seniority: 'vp',
  timeZone: 'UTC',
  country: 'US',
  consent: 'granted',
  ...change,
});

describe('selecting contacts', () => {
  it('finds those who joined lately, not long ago, not in the future', () => {
    const contacts = [
      '2026-02-20T00:00:00.000Z',
      '2025-11-01T00:00:00.000Z',
      '2026-03-05T00:00:00.000Z',
      undefined,
    ].map((joinedAt, index) => contact({ id: `c${index}`, joinedAt }));
    expect(selectContacts(contacts, { joinedWithin: '30 days' }, now).map(({ id }) => id)).toEqual(['c0']);
  });

  it('takes seniority as a floor', () => {
    const contacts = SENIORITIES.map((seniority) => contact({ id: seniority, seniority }));
    expect(selectContacts(contacts, { seniority: 'vp' }, now).map(({ id }) => id)).toEqual(['c-level', 'vp']);
  });

  it('finds the direct reports of somebody', () => {
    const contacts = [
      contact({ id: 'boss' }),
      contact({ id: 'one', reportsTo: 'boss' }),
      contact({ id: 'two', reportsTo: 'one' }),
    ];
    expect(selectContacts(contacts, { reportsTo: ['boss'] }, now).map(({ id }) => id)).toEqual(['one']);
  });

  it('never answers a contact who withdrew consent, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('granted', 'unknown', 'withdrawn')), (consents) => {
        const contacts = consents.map((consent, index) => contact({ id: `c${index}`, consent }));
        const found = selectContacts(contacts, {}, now);
        expect(found).toHaveLength(consents.filter((consent) => consent !== 'withdrawn').length);
        expect(found.every(({ consent }) => consent !== 'withdrawn')).toBe(true);
      }),
    );
  });
});
