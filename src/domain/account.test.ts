import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountFileSchema, asSeenFrom } from './account';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'acme.json');

it('an accounts file with two contacts of one id is refused, by the place of the second', () => {
  const file = accountFileSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  const [account] = file.accounts;
  const [first] = account!.contacts;
  const contacts = [...account!.contacts, { ...first!, email: 'other@acme.example' }];
  const { error } = accountFileSchema.safeParse({ ...file, accounts: [{ ...account!, contacts }] });
  expect(error?.issues).toMatchObject([
    {
      path: ['accounts', 0, 'contacts', account!.contacts.length, 'id'],
      message: expect.stringContaining(`"${first!.id}"`) as string,
    },
  ]);
});

it('an account called as something every object has sees its people by their own ids', () => {
  const [account] = accountFileSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8'))).accounts;
  const contacts = account!.contacts.map((contact) => ({ ...contact, formerIds: { other: 'former' } }));
  const ids = asSeenFrom('constructor', { ...account!, contacts }).contacts.map(({ id }) => id);
  expect(ids).toEqual(contacts.map(({ id }) => id));
});
