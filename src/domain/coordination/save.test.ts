import { coordinator, saying } from './coordinator.fixture';
import { nextWake } from './state';

const SAVE = 'play/retention-save/acme/1';
const EXPANSION = 'play/expansion/acme/1';
const RENEWAL = 'play/renewal/acme/1';
const ADVOCACY = 'play/advocacy-ask/acme/1';

describe('a save', () => {
  it('pauses commercial and advocacy plays and says for what', () => {
    const acme = coordinator();
    acme.start('expansion');
    acme.start('advocacy-ask');
    acme.start('account-nurture');
    expect(acme.start('retention-save').because).toContain('The expansion stands still until it is over.');
    expect(acme.effects()).toEqual([
      { type: 'pause-play', runId: EXPANSION, reason: saying('retention save') },
      { type: 'pause-play', runId: ADVOCACY, reason: saying('retention save') },
      expect.objectContaining({ type: 'start-play', runId: SAVE }),
    ]);
  });

  it('holds an onboarding, which goes on once they are saved, and ends it when they are not', () => {
    const onboarding = 'play/onboarding/acme/1';
    for (const [outcome, effect] of [
      [
        'saved',
        {
          type: 'resume-play',
          runId: onboarding,
          reason: 'The retention save has ended: the health of the account recovered.',
        },
      ],
      ['to-renewal', { type: 'end-play', runId: onboarding, reason: saying('the onboarding does not go on') }],
    ] as const) {
      const acme = coordinator();
      acme.start('onboarding');
      acme.start('retention-save');
      expect(acme.effects()[0]).toMatchObject({ type: 'pause-play', runId: onboarding });
      acme.pass(10);
      acme.ended('retention-save', outcome);
      expect(acme.effects()).toEqual([effect]);
    }
  });

  it('makes new ones wait, and one that was saved keeps the account from asks: 60 days commercial, 90 advocacy', () => {
    const acme = coordinator({ queue: { days: 100 } });
    acme.start('retention-save');
    expect(acme.start('expansion')).toMatchObject({ kind: 'queued', behind: SAVE });
    expect(acme.start('advocacy-ask')).toMatchObject({ kind: 'queued', behind: SAVE });
    acme.pass(1);
    acme.ended('retention-save', 'saved');
    expect(acme.effects()).toEqual([]);
    expect(nextWake(acme.state())).toBe('2026-05-02T09:00:00.000Z');
    acme.pass(60);
    acme.tick();
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'start-play', runId: EXPANSION })]);
    expect(acme.ledger()).toEqual([expect.objectContaining({ id: 'r2/later' })]);
    acme.pass(29);
    acme.tick();
    expect(acme.effects()).toEqual([]);
    acme.pass(1);
    acme.tick();
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'start-play', runId: ADVOCACY })]);
  });

  it('that is over ends the asks it paused, because the account rests, and lets the renewal go on', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('advocacy-ask');
    acme.start('retention-save');
    acme.pass(10);
    acme.ended('retention-save', 'saved');
    expect(acme.effects()).toEqual([
      { type: 'end-play', runId: ADVOCACY, reason: saying('for 90 days after it nobody is asked to speak for us') },
      {
        type: 'resume-play',
        runId: RENEWAL,
        reason: 'The retention save has ended: the health of the account recovered.',
      },
    ]);
  });

  it('that is over tells the play it paused, as a person would, why it ends', () => {
    const acme = coordinator();
    acme.start('expansion');
    acme.start('retention-save');
    acme.pass(10);
    acme.ended('retention-save', 'saved');
    expect(acme.effects()).toEqual([
      {
        type: 'end-play',
        runId: EXPANSION,
        reason:
          'The retention save has ended, and for 60 days after it nothing commercial is started (until 11 May 2026).',
      },
    ]);
  });

  it('that lost the customer ends everything it paused', () => {
    const acme = coordinator();
    acme.start('renewal');
    acme.start('retention-save');
    acme.ended('retention-save', 'churned');
    expect(acme.effects()).toEqual([
      {
        type: 'end-play',
        runId: RENEWAL,
        reason: saying('The retention save has ended: the customer leaves. After that the renewal does not go on.'),
      },
    ]);
  });

  it('whose kind needs no rest gives back what it paused', () => {
    const acme = coordinator({ rest: [] });
    acme.start('expansion');
    acme.start('retention-save');
    acme.ended('retention-save', 'saved');
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'resume-play', runId: EXPANSION })]);
  });

  it('that was terminated from outside is found gone, and its leases with it', () => {
    const acme = coordinator({ rest: [] });
    acme.start('expansion');
    acme.start('retention-save');
    acme.lease('a', 'retention-save');
    acme.pass(1);
    acme.tick([EXPANSION]);
    expect(acme.effects()).toEqual([
      expect.objectContaining({ type: 'resume-play', runId: EXPANSION }),
      { type: 'restore-promotion', to: 'newsletter on' },
    ]);
  });

  it('is found gone also when it has only just begun', () => {
    const acme = coordinator();
    acme.start('retention-save');
    acme.pass(1 / 1440);
    acme.tick([]);
    expect(acme.state().running).toEqual([]);
  });

  it('leaves to a person what a person paused', () => {
    const acme = coordinator({ rest: [] });
    acme.start('expansion');
    acme.ask({ type: 'paused', runId: EXPANSION });
    acme.start('retention-save');
    expect(acme.effects()).toHaveLength(1);
    acme.ended('retention-save', 'saved');
    expect(acme.effects()).toEqual([]);
    expect(acme.state().running[0]).toMatchObject({ state: 'paused-by-person' });
  });

  it('pauses again what a person resumes meanwhile', () => {
    const acme = coordinator();
    acme.start('expansion');
    acme.ask({ type: 'paused', runId: EXPANSION });
    acme.start('retention-save');
    expect(acme.ask({ type: 'resumed', runId: EXPANSION }).because).toContain('retention save');
    expect(acme.effects()).toEqual([expect.objectContaining({ type: 'pause-play', runId: EXPANSION })]);
  });
});
