import { randomUUID } from 'node:crypto';
import { accountSchema, type Account, type Person } from '../../src/domain/account';
import { isWorkingMoment } from '../../src/domain/business-time';
import { businessDays, businessHours, later } from '../../src/domain/waits';
import { openStore, type Meeting, type Store } from '../../src/store';
import { startInbox, type Inbox, type InboxMail } from '../../temporal-dev/inbox';
import { createMailer, type SmtpMailer } from '../mail';
import {
  createBusinessTimeActivities,
  createCalendarActivities,
  type BusinessTimeActivities,
  type CalendarActivities,
  type ScheduleRequest,
} from '.';

const monday = '2026-03-02T08:00:00.000Z';
const berlin = { timeZone: 'Europe/Berlin', country: 'DE' };
const newYork = { timeZone: 'America/New_York', country: 'US' };

let store: Store;
let inbox: Inbox;
let mailer: SmtpMailer;
let calendar: CalendarActivities;
let businessTime: BusinessTimeActivities;

beforeAll(async () => {
  [store, inbox] = await Promise.all([openStore({}), startInbox({})]);
  mailer = createMailer({ smtpUrl: inbox.smtpUrl, outbox: store.outbox, domain: 'vendor.example' });
  calendar = activities(1);
  businessTime = createBusinessTimeActivities({ store, waitScale: 1 });
});
afterEach(() => inbox.faults.clear());
afterAll(async () => {
  mailer.close();
  await Promise.all([inbox.stop(), store.close()]);
});

const activities = (waitScale: number) =>
  createCalendarActivities({ store, mailer, waitScale, sender: { name: 'Plays', address: 'plays@vendor.example' } });

/** An account of its own with people of its own, so that tests do not fill each other's calendars. */
async function given(
  more: {
    people?: Record<string, Partial<Person>>;
    contacts?: Record<string, Partial<Account['contacts'][number]>>;
  } = {},
): Promise<Account> {
  const id = randomUUID();
  const people = { ana: berlin, ben: berlin, ...more.people };
  for (const [name, facts] of Object.entries(people))
    await store.people.save({ name, email: `${name}@${id}.example`, ...berlin, ...withDomain(facts, id) });
  const contacts = Object.entries({ olivia: {}, hana: {}, ...more.contacts }).map(([name, facts]) => ({
    ...{ id: name, name, email: `${name}@customer-${id}.example`, seniority: 'vp', consent: 'granted' },
    ...newYork,
    ...facts,
  }));
  const contract = { plan: 'Team', seats: 100, seatPrice: 480, currency: 'USD', arr: 48_000, renewalOn: '2027-01-31' };
  const account = accountSchema.parse({
    ...{ id, name: 'Acme', tier: 'one-to-few', contract, contacts, ...newYork },
    team: { csm: `ana@${id}.example`, 'exec-sponsor': `ben@${id}.example` },
  });
  await store.accounts.save(account);
  return account;
}

const withDomain = ({ delegate, ...facts }: Partial<Person>, id: string): Partial<Person> =>
  delegate ? { ...facts, delegate: `${delegate}@${id}.example` } : facts;

const request = (account: Account, more: Partial<ScheduleRequest> = {}): ScheduleRequest => ({
  key: `${account.id}/${randomUUID()}`,
  runId: `play/retention-save/${account.id}/1`,
  accountId: account.id,
  title: 'Business review',
  agenda: 'What changed\nWhat is next',
  minutes: 60,
  hosts: ['exec-sponsor', 'csm'],
  guests: ['olivia', 'hana'],
  at: monday,
  within: businessDays(10),
  ...more,
});

const mailsTo = (name: string, account: Account): InboxMail[] =>
  inbox.mails().filter(({ to }) => to.includes(`${name}@customer-${account.id}.example`));

const icsOf = (mail: InboxMail | undefined): string =>
  mail?.attachments.find(({ contentType }) => contentType.startsWith('text/calendar'))?.content.toString() ?? '';

describe('a meeting', () => {
  it('is in the working hours of both sides, and everybody is invited by one mail from the organizer', async () => {
    const account = await given();
    const meeting = await calendar.scheduleMeeting(request(account));
    expect(meeting).toMatchObject({
      startsAt: '2026-03-02T14:00:00.000Z',
      endsAt: '2026-03-02T15:00:00.000Z',
      sequence: 0,
      organizer: `ben@${account.id}.example`,
    });
    const [mail, ...others] = mailsTo('olivia', account);
    expect(others).toEqual([]);
    expect([...(mail?.to ?? [])].sort()).toEqual([...meeting.attendees].sort());
    expect(mail).toMatchObject({ from: 'plays@vendor.example', replyTo: `ben@${account.id}.example` });
    expect(mail?.headers.from).toMatch(/^"?ben"? </);
    const ics = icsOf(mail);
    expect(ics).toContain('METHOD:REQUEST');
    expect(ics).toContain(`UID:${meeting.uid}`);
    expect(ics).toContain('DTSTART:20260302T140000Z');
  });

  it('asked for again is the same, with one mail', async () => {
    const account = await given();
    const asked = request(account);
    const meeting = await calendar.scheduleMeeting(asked);
    expect(await calendar.scheduleMeeting({ ...asked, at: later(monday, 90_000_000) })).toEqual(meeting);
    expect(mailsTo('olivia', account)).toMatchObject([{ deliveries: 1 }]);
    expect(await store.ledger.list({ accountId: account.id, kind: 'touch' })).toHaveLength(2);
  });

  it('keeps its slot when the mail server fails at first', async () => {
    const account = await given();
    const asked = request(account);
    inbox.faults.next({ method: 'smtp', fault: 'dropAfterAccept' });
    await expect(calendar.scheduleMeeting(asked)).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE' });
    const [pinned] = await store.meetings.list({ accountId: account.id });
    expect(await calendar.scheduleMeeting(asked)).toMatchObject({ uid: pinned?.uid, startsAt: pinned?.startsAt });
    expect(mailsTo('olivia', account)).toHaveLength(1);
  });

  it('does not overlap another one of any of its people, also when both are asked for at once', async () => {
    const account = await given();
    const meetings = await Promise.all([1, 2, 3].map(() => calendar.scheduleMeeting(request(account))));
    expect(meetings.map(({ startsAt }) => startsAt)).toEqual([
      '2026-03-02T14:00:00.000Z',
      '2026-03-02T15:00:00.000Z',
      '2026-03-03T14:00:00.000Z',
    ]);
  });

  it('is not before the time that is wanted, nor while a host is away', async () => {
    const away = { from: '2026-03-04T00:00:00.000Z', until: '2026-03-06T00:00:00.000Z' };
    const account = await given({ people: { ben: { away } } });
    const { startsAt } = await calendar.scheduleMeeting(request(account, { notBefore: businessDays(2) }));
    expect(startsAt).toBe('2026-03-06T14:00:00.000Z');
  });

  it('is hosted by the delegate of who is away now', async () => {
    const away = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-20T00:00:00.000Z' };
    const account = await given({ people: { ben: { away, delegate: 'cem' }, cem: {} } });
    const { organizer } = await calendar.scheduleMeeting(request(account));
    expect(organizer).toBe(`cem@${account.id}.example`);
  });

  it('moves a little out of office hours where those have nothing in common', async () => {
    const west = { timeZone: 'America/Los_Angeles', country: 'US' };
    const account = await given({ contacts: { olivia: west, hana: west } });
    const { startsAt } = await calendar.scheduleMeeting(request(account));
    expect(startsAt).toBe('2026-03-02T16:00:00.000Z');
    for (const side of [berlin, west]) expect(isWorkingMoment(startsAt, { ...side, opens: 8, closes: 18 })).toBe(true);
  });

  it('leaves out who withdrew consent, and invites each person once', async () => {
    const account = await given({ contacts: { hana: { consent: 'withdrawn' } } });
    const { attendees } = await calendar.scheduleMeeting(
      request(account, { hosts: ['csm', 'csm'], guests: ['olivia', 'hana', 'olivia'] }),
    );
    expect(attendees).toEqual([`ana@${account.id}.example`, `olivia@customer-${account.id}.example`]);
    expect(mailsTo('hana', account)).toEqual([]);
  });

  it.each([
    ['UNKNOWN_CONTACT', { guests: ['nobody'] }],
    ['UNKNOWN_ACCOUNT', { accountId: 'nowhere' }],
    ['ROLE_UNASSIGNED', { hosts: ['ae' as const] }],
    ['NO_FREE_SLOT', { within: businessHours(1) }],
  ])('fails finally with %s, and sends nothing', async (type, more) => {
    const account = await given();
    await expect(calendar.scheduleMeeting(request(account, more))).rejects.toMatchObject({ type, nonRetryable: true });
    expect(mailsTo('olivia', account)).toEqual([]);
  });

  it('fails when no guest is left', async () => {
    const account = await given({ contacts: { hana: { consent: 'withdrawn' } } });
    await expect(calendar.scheduleMeeting(request(account, { guests: ['hana'] }))).rejects.toMatchObject({
      type: 'CONSENT_WITHDRAWN',
    });
  });

  it('is soon and short in rehearsals, whatever the calendars say', async () => {
    const account = await given();
    const saturday = '2026-02-28T03:00:00.000Z';
    const { startsAt, endsAt } = await activities(1 / 60).scheduleMeeting(
      request(account, { at: saturday, notBefore: businessHours(2) }),
    );
    expect([startsAt, endsAt]).toEqual([later(saturday, 180_000), later(saturday, 240_000)]);
  });
});

describe('a move', () => {
  const moveOf = (uid: string, key: string, at = '2026-03-02T09:00:00.000Z') => ({
    ...{ uid, key, at },
    ...{ within: businessDays(5), reason: 'Their board meets.' },
  });

  it('gives everybody the new time of the same meeting, once per key', async () => {
    const account = await given();
    const meeting = await calendar.scheduleMeeting(request(account));
    const moved = await calendar.moveMeeting(moveOf(meeting.uid, `${account.id}/move`));
    expect(moved).toMatchObject({ uid: meeting.uid, sequence: 1, startsAt: '2026-03-03T14:00:00.000Z' });
    expect(await calendar.moveMeeting(moveOf(meeting.uid, `${account.id}/move`))).toEqual(moved);
    const [, mail, ...others] = mailsTo('olivia', account);
    expect(others).toEqual([]);
    expect(icsOf(mail)).toMatch(/METHOD:REQUEST[\s\S]*SEQUENCE:1\s/);
    expect(mail?.text).not.toContain('board');
    expect(await store.ledger.list({ accountId: account.id })).toEqual(
      expect.arrayContaining([expect.objectContaining({ contactId: 'olivia', reason: 'Their board meets.' })]),
    );
  });

  it('is never to the moment at which it is made: a business day of notice is left', async () => {
    const account = await given();
    const { uid } = await calendar.scheduleMeeting(request(account));
    // Thursday, 16:00 in Berlin, when both sides are at work.
    const moved = await calendar.moveMeeting(moveOf(uid, `${account.id}/move`, '2026-03-05T15:00:00.000Z'));
    expect(moved.startsAt).toBe('2026-03-06T15:00:00.000Z');
  });

  it('repeated after a later one changes and sends nothing', async () => {
    const account = await given();
    const { uid } = await calendar.scheduleMeeting(request(account));
    await calendar.moveMeeting(moveOf(uid, `${account.id}/1`));
    const latest = await calendar.moveMeeting(moveOf(uid, `${account.id}/2`));
    expect(await calendar.moveMeeting(moveOf(uid, `${account.id}/1`))).toEqual(latest);
    expect(mailsTo('olivia', account)).toHaveLength(3);
  });

  it('leaves out who withdrew consent meanwhile', async () => {
    const account = await given();
    const { uid } = await calendar.scheduleMeeting(request(account));
    const contacts = account.contacts.map((contact) =>
      contact.id === 'hana' ? { ...contact, consent: 'withdrawn' as const } : contact,
    );
    await store.accounts.save({ ...account, contacts });
    await calendar.moveMeeting(moveOf(uid, `${account.id}/move`));
    expect(mailsTo('hana', account)).toHaveLength(1);
    expect(mailsTo('olivia', account)).toHaveLength(2);
  });

  it('of a meeting that is not there, or was cancelled, fails finally', async () => {
    const account = await given();
    const { uid } = await calendar.scheduleMeeting(request(account));
    await calendar.cancelMeeting({ uid, key: `${account.id}/cancel`, at: monday, reason: 'Saved.' });
    for (const gone of [uid, 'nothing@vendor.example'])
      await expect(calendar.moveMeeting(moveOf(gone, randomUUID()))).rejects.toMatchObject({ type: 'NO_FREE_SLOT' });
  });
});

describe('a cancellation', () => {
  it('reaches everybody once, whoever cancels again', async () => {
    const account = await given();
    const { uid } = await calendar.scheduleMeeting(request(account));
    const cancel = { uid, key: `${account.id}/cancel`, at: monday, reason: 'health.critical' };
    await calendar.cancelMeeting(cancel);
    await calendar.cancelMeeting(cancel);
    await calendar.cancelMeeting({ ...cancel, key: 'another' });
    const [, mail, ...others] = mailsTo('olivia', account);
    expect(others).toEqual([]);
    expect(icsOf(mail)).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:1\s/);
    expect(mail?.text).not.toContain('health');
    expect(await store.meetings.get(uid)).toMatchObject<Partial<Meeting>>({ status: 'cancelled', sequence: 1 });
  });

  it('frees the slot', async () => {
    const account = await given();
    const first = await calendar.scheduleMeeting(request(account));
    await calendar.cancelMeeting({ uid: first.uid, key: 'cancel', at: monday, reason: 'No need.' });
    expect((await calendar.scheduleMeeting(request(account))).startsAt).toBe(first.startsAt);
  });

  it('of a meeting that has begun, or never was, does nothing', async () => {
    const account = await given();
    const { uid, startsAt } = await calendar.scheduleMeeting(request(account));
    await calendar.cancelMeeting({ uid, key: 'cancel', at: startsAt, reason: 'The play ended.' });
    await calendar.cancelMeeting({ uid: 'nothing@vendor.example', key: 'cancel', at: monday, reason: 'x' });
    expect(mailsTo('olivia', account)).toHaveLength(1);
    expect(await store.meetings.get(uid)).toMatchObject({ status: 'confirmed' });
  });
});

describe('business time', () => {
  const friday = '2026-02-27T14:00:00.000Z';

  it("follows the calendar of the person in the role, the contact, or the account's", async () => {
    const account = await given({ contacts: { olivia: { timeZone: 'Asia/Tokyo', country: 'JP' } } });
    const deadline = (of?: Parameters<BusinessTimeActivities['businessDeadline']>[0]['of']) =>
      businessTime.businessDeadline({ from: friday, wait: businessHours(4), accountId: account.id, of });
    expect(await deadline({ role: 'csm' })).toBe('2026-03-02T10:00:00.000Z');
    expect(await deadline({ contactId: 'olivia' })).toBe('2026-03-02T04:00:00.000Z');
    expect(await deadline()).toBe('2026-02-27T18:00:00.000Z');
  });

  it('is plain time in rehearsals', async () => {
    const account = await given();
    const rehearsal = createBusinessTimeActivities({ store, waitScale: 0.5 });
    const from = '2026-02-28T03:00:00.000Z';
    const of = { role: 'csm' } as const;
    expect(await rehearsal.businessDeadline({ from, wait: businessDays(1), accountId: account.id, of })).toBe(
      later(from, 43_200_000),
    );
  });

  it('fails finally for whom it does not know', async () => {
    const account = await given();
    const ask = { from: friday, wait: businessDays(1), accountId: account.id };
    await expect(businessTime.businessDeadline({ ...ask, of: { role: 'ae' } })).rejects.toMatchObject({
      type: 'ROLE_UNASSIGNED',
    });
    await expect(businessTime.businessDeadline({ ...ask, of: { contactId: 'x' } })).rejects.toMatchObject({
      type: 'UNKNOWN_CONTACT',
    });
    await expect(businessTime.businessDeadline({ ...ask, accountId: 'x' })).rejects.toMatchObject({
      type: 'UNKNOWN_ACCOUNT',
    });
  });
});
