import { ACME, PEOPLE } from '../testing/acme.fixture';
import { rolesHeld } from './roles-held';

const AT = '2026-03-02T09:00:00.000Z';

describe('roles held on an account', () => {
  it('are those of the team, whatever the case of the address', () => {
    expect(rolesHeld(ACME, PEOPLE, 'Ana@Example.com', AT)).toEqual(['csm']);
  });

  it('are held by the delegate as well while the holder is away', () => {
    expect(rolesHeld(ACME, PEOPLE, 'ben@example.com', AT)).toEqual(['ae']);
    expect(rolesHeld(ACME, PEOPLE, 'cleo@example.com', AT)).toEqual(['ae']);
  });

  it('are not held by the delegate once the holder is back', () => {
    expect(rolesHeld(ACME, PEOPLE, 'ben@example.com', '2100-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('are none for people outside of the team', () => {
    expect(rolesHeld(ACME, PEOPLE, 'dan@example.com', AT)).toEqual([]);
  });
});
