import type { Meeting } from '../../src/store';
import { announcement } from './announcement';
import { invitation, uidOf } from './invitation';

const meeting: Meeting = {
  uid: uidOf('play/expansion/acme/1/meeting', 'vendor.example'),
  runId: 'play/expansion/acme/1',
  accountId: 'acme',
  title: 'Business review: Acme; plan, äöü and a title that is long enough to be folded more than once, öäü öäü öäü',
  agenda: 'What changed\nWhat is next, and who; by when \\o/',
  startsAt: '2026-03-02T14:00:00.000Z',
  endsAt: '2026-03-02T14:45:00.000Z',
  sequence: 2,
  status: 'confirmed',
  organizer: 'ana@vendor.example',
  attendees: [
    { name: 'Ana Ruiz', email: 'ana@vendor.example', side: 'ours' },
    { name: 'Bo "Bobby" Li: CEO;\r\nX-EVIL:1', email: 'bo@customer.example', side: 'theirs' },
  ],
};
const stamp = '2026-03-01T09:00:00.000Z';
const text = (more: Partial<Meeting> = {}, method: 'REQUEST' | 'CANCEL' = 'REQUEST') =>
  invitation({ ...meeting, ...more }, method, stamp, 'plays@vendor.example');

/** RFC 5545 §3.1: a line that begins with a blank belongs to the one before. */
const linesOf = (ics: string) =>
  ics
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);

/** `NAME;PARAM="value";PARAM=value:value`, the content line of RFC 5545 §3.1. */
const CONTENT_LINE = /^[A-Z][A-Z0-9-]*(?:;[A-Z][A-Z0-9-]*=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*:[^\p{Cc}]*$/u;

describe('an invitation', () => {
  it('is made of content lines of at most 75 octets', () => {
    const ics = text();
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of linesOf(ics)) expect(line).toMatch(CONTENT_LINE);
  });

  it('says what, when and in which version, in UTC', () => {
    expect(linesOf(text())).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'METHOD:REQUEST',
        `UID:${meeting.uid}`,
        'SEQUENCE:2',
        'DTSTAMP:20260301T090000Z',
        'DTSTART:20260302T140000Z',
        'DTEND:20260302T144500Z',
        'STATUS:CONFIRMED',
        'DESCRIPTION:What changed\\nWhat is next\\, and who\\; by when \\\\o/',
        `SUMMARY:${meeting.title.replace(/[;,]/g, '\\$&')}`,
        'END:VCALENDAR',
      ]),
    );
  });

  it('asks the guests for an answer to the organizer', () => {
    const lines = linesOf(text());
    const people = lines.filter((line) => /^(ORGANIZER|ATTENDEE)/.test(line));
    expect(people).toHaveLength(3);
    expect(people[0]).toMatch(
      /^ORGANIZER;CN="Ana Ruiz";SENT-BY="mailto:plays@vendor\.example":mailto:ana@vendor\.example$/,
    );
    expect(people[1]).toMatch(/ROLE=CHAIR.*PARTSTAT=ACCEPTED.*:mailto:ana@vendor\.example$/i);
    expect(people[2]).toMatch(/PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Bo 'Bobby' Li: CEO; X-EVIL:1":mailto:bo@/i);
    expect(lines.some((line) => line.startsWith('X-EVIL'))).toBe(false);
  });

  it('becomes a cancellation of the same meeting', () => {
    const lines = linesOf(text({ status: 'cancelled', sequence: 3 }, 'CANCEL'));
    expect(lines).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:3', `UID:${meeting.uid}`]),
    );
  });

  it('has the same bytes every time, and a UID of its own per key', () => {
    expect(text()).toBe(text());
    expect(uidOf('a', 'vendor.example')).not.toBe(uidOf('b', 'vendor.example'));
    expect(meeting.uid).toMatch(/^[0-9a-f]{32}@vendor\.example$/);
  });
});

describe('the words around it', () => {
  it('give the time in the zones of both sides', () => {
    const { subject, text: words } = announcement({ ...meeting, title: 'Review' }, 'invited', [
      'Europe/Berlin',
      'America/New_York',
      'America/New_York',
    ]);
    expect(subject).toBe('Invitation: Review, Mon 2 Mar 2026, 15:00 Berlin time');
    expect(words).toContain(
      '\n\nReview\nMonday, 2 March 2026, 15:00 to 15:45 Berlin time\nMonday, 2 March 2026, 09:00 to 09:45 New York time\n\n',
    );
  });

  const plain: Meeting = {
    ...meeting,
    title: 'Review',
    attendees: [
      meeting.attendees[0]!,
      { name: 'Cy Dee', email: 'cy@vendor.example', side: 'ours' },
      { name: 'Bo Li', email: 'bo@customer.example', side: 'theirs' },
      { name: 'Mia Sol', email: 'mia@customer.example', side: 'theirs' },
    ],
  };

  it('are a letter of the organizer to the guests: who, what for, and what happens next', () => {
    const { text: words } = announcement(plain, 'invited', ['UTC']);
    expect(words).toMatch(
      /^Hello Bo and Mia,\n\nI would like to talk with you, together with Cy Dee\. May I suggest the time below\?\n\n/,
    );
    expect(words).toContain('What we would like to talk about:\nWhat changed\nWhat is next');
    expect(words).toMatch(/If it does not, just reply: it reaches me, .*\n\nKind regards,\nAna Ruiz\n$/);
  });

  it('have no gap without an agenda and without colleagues', () => {
    const alone = { ...plain, agenda: ' ', attendees: [plain.attendees[0]!, plain.attendees[2]!] };
    const { text: words } = announcement(alone, 'invited', ['UTC']);
    expect(words).toMatch(/^Hello Bo,\n\nI would like to talk with you\. May I suggest the time below\?\n\nReview\n/);
  });

  it('are sorry for a change, and offer to talk all the same', () => {
    expect(announcement(plain, 'moved', ['UTC']).text).toContain('I am sorry for the change.');
    const { subject, text: words } = announcement(plain, 'cancelled', ['UTC']);
    expect(subject).toMatch(/^Cancelled: Review/);
    expect(words).toMatch(/^Hello Bo and Mia,\n\nI am sorry: our plans have changed/);
    expect(words).toContain('If you would still like to talk, just reply');
    expect(words).not.toContain('What changed');
  });
});
