import { randomBytes } from 'node:crypto';
import { domainOf } from '../domain/identity';
import { emailName, nameIn, type Incoming } from '../domain/observations';
import { account, at, contact, fresh } from './samples.contract';
import type { Store } from './store';

/** A domain that no other test uses, as people write it: `müller-3f2a….example`. */
const international = (): string => `müller-${randomBytes(6).toString('hex')}.example`;

function item(subject: Partial<Incoming['subject']>): Incoming {
  const type = subject.contact ? 'contact.described' : 'account.described';
  return {
    source: 'import',
    id: fresh('item'),
    at: at(0),
    subject: { account: [], domains: [], contact: [], ...subject },
    observations: [{ type, data: {} }],
  };
}

export function attributionContract(store: () => Store): void {
  const receive = async (subject: Partial<Incoming['subject']>) =>
    (await store().observations.receive([item(subject)], at(1)))[0];

  describe('attribution', () => {
    test('who writes from an international domain of an account belongs to it, however the domain is written', async () => {
      const domain = international();
      const { id } = account();
      await store().accounts.save({
        ...account({ id, contacts: [contact({ id: fresh('contact') })] }),
        domains: [domain],
      });
      for (const written of [domain, domain.toUpperCase(), domainOf(domain)!])
        expect(await receive({ contact: [emailName(`${fresh('jo')}@${written}`)] })).toMatchObject({ accountId: id });
      expect(await receive({ domains: [`https://www.${domain}/`] })).toMatchObject({ accountId: id });
    });

    test('who waited belongs to the account as soon as its domain is told', async () => {
      const domain = international();
      const person = emailName(`${fresh('jo')}@${domain}`);
      const one = fresh('account');
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      await receive({ account: [nameIn('playmaker', one)], domains: [domainOf(domain)!] });
      expect(await receive({ contact: [person] })).toMatchObject({ kind: 'stored', accountId: one });
      const names = (await store().observations.list(one)).flatMap((observed) => observed.names);
      expect(names.filter((name) => name === person)).toHaveLength(2);
    });

    test('what waits is told by whom it is about and since when, until its account is known', async () => {
      const person = emailName(`${fresh('jo')}@gmail.com`);
      const waits = async () =>
        (await store().observations.listWaiting()).filter(({ names }) => names.includes(person));
      await store().observations.receive([item({ contact: [person] })], at(1));
      await store().observations.receive([item({ contact: [person] })], at(2));
      expect(await waits()).toEqual([{ source: 'import', names: [person], count: 2, since: at(1), knownBy: [] }]);
      await receive({ account: [nameIn('playmaker', fresh('account'))], contact: [person] });
      expect(await waits()).toEqual([]);
    });

    test.each(['__proto__', '...'])('an account whose name %s is no id gets one', async (name) => {
      const received = await receive({ account: [nameIn('segment:group', name)] });
      expect(received).toMatchObject({
        kind: 'stored',
        accountId: expect.stringMatching(/^account(-\d+)?$/) as string,
      });
    });

    test('what is no domain, or everybody’s, tells no account', async () => {
      const person = emailName(`${fresh('jo')}@gmail.com`);
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      const one = fresh('account');
      await receive({ account: [nameIn('playmaker', one)], domains: ['gmail.com', '%%%', '_____.com'] });
      expect(await receive({ contact: [person] })).toEqual({ kind: 'waiting' });
      expect(await store().observations.namesOf(one)).toEqual([{ name: nameIn('playmaker', one), kind: 'account' }]);
    });
  });
}
