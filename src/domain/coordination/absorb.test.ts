import { coordinator, saying } from './coordinator.fixture';

type Coordinator = ReturnType<typeof coordinator>;

const merge = (into: Coordinator, from: Coordinator) =>
  into.ask({ type: 'absorb', from: 'acme-2', theirs: from.state(), same: { vera: 'vera-grant' } });
const other = (rules: unknown = {}) => coordinator(rules, 'acme-2');
const runsOf = (one: Coordinator) => one.state().running.map(({ runId, state }) => [runId, state]);

describe('an account that becomes part of another one', () => {
  it('goes on with its plays there, and nothing is started or stopped where none is in the way of another', () => {
    const [into, from] = [coordinator(), other()];
    from.start('account-nurture');
    from.start('expansion');
    from.lease('pause');
    expect(merge(into, from)).toMatchObject({ kind: 'noted', because: saying('acme-2 is one account with this one') });
    expect(runsOf(into)).toEqual([
      ['play/account-nurture/acme-2/1', 'running'],
      ['play/expansion/acme-2/1', 'running'],
    ]);
    expect(into.effects()).toEqual([expect.objectContaining({ type: 'pause-promotion', key: 'pause' })]);
    expect(into.start('expansion')).toMatchObject({ kind: 'declined', because: saying('The expansion runs already') });
    into.ask({ type: 'ended', runId: 'play/expansion/acme-2/1', outcome: 'lost' });
    expect(into.effects()).toContainEqual({ type: 'restore-promotion', to: 'newsletter on' });
  });

  it('of two plays of one kind the later one stands still, and ends with the earlier one', () => {
    const [into, from] = [coordinator(), other()];
    from.start('expansion');
    into.pass(1);
    into.start('expansion');
    merge(into, from);
    expect(into.effects()).toEqual([
      { type: 'pause-play', runId: 'play/expansion/acme/1', reason: saying('an expansion runs on the account') },
    ]);
    into.ask({ type: 'ended', runId: 'play/expansion/acme-2/1', outcome: 'won' });
    expect(into.effects()).toEqual([
      {
        type: 'end-play',
        runId: 'play/expansion/acme/1',
        reason: saying('The expansion does not go on. The expansion may run again 90 days after'),
      },
    ]);
  });

  it('brings a save that holds what sells on either side', () => {
    const [into, from] = [coordinator(), other()];
    into.start('expansion');
    from.start('retention-save');
    const because = saying('play/expansion/acme/1 pauses: a retention save runs on the account and goes first');
    expect(merge(into, from)).toMatchObject({ kind: 'noted', because });
    expect(into.ledger().at(-1)).toMatchObject({ request: { type: 'absorb' }, verdict: { because } });
    expect(into.effects()).toEqual([
      { type: 'pause-play', runId: 'play/expansion/acme/1', reason: saying('a retention save runs') },
    ]);
    expect(merge(into, from)).toMatchObject({ kind: 'noted' });
    expect(into.effects()).toEqual([]);
    expect(runsOf(into)).toHaveLength(2);
  });

  it('ends what the other one’s play outranks', () => {
    const [into, from] = [coordinator(), other()];
    into.start('expansion');
    from.start('renewal');
    merge(into, from);
    expect(into.effects()).toEqual([
      { type: 'end-play', runId: 'play/expansion/acme/1', reason: saying('The renewal goes before the expansion') },
    ]);
  });

  it('counts its touches, rests and waits on', () => {
    const rules = { caps: { account: { max: 2, days: 7 } } };
    const [into, from] = [coordinator(rules), other(rules)];
    from.touch({ key: 'a', contactId: 'olivia' });
    from.touch({ key: 'b', contactId: 'ben' });
    from.start('retention-save');
    from.start('expansion');
    from.ended('retention-save', 'saved');
    merge(into, from);
    expect(into.touch({ key: 'c', contactId: 'cem' }).kind).toBe('deferred');
    expect(into.state().queue.map(({ request }) => request.runId)).toEqual(
      from.state().queue.map(({ request }) => request.runId),
    );
    expect(into.start('cross-sell', { at: into.now() })).toMatchObject({
      kind: expect.stringMatching(/declined|queued/) as string,
      because: saying('nothing commercial is started'),
    });
  });

  it('counts what one person was sent under both ids', () => {
    const rules = { caps: { contact: { max: 2, days: 7 } } };
    const [into, from] = [coordinator(rules), other(rules)];
    from.touch({ key: 'a' });
    from.touch({ key: 'b' });
    merge(into, from);
    expect(into.touch({ key: 'c', contactId: 'vera-grant' }).kind).toBe('deferred');
    expect(into.touch({ key: 'd', contactId: 'cem' }).kind).toBe('granted');
  });

  it('happens once, however often it is told, also when it is told again a day later', () => {
    const [into, from] = [coordinator(), other()];
    from.start('expansion');
    from.touch({ key: 'a' });
    from.lease('pause');
    merge(into, from);
    const before = into.state();
    into.pass(1);
    merge(into, from);
    const { verdicts: _new, asOf: _later, ...after } = into.state();
    const { verdicts: _old, asOf: _then, ...earlier } = before;
    expect(after).toEqual(earlier);
  });
});
