import type { Person } from './account';
import { isAway, resolveRole } from './role-resolution';

const at = '2026-03-02T09:00:00.000Z';
const away = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-04T00:00:00.000Z' };
const person = (name: string, more: Partial<Person> = {}): Person => ({
  email: `${name}@vendor.example`,
  name,
  timeZone: 'Europe/Berlin',
  country: 'DE',
  ...more,
});
const team = { csm: 'ana@vendor.example' };

describe('who answers for a role', () => {
  it('is its holder', () => {
    const ana = person('ana');
    expect(resolveRole({ team }, [ana, person('ben')], 'csm', at)).toEqual({ person: ana });
  });

  it('is the delegate while the holder is away, and the holder again afterwards', () => {
    const ana = person('ana', { away, delegate: 'Ben@vendor.example' });
    const ben = person('ben');
    expect(resolveRole({ team }, [ana, ben], 'csm', at)).toEqual({ person: ben, standsInFor: ana });
    expect(resolveRole({ team }, [ana, ben], 'csm', away.until)).toEqual({ person: ana });
  });

  it("is the delegate's delegate when both are away", () => {
    const ana = person('ana', { away, delegate: 'ben@vendor.example' });
    const ben = person('ben', { away, delegate: 'cem@vendor.example' });
    const cem = person('cem');
    expect(resolveRole({ team }, [ana, ben, cem], 'csm', at)).toEqual({ person: cem, standsInFor: ana });
  });

  it('is the holder when no one of the chain is present', () => {
    const ana = person('ana', { away, delegate: 'ben@vendor.example' });
    const ben = person('ben', { away, delegate: 'ana@vendor.example' });
    expect(resolveRole({ team }, [ana, ben], 'csm', at)).toEqual({ person: ana });
    expect(resolveRole({ team }, [ana], 'csm', at)).toEqual({ person: ana });
  });

  it('is nobody when the role is vacant or its holder unknown', () => {
    expect(resolveRole({ team }, [person('ana')], 'ae', at)).toBeUndefined();
    expect(resolveRole({ team }, [person('ben')], 'csm', at)).toBeUndefined();
  });
});

test('an absence begins with its first instant and ends before its last', () => {
  const ana = person('ana', { away });
  expect([isAway(ana, away.from), isAway(ana, at), isAway(ana, away.until), isAway({}, at)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
