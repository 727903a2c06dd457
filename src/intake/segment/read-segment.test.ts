import fc from 'fast-check';
import { cases } from '../../domain/cases.fixture';
import { TOLD_TYPES, parseObservation } from '../../domain/observations';
import { observations } from '../../domain/observations/observation.fixture';
import type { Incoming, Read, Refused } from '../incoming';
import { readSegment, SEGMENT_CALLS, type SegmentCall } from '.';

const receivedAt = '2026-03-02T09:00:00.000Z';
const call = { messageId: 'm-1', userId: '019mr8mf4r', context: { groupId: 'acct_123' } };

const one = (reads: readonly Read[]): Read => {
  expect(reads).toHaveLength(1);
  return reads[0]!;
};
const read = (kind: SegmentCall | 'batch', body: unknown, at = receivedAt): Incoming => {
  const found = one(readSegment(kind, body, at));
  if (found.kind === 'refused') throw new Error(`${found.code}: ${found.reason}`);
  return found.incoming;
};
const refusal = (kind: SegmentCall | 'batch', body: unknown): Refused => {
  const found = one(readSegment(kind, body, receivedAt));
  if (found.kind === 'incoming') throw new Error(`Understood: ${JSON.stringify(found.incoming)}`);
  return found;
};
const track = (event: string, properties: unknown = {}) => read('track', { ...call, event, properties }).observations;

describe('identify', () => {
  it("reads Segment's own example", () => {
    const body = {
      anonymousId: '507f191e810c19729de860ea',
      channel: 'browser',
      context: { ip: '8.8.8.8', userAgent: 'Mozilla/5.0', timezone: 'Europe/Amsterdam' },
      integrations: { All: false, Mixpanel: true },
      messageId: '022bb90c-bbac-11e4-8dfc-aa07a5b093db',
      receivedAt: '2015-02-23T22:28:55.387Z',
      sentAt: '2015-02-23T22:28:55.111Z',
      timestamp: '2015-02-23T22:28:55.111Z',
      traits: {
        name: 'Peter Gibbons',
        email: 'Peter@Example.com',
        plan: 'premium',
        logins: 5,
        title: 'VP of Operations',
        address: { street: '6th St', city: 'San Francisco', country: 'USA' },
      },
      userId: '97980cfea0067',
      version: '1.1',
    };
    expect(read('identify', body, '2015-02-23T22:28:55.387Z')).toEqual({
      source: 'segment',
      id: '022bb90c-bbac-11e4-8dfc-aa07a5b093db',
      at: '2015-02-23T22:28:55.387Z',
      subject: {
        account: [],
        domains: [],
        contact: [
          'segment:user:97980cfea0067',
          'segment:anonymous:507f191e810c19729de860ea',
          'email:peter@example.com',
        ],
      },
      observations: [
        {
          type: 'contact.described',
          data: {
            name: 'Peter Gibbons',
            email: 'peter@example.com',
            title: 'VP of Operations',
            timeZone: 'Europe/Amsterdam',
            country: 'US',
          },
        },
      ],
    });
  });

  it('makes a name of first and last, in any spelling, and leaves null and blank out', () => {
    const traits = { first_name: 'Olivia', lastName: 'Grant', title: '', email: null };
    expect(read('identify', { ...call, traits }).observations).toEqual([
      { type: 'contact.described', data: { name: 'Olivia Grant' } },
    ]);
  });

  it('describes the company, too, and takes its id when nothing else names the account', () => {
    const traits = { email: 'o@acme.example', company: { id: 42, name: 'Acme', industry: 'Logistics', plan: 'Team' } };
    const { subject, observations: seen } = read('identify', { messageId: 'm', userId: 'u', traits });
    expect(subject).toMatchObject({ account: ['segment:group:42'], accountName: 'Acme' });
    expect(seen[1]).toEqual({ type: 'account.described', data: { name: 'Acme' } });
    expect(read('identify', { ...call, traits }).subject.account).toEqual(['segment:group:acct_123']);
  });

  it('takes our own traits when they are in our words, and leaves other words to their sender', () => {
    const ours = { seniority: 'vp', committee_role: 'champion', joinedAt: '2026-02-20' };
    expect(read('identify', { ...call, traits: ours }).observations[0]!.data).toEqual({
      seniority: 'vp',
      committeeRole: 'champion',
      joinedAt: '2026-02-20T00:00:00.000Z',
    });
    const theirs = { seniority: 'Grade 7', committeeRole: 3, timeZone: 'Mars/Base' };
    expect(read('identify', { ...call, traits: theirs }).observations[0]!.data).toEqual({});
  });

  it('does not take consent to collect data for consent to be written to', () => {
    const context = { groupId: 'a', consent: { categoryPreferences: { Advertising: true, Analytics: false } } };
    expect(read('identify', { ...call, context }).observations.map(({ type }) => type)).toEqual(['contact.described']);
  });
});

describe('group', () => {
  it("reads Segment's own example; a plan alone is no contract", () => {
    const traits = { name: 'Initech', industry: 'Technology', employees: 329, plan: 'enterprise', 'total billed': 830 };
    const { subject, observations: seen } = read('group', { ...call, groupId: '0e8c78ea9d97a7b8185e8632', traits });
    expect(subject).toMatchObject({
      account: ['segment:group:0e8c78ea9d97a7b8185e8632'],
      accountName: 'Initech',
      contact: ['segment:user:019mr8mf4r'],
    });
    expect(seen).toEqual([{ type: 'account.described', data: { name: 'Initech' } }]);
  });

  it('reads domain, country and tier, and the contract when it is given', () => {
    const traits = {
      name: 'Acme',
      website: 'https://www.Acme.example/about?x=1',
      address: { country: 'Germany' },
      tier: 'one-to-one',
      stage: 'Series B',
      plan: 'Team',
      seats: 50,
      seat_price: 480,
      currency: 'EUR',
      renewalOn: '2026-12-31',
    };
    const { subject, observations: seen } = read('group', { messageId: 'm', groupId: 'acme', traits });
    expect(subject.domains).toEqual(['acme.example']);
    const international = { ...traits, website: undefined, domain: 'Müller.example' };
    expect(read('group', { messageId: 'm', groupId: 'm', traits: international }).subject.domains).toEqual([
      'xn--mller-kva.example',
    ]);
    expect(seen).toEqual([
      {
        type: 'account.described',
        data: { name: 'Acme', domains: ['acme.example'], country: 'DE', tier: 'one-to-one' },
      },
      {
        type: 'contract.changed',
        data: expect.objectContaining({
          plan: 'Team',
          seats: 50,
          seatPrice: 480,
          currency: 'EUR',
          renewalOn: '2026-12-31',
        }) as unknown,
      },
    ]);
  });

  it.each([
    [{ seats: 'fifty' }, /^traits\.seats: expected number/],
    [{ seat_price: 'much' }, /^traits\.seat_price: expected number/],
    [{ name: 7 }, /^traits\.name: expected string/],
  ])('refuses %j by the name the sender gave it', (traits, reason) => {
    const found = refusal('group', { ...call, groupId: 'acme', traits });
    expect(found).toMatchObject({ code: 'EVENT_INVALID', id: 'm-1', reason: expect.stringMatching(reason) as unknown });
  });

  it('needs a group', () => {
    expect(refusal('group', { messageId: 'm', userId: 'u' }).reason).toMatch(/^groupId:/);
  });
});

describe('track', () => {
  it.each([
    [
      'Usage Measured',
      { limit: 'shipments', used: 46, allowed: 50 },
      'usage.measured',
      { limit: 'shipments', used: 46, allowed: 50 },
    ],
    ['usage_measured', { limitName: 'seats', used: 3 }, 'usage.measured', { limit: 'seats', used: 3 }],
    [
      'Support Case Opened',
      { case_id: 'C-7', severity: 1, agent: 'Kim' },
      'support.opened',
      { case: 'C-7', severity: 1 },
    ],
    ['Support Ticket Closed', { ticketId: 'C-7' }, 'support.resolved', { case: 'C-7' }],
    ['Survey Answered', { kind: 'csat', score: 4, label: 'x' }, 'survey.answered', { kind: 'csat', score: 4 }],
    ['NPS Submitted', { score: 9, comment: 'Good' }, 'survey.answered', { kind: 'nps', score: 9, comment: 'Good' }],
    ['Meeting Booked', {}, 'meeting.booked', {}],
    ['Demo Scheduled', { meeting_id: 'x' }, 'meeting.booked', { meeting: 'x' }],
    ['Content Engaged', { content: 'Guide' }, 'content.engaged', { content: 'Guide' }],
    ['Content Downloaded', { title: 'Guide' }, 'content.engaged', { content: 'Guide' }],
    ['Proposal Accepted', { proposal: 'P-1' }, 'proposal.accepted', { proposal: 'P-1' }],
    ['Opportunity Closed Won', { opportunityId: '006', amount: 12 }, 'deal.won', { deal: '006', amount: 12 }],
    ['Subscription Cancelled', { reason: 'price' }, 'churn.notified', { reason: 'price' }],
    ['Team Assigned', { role: 'csm', email: null }, 'team.assigned', { role: 'csm', email: null }],
    ['Feature Used', { feature_name: 'Export' }, 'product.used', { feature: 'Export' }],
    ['Song Played', { name: 'Fallin for You' }, 'product.used', { feature: 'Song Played' }],
    ['constructor', {}, 'product.used', { feature: 'constructor' }],
    ['Account Created', { account_name: 'Initech' }, 'account.described', { name: 'Initech' }],
    [
      'Account Deleted',
      { account_name: 'Initech' },
      'churn.notified',
      { reason: 'The account was deleted in the product.' },
    ],
    ['Account Added User', { role: 'Owner' }, 'contact.described', {}],
    ['Account Removed User', {}, 'contact.left', {}],
    ['Signed In', { username: 'pgibbons' }, 'product.used', {}],
    ['Trial Started', { trial_plan_name: 'Business' }, 'milestone.reached', { milestone: 'trial-started' }],
    ['Trial Ended', {}, 'milestone.reached', { milestone: 'trial-ended' }],
    ['Invite Sent', { invitee_email: 'p@gmail.com' }, 'product.used', { feature: 'Invite Sent' }],
    ['Email Opened', { email_subject: 'Hello' }, 'contact.described', {}],
    ['Email Link Clicked', { campaign_name: 'Spring' }, 'content.engaged', { content: 'Spring' }],
    ['Unsubscribed', { list_id: '1425' }, 'consent.changed', { consent: 'withdrawn' }],
    ['Email Marked as Spam', {}, 'consent.changed', { consent: 'withdrawn' }],
  ])('reads %s %j', (event, properties, type, data) => {
    expect(track(event, properties)).toEqual([{ type, data }]);
  });

  it('reads who signed up, and that they use the product', () => {
    const properties = {
      type: 'organic',
      first_name: 'Peter',
      last_name: 'Gibbons',
      email: 'pgibbons@initech.example',
      title: 'Mr',
    };
    const { subject, observations: seen } = read('track', { ...call, event: 'Signed Up', properties });
    expect(seen).toEqual([
      { type: 'contact.described', data: { name: 'Peter Gibbons', email: 'pgibbons@initech.example', title: 'Mr' } },
      { type: 'product.used', data: {} },
    ]);
    expect(subject.contact).toContain('email:pgibbons@initech.example');
    expect(subject.account).toEqual(['segment:group:acct_123']);
  });

  it.each([
    ['Usage Measured', { limit: 'seats', used: 'many' }, /^properties\.used: expected number/],
    ['Support Case Opened', { case_id: 7, severity: 1 }, /^properties\.case_id: expected string/],
    ['Support Case Opened', { case: 'C', severity: 'Sev-1' }, /^properties\.severity: expected number/],
    ['Support Case Opened', { severity: 1 }, /^properties\.case: expected string/],
    ['Survey Answered', { kind: 'ces', score: 3 }, /^properties\.kind:/],
    ['Consent Changed', { consent: 'yes' }, /^properties\.consent:/],
    ['', {}, /^event:/],
    ['x'.repeat(201), {}, /^event\.feature|^event/],
    ['Usage Measured', [1], /^properties: expected an object/],
  ])('refuses %s %j, naming the field', (event, properties, reason) => {
    const found = refusal('track', { ...call, event, properties });
    expect(found).toMatchObject({ code: 'EVENT_INVALID', reason: expect.stringMatching(reason) as unknown });
    expect(found.raw).toEqual({ ...call, event, properties, type: 'track' });
  });

  it('reaches every observation by its canonical name', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(observations('acme', TOLD_TYPES), ({ type, data }) => {
        seen.add(type);
        const event = type.replace(
          /(^|\.)(\w)/g,
          (_, dot: string, letter: string) => (dot ? ' ' : '') + letter.toUpperCase(),
        );
        expect(track(event, data)).toEqual([parseObservation(type, data)]);
      }),
      { numRuns: 1500 },
    );
    expect([...seen].sort()).toEqual([...TOLD_TYPES].sort());
  });

  it('takes no whole profile from a sender: it would replace contacts and team', () => {
    const account = {
      id: 'acme',
      name: 'Acme',
      timeZone: 'UTC',
      country: 'US',
      tier: 'one-to-one',
      contacts: [],
      team: {},
    };
    const body = { messageId: 'm', userId: 'ops', event: 'Account Loaded', properties: { account } };
    expect(read('track', body)).toMatchObject({
      subject: { account: [] },
      observations: [{ type: 'product.used', data: { feature: 'Account Loaded' } }],
    });
  });
});

describe('page, screen and alias', () => {
  it.each([
    [{ name: 'Pricing' }, 'content.engaged', { content: 'Pricing' }],
    [
      { properties: { title: 'T', path: '/guides/x', url: 'https://vendor.example/guides/x?token=s' } },
      'content.engaged',
      { content: '/guides/x' },
    ],
    [{ properties: { url: 'https://vendor.example/a?token=s#b' } }, 'content.engaged', { content: '/a' }],
    [{ context: { page: { path: '/academy/?token=s' } } }, 'content.engaged', { content: '/academy/' }],
    [{}, 'content.engaged', {}],
    [{ name: 'Board', category: 'App' }, 'product.used', { feature: 'Board' }],
    [{ name: 'Board', properties: { url: 'https://app.vendor.example/board' } }, 'product.used', { feature: 'Board' }],
    [{ name: '😀'.repeat(150) }, 'content.engaged', { content: '😀'.repeat(100) }],
  ])('reads the page %j', (body, type, data) => {
    expect(read('page', { ...call, ...body }).observations).toEqual([{ type, data }]);
  });

  it('takes a screen for use of the product', () => {
    expect(read('screen', { ...call, name: 'Settings' }).observations).toEqual([
      { type: 'product.used', data: { feature: 'Settings' } },
    ]);
  });

  it('takes an alias for two names of one person', () => {
    const body = { messageId: 'm', previousId: '39239-239239', userId: '019mr8mf4r' };
    expect(read('alias', body).subject.contact).toEqual([
      'segment:user:019mr8mf4r',
      'segment:user:39239-239239',
      'segment:anonymous:39239-239239',
    ]);
    expect(refusal('alias', { messageId: 'm', userId: 'u' }).reason).toMatch(/previousId/);
  });
});

describe('when it happened', () => {
  const at = (times: object) => read('track', { ...call, event: 'X', ...times }).at;

  it.each([
    ['nothing said', {}, receivedAt],
    ['a right clock', { timestamp: '2026-03-01T09:00:00+01:00' }, '2026-03-01T08:00:00.000Z'],
    ['a date alone', { timestamp: '2026-03-01' }, '2026-03-01T00:00:00.000Z'],
    ['no offset', { timestamp: '2026-03-01T08:00:00' }, '2026-03-01T08:00:00.000Z'],
    [
      'a clock an hour ahead',
      { timestamp: '2026-03-02T09:50:00Z', sentAt: '2026-03-02T10:00:00Z' },
      '2026-03-02T08:50:00.000Z',
    ],
    [
      'a clock ten years behind',
      { timestamp: '2016-03-01T00:00:00Z', sentAt: '2016-03-01T01:00:00Z' },
      '2026-03-02T08:00:00.000Z',
    ],
    ['a clock ahead, not corrected', { timestamp: '2026-03-02T10:00:00Z' }, receivedAt],
    ['sent before it happened', { timestamp: '2026-03-02T10:00:00Z', sentAt: '2026-03-02T09:00:00Z' }, receivedAt],
    [
      'corrected by Segment',
      { originalTimestamp: '2026-03-02T11:00:00Z', timestamp: '2026-03-02T08:00:00Z', sentAt: '2026-03-02T12:00:00Z' },
      '2026-03-02T08:00:00.000Z',
    ],
  ])('%s', (_, times, expected) => {
    expect(at(times)).toBe(expected);
  });

  it.each([
    ['EVENT_INVALID', 'yesterday'],
    ['EVENT_INVALID', 1772442000],
    ['TIME_INVALID', '2026-03-04T09:00:00Z'],
    ['TIME_INVALID', '9999-12-31T23:59:59Z'],
    ['TIME_INVALID', '1970-01-21T12:20:42Z'],
  ])('refuses as %s: %s', (code, timestamp) => {
    expect(refusal('track', { ...call, event: 'X', timestamp })).toMatchObject({
      code,
      reason: expect.stringMatching(/^timestamp: /) as unknown,
    });
  });
});

describe('ids', () => {
  const { messageId: _, ...nameless } = { ...call, event: 'Signed In' };

  it('derives one from the content, whatever the order of its fields', () => {
    const first = read('track', { ...nameless, timestamp: '2026-03-01T00:00:00Z' });
    const again = read('track', { timestamp: '2026-03-01T00:00:00Z', ...nameless }, '2026-03-02T12:00:00.000Z');
    expect(again.id).toBe(first.id);
    expect(first.id).toMatch(/^sha256:[0-9a-f]{40}$/);
    expect(read('track', { ...nameless, timestamp: '2026-03-01T00:00:01Z' }).id).not.toBe(first.id);
  });

  it('counts the same call without any time again the next day, not within the same minute', () => {
    const { id } = read('track', nameless);
    expect(read('track', nameless, '2026-03-02T09:00:30.000Z').id).toBe(id);
    expect(read('track', nameless, '2026-03-03T09:00:00.000Z').id).not.toBe(id);
  });
});

describe('batch', () => {
  it('reads what the genuine Node library sends', () => {
    const body = {
      batch: [
        {
          messageId: 'node-next-1772442000000-1c3b1a5e',
          userId: 'u-1',
          event: 'Usage Measured',
          properties: { limit: 'seats', used: 46, allowed: 50 },
          context: { groupId: 'acme', library: { name: '@segment/analytics-node', version: '3.0.0' } },
          integrations: {},
          timestamp: '2026-03-02T08:59:59.000Z',
          type: 'track',
          _metadata: { nodeVersion: 'v20.20.2', jsRuntime: 'node' },
        },
      ],
      writeKey: 'wk',
      sentAt: '2026-03-02T09:00:00.000Z',
    };
    expect(read('batch', body)).toMatchObject({
      id: 'node-next-1772442000000-1c3b1a5e',
      at: '2026-03-02T08:59:59.000Z',
      subject: { account: ['segment:group:acme'], contact: ['segment:user:u-1'] },
    });
  });

  it('lets no item spoil the others, and shares context and sentAt with each', () => {
    const item = { type: 'track', messageId: 'ok', userId: 'u', event: 'X', timestamp: '2026-03-02T10:00:00Z' };
    const deep = JSON.parse(`${'['.repeat(9000)}${']'.repeat(9000)}`) as unknown;
    const batch = [
      { ...item, messageId: 'large', properties: { text: 'x'.repeat(33_000) } },
      { ...item, messageId: 'deep', properties: { deep } },
      { ...item, messageId: 'nul', event: 'a\0b' },
      { ...item, messageId: 'half', event: 'a\ud800b' },
      { ...item, messageId: 'call', type: 'delete' },
      { ...item, messageId: 'who', userId: null, context: { groupId: '' } },
      'text',
      null,
      item,
    ];
    const reads = readSegment(
      'batch',
      { batch, context: { groupId: 'acme' }, sentAt: '2026-03-02T10:30:00Z' },
      receivedAt,
    );
    expect(
      reads.map((each) => (each.kind === 'refused' ? [each.id, each.code] : [each.incoming.id, each.incoming.at])),
    ).toEqual([
      ['large', 'TOO_LARGE'],
      ['deep', 'TOO_DEEP'],
      ['nul', 'TEXT_INVALID'],
      ['half', 'TEXT_INVALID'],
      ['call', 'CALL_UNKNOWN'],
      ['who', 'SUBJECT_MISSING'],
      [undefined, 'EVENT_INVALID'],
      [undefined, 'EVENT_INVALID'],
      ['ok', '2026-03-02T08:30:00.000Z'],
    ]);
    expect(() => JSON.stringify(reads)).not.toThrow();
    expect(reads[8]).toMatchObject({ incoming: { subject: { account: ['segment:group:acme'] } } });
  });

  it('keeps a refused item so that it can be read again by itself', () => {
    const item = {
      type: 'track',
      messageId: 'm',
      userId: 'u',
      event: 'Usage Measured',
      properties: { limit: 'a', used: -1 },
    };
    const found = refusal('batch', { batch: [item], context: { groupId: 'acme' }, sentAt: receivedAt });
    const mended = { ...(found.raw as object), properties: { limit: 'a', used: 1 } };
    expect(read('batch', { batch: [mended] }).subject.account).toEqual(['segment:group:acme']);
    expect(refusal('batch', { batch: [found.raw] })).toEqual(found);
  });

  it.each([null, 'x', [], {}, { batch: {} }])('refuses %j as a whole', (body) => {
    expect(refusal('batch', body).code).toBe('BODY_INVALID');
  });
});

describe('whom it is about', () => {
  it('needs somebody', () => {
    expect(refusal('track', { messageId: 'm', event: 'X' })).toMatchObject({
      code: 'SUBJECT_MISSING',
      reason: expect.stringContaining('groupId') as unknown,
    });
    expect(refusal('track', { messageId: 'm', event: 'Unsubscribed', context: { groupId: 'a' } })).toMatchObject({
      code: 'SUBJECT_MISSING',
      reason: expect.stringContaining('userId') as unknown,
    });
  });

  it('refuses an id nobody can keep', () => {
    expect(refusal('track', { ...call, event: 'X', userId: 'x'.repeat(201) }).reason).toMatch(/^userId:/);
    expect(refusal('track', { ...call, event: 'X', userId: {} }).reason).toMatch(/^userId:/);
  });

  it('takes an address used as user id for an address, and a broken one in the context for nothing', () => {
    const body = { ...call, event: 'X', userId: 'Olivia@Acme.example', context: { traits: { email: 'broken' } } };
    expect(read('track', body).subject.contact).toEqual([
      'segment:user:Olivia@Acme.example',
      'email:olivia@acme.example',
    ]);
  });
});

describe('hostile input', () => {
  const field = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(null, 0, true, [], {}, '__proto__'),
    fc.jsonValue(),
  );
  const names = ['messageId', 'userId', 'groupId', 'previousId', 'event', 'name', 'timestamp', 'sentAt', 'properties'];
  const nested = fc.dictionary(
    fc.constantFrom('email', 'company', 'page', 'traits', 'groupId', 'used', '__proto__'),
    field,
  );
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, field])),
        type: fc.oneof(fc.constantFrom(...SEGMENT_CALLS), field),
        event: fc.oneof(fc.constantFrom('Usage Measured', 'Signed Up', 'Account Loaded', 'Contract Changed'), field),
        context: fc.oneof(nested, field),
        traits: fc.oneof(nested, field),
        properties: fc.oneof(nested, field),
      },
      { requiredKeys: [] },
    ),
  );
  const anything = fc.oneof(
    body,
    fc.record({ batch: fc.array(body, { maxLength: 4 }), context: field, sentAt: field }),
  );

  it('never makes a reader throw, and is read the same twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SEGMENT_CALLS, 'batch' as const), anything, (kind, hostile) => {
        const reads = readSegment(kind, hostile, receivedAt);
        expect(reads.length).toBe(
          kind === 'batch' && Array.isArray((hostile as { batch?: unknown } | null)?.batch)
            ? (hostile as { batch: unknown[] }).batch.length
            : 1,
        );
        expect(readSegment(kind, hostile, receivedAt)).toEqual(reads);
        for (const each of reads)
          if (each.kind === 'incoming')
            for (const { type, data } of each.incoming.observations) parseObservation(type, data);
      }),
      { numRuns: cases(3000) },
    );
  });
});
