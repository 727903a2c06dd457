import fc from 'fast-check';
import type { AccountEvent, Trigger } from '../src/domain/events';
import { Facts, type FactMatch } from './facts';

const TYPES = ['content.engaged', 'meeting.booked', 'proposal.accepted', 'churn.notified'] as const;
const HEARD: readonly Trigger[] = ['content.engaged', 'meeting.booked', 'proposal.accepted'];
const CONTACTS = ['olivia', 'ben', 'hana'];
const ENTITIES = ['one', 'two'];

const events = fc.array(
  fc.record<AccountEvent>(
    {
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      type: fc.constantFrom(...TYPES),
      accountId: fc.constant('acme'),
      at: fc.constant('2026-03-02T09:00:00.000Z'),
      contactId: fc.constantFrom(...CONTACTS),
      entity: fc.constantFrom(...ENTITIES),
      data: fc.constant({}),
    },
    { requiredKeys: ['id', 'type', 'accountId', 'at', 'data'] },
  ),
  { maxLength: 12 },
);
const matches = fc.record<FactMatch>(
  {
    types: fc.subarray([...TYPES]),
    contacts: fc.subarray(CONTACTS),
    entity: fc.constantFrom(...ENTITIES),
  },
  { requiredKeys: ['types'] },
);

function heard(all: readonly AccountEvent[]) {
  const facts = new Facts({ listensTo: HEARD });
  const kept = all.filter((event) => facts.hear(event));
  return { facts, kept };
}

function fits(event: AccountEvent, { types, contacts, entity }: FactMatch): boolean {
  if (!types.includes(event.type)) return false;
  if (contacts && !contacts.some((contact) => contact === event.contactId)) return false;
  return entity === undefined || entity === event.entity;
}

it('counts a fact once, however often it is told, and only when the play listens to it', () => {
  fc.assert(
    fc.property(events, (all) => {
      const first = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
      expect(heard(all).kept).toEqual(first.filter(({ type }) => HEARD.includes(type)));
    }),
  );
});

it('gives each fact to one wait, the oldest that fits first', () => {
  fc.assert(
    fc.property(events, fc.array(matches, { maxLength: 8 }), (all, waits) => {
      const { facts, kept } = heard(all);
      const left = [...kept];
      for (const match of waits) {
        const expected = left.find((event) => fits(event, match));
        expect(facts.has(match)).toBe(expected !== undefined);
        expect(facts.take(match)).toBe(expected);
        if (expected) left.splice(left.indexOf(expected), 1);
      }
    }),
  );
});

it('takes nothing by looking', () => {
  fc.assert(
    fc.property(events, matches, (all, match) => {
      const { facts, kept } = heard(all);
      expect(facts.all(match)).toEqual(kept.filter((event) => fits(event, match)));
      expect(facts.has(match)).toBe(facts.has(match));
    }),
  );
});

it('is not met by a fact without a contact when the wait is for certain contacts', () => {
  const { facts } = heard([
    { id: 'a', type: 'content.engaged', accountId: 'acme', at: '2026-03-02T09:00:00.000Z', data: {} },
  ]);
  expect(facts.has({ types: ['content.engaged'], contacts: [] })).toBe(false);
  expect(facts.has({ types: ['content.engaged'], contacts: ['olivia'] })).toBe(false);
  expect(facts.has({ types: ['content.engaged'] })).toBe(true);
});
