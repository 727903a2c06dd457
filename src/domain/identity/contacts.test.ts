import fc from 'fast-check';
import { contactIds } from './contacts';

const KNOWN = [
  { id: 'olivia-grant', email: 'Olivia@Acme.example' },
  { id: 'ben', email: 'ben@acme.example' },
];

const name = fc.constantFrom(
  ...['segment:user:1', 'segment:user:2', 'segment:anonymous:1', 'hubspot:contact:51', 'salesforce:contact:A/B'],
  ...['email:olivia@acme.example', 'email:ben@acme.example', 'email:cem@acme.example', 'email:c+em@acme.example'],
  ...['email:cem-acme@example', 'playmaker:ben', 'playmaker:gone', 'playmaker:not/valid', 'segment:user-1', ''],
);
const subjects = fc.array(fc.uniqueArray(name, { maxLength: 3 }), { maxLength: 12 });
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

describe('the id of a contact', () => {
  it('is never the one that no table can have', () => {
    expect(contactIds([['playmaker:__proto__']], [])(['playmaker:__proto__'])).toBe('playmaker-__proto__');
  });

  it('is that of the known contact whose e-mail or own name it has, by way of other names, too', () => {
    const idOf = contactIds(
      [
        ['segment:anonymous:x', 'segment:user:1'],
        ['segment:user:1', 'email:olivia@acme.example'],
        ['hubspot:contact:5', 'playmaker:ben'],
      ],
      KNOWN,
    );
    expect(idOf(['segment:anonymous:x'])).toBe('olivia-grant');
    expect(idOf(['hubspot:contact:5'])).toBe('ben');
  });

  it('is made of the smallest e-mail, else of the smallest name', () => {
    const idOf = contactIds(
      [
        ['segment:user:9', 'email:zoe@home.test', 'email:cem@acme.example'],
        ['segment:user:3', 'hubspot:contact:51'],
      ],
      KNOWN,
    );
    expect(idOf(['segment:user:9'])).toBe('cem-acme.example');
    expect(idOf(['segment:user:3'])).toBe('hubspot-contact-51');
  });

  it('stays the one in our own name when the profile has the contact no more', () => {
    expect(contactIds([['playmaker:gone', 'email:g@acme.example']], KNOWN)(['email:g@acme.example'])).toBe('gone');
  });

  it('is nobody when the names were never heard of', () => {
    expect(contactIds([['segment:user:1']], KNOWN)(['segment:user:2'])).toBeUndefined();
    expect(contactIds([], KNOWN)([])).toBeUndefined();
  });

  it('of two known contacts that share a login stays that of each, and an e-mail wins', () => {
    const idOf = contactIds(
      [
        ['segment:user:1', 'email:olivia@acme.example'],
        ['segment:user:1', 'email:ben@acme.example'],
      ],
      KNOWN,
    );
    expect(idOf(['email:olivia@acme.example', 'segment:user:1'])).toBe('olivia-grant');
    expect(idOf(['email:ben@acme.example', 'segment:user:1'])).toBe('ben');
    expect(idOf(['playmaker:ben', 'email:olivia@acme.example'])).toBe('olivia-grant');
    expect(idOf(['segment:user:1'])).toBe('ben');
  });

  it('is that of whoever was named with the e-mail last', () => {
    const known = [
      { id: 'lee', email: 'lee@acme.example', at: '2026-03-01T09:00:00.000Z' },
      { id: 'lee-2', email: 'Lee@acme.example', at: '2026-03-02T09:00:00.000Z' },
    ];
    for (const order of [known, known.toReversed()])
      expect(contactIds([], order)(['email:lee@acme.example'])).toBe('lee-2');
  });

  it('does not depend on the order or repetition of subjects, names and known contacts', () => {
    const twoWays = subjects.chain((all) =>
      fc.tuple(
        fc.constant(all),
        shuffled([...all, ...all]).chain((again) => fc.tuple(...again.map(shuffled))),
        shuffled(KNOWN),
      ),
    );
    fc.assert(
      fc.property(twoWays, ([all, again, known]) => {
        const [one, other] = [contactIds(all, KNOWN), contactIds(again, known)];
        for (const names of all) expect(other([...names].reverse())).toBe(one(names));
      }),
      { numRuns: 500 },
    );
  });

  it('is valid, and different people never share one', () => {
    fc.assert(
      fc.property(subjects, (all) => {
        const idOf = contactIds(all, []);
        const people = new Map<string, Set<string>>();
        for (const names of all) {
          const id = idOf(names);
          if (id === undefined) {
            expect(names).toEqual([]);
            continue;
          }
          expect(id).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
          people.set(id, new Set([...(people.get(id) ?? []), ...names]));
        }
        const everyone = [...people.values()].flatMap((names) => [...names]);
        expect(new Set(everyone).size).toBe(everyone.length);
      }),
      { numRuns: 500 },
    );
  });

  it('of names that read alike, or are too long, gets a hash', () => {
    const long = `email:${'x'.repeat(200)}@acme.example`;
    const idOf = contactIds([['email:c+em@acme.example'], ['email:c-em@acme.example'], [long]], []);
    expect(idOf(['email:c-em@acme.example'])).toBe('c-em-acme.example');
    expect(idOf(['email:c+em@acme.example'])).toMatch(/^c-em-acme\.example-[0-9a-f]{8}$/);
    expect(idOf([long])).toHaveLength(100);
  });
});
