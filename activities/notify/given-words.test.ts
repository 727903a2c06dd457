import type { Given } from '../../src/domain/tasks';
import type { Assignment } from '../../src/store/store';
import { stateFor } from './given-words';

const DANA = { email: 'dana@vendor.example', name: 'Dana Reyes' };
const MARCUS = { email: 'marcus@vendor.example', name: 'Marcus Hill' };
const BEN = { email: 'ben@vendor.example', name: 'Ben Ode' };
const at = '2026-03-02T14:00:00.000Z';

const assigned = ({ email }: { email: string }, more: Partial<Assignment> = {}): Assignment => ({
  ...{ role: 'csm', email, due: at, at, because: 'holds the role' },
  ...more,
});
const consulted = assigned(BEN, { consulted: { by: DANA.name, text: 'What do you think?' } });
const read = (given: Given, assignments: readonly Assignment[], reader?: typeof DANA) => {
  const state = stateFor({ state: { kind: 'open', due: at, given }, assignments }, reader);
  return state.kind === 'open' ? state.note : undefined;
};

describe('a task that goes to somebody, for each who sees it', () => {
  it('is asked of them as well: whoever is asked reads that either can answer, a consulted colleague does not', () => {
    const given = {
      because: 'Dana Reyes did not answer in time',
      to: MARCUS,
      role: 'cs-manager',
      how: 'well',
    } as const;
    const all = [assigned(DANA), assigned({ ...MARCUS, email: 'Marcus@vendor.example' }), consulted];
    expect(read(given, all, DANA)).toBe(
      'You did not answer in time. Marcus Hill is asked as well; either of you can answer.',
    );
    expect(read(given, all, MARCUS)).toBe(
      'Dana Reyes did not answer in time. You are asked as well; either of you can answer.',
    );
    expect(read(given, all, BEN)).toBe('Dana Reyes did not answer in time. Marcus Hill is asked as well.');
    expect(read(given, all)).toBe(
      'Dana Reyes did not answer in time. Marcus Hill is asked as well; either can answer.',
    );
    expect(read(given, [...all, assigned({ email: 'tom@vendor.example' })], DANA)).toMatch(/any of you can answer\.$/);
  });

  it('is in place of somebody: they, whoever has it now and the others each read what is so', () => {
    const given = { because: 'Dana Reyes handed it over: on holiday', to: MARCUS, role: 'csm', how: 'alone' } as const;
    const all = [assigned(DANA, { passedOn: true, wentTo: { name: MARCUS.name } }), assigned(MARCUS), consulted];
    expect(read(given, all, DANA)).toBe('You handed it over: on holiday. Marcus Hill has it now.');
    expect(read(given, all, MARCUS)).toBe('Dana Reyes handed it over: on holiday. You have it now.');
    expect(read(given, all, BEN)).toBe('Dana Reyes handed it over: on holiday. Marcus Hill has it now.');
  });

  it('comes back to somebody, or goes to a channel', () => {
    const again = { because: 'Ben Ode declined: no time', to: DANA, role: 'csm', how: 'again' } as const;
    expect(read(again, [assigned(DANA)], DANA)).toBe(
      'Ben Ode declined: no time. You are asked again, as customer success manager.',
    );
    const channel = { email: '#cs', name: '#cs' };
    const room = { because: 'Dana Reyes did not answer in time', to: channel, role: 'csm', how: 'channel' } as const;
    expect(read(room, [assigned(DANA), assigned(channel)], DANA)).toBe(
      'You did not answer in time. It stands in #cs now, for the whole team.',
    );
  });

  it('while somebody stands in: the one who does reads so', () => {
    const state = { kind: 'open', due: at, note: 'Dana Reyes is away until 4 March; Ben Ode stands in' } as const;
    expect(stateFor({ state, assignments: [] }, BEN)).toMatchObject({
      note: 'Dana Reyes is away until 4 March; you stand in',
    });
    expect(stateFor({ state, assignments: [] }, MARCUS)).toEqual(state);
    const back = { because: 'Dana Reyes is back; Ben Ode stood in', to: DANA, role: 'csm', how: 'well' } as const;
    const both = [assigned(BEN), assigned(DANA)];
    expect(read(back, both, DANA)).toMatch(/^You are back; Ben Ode stood in\. You are asked as well; either of you/);
    expect(read(back, both, BEN)).toMatch(/^Dana Reyes is back; you stood in\. Dana Reyes is asked as well; either of/);
  });

  it('takes no name out of what people wrote', () => {
    const because = 'Ben Ode declined: Dana Reyes did it; Dana Reyes knows';
    const given = { because, to: MARCUS, role: 'csm', how: 'alone' } as const;
    expect(read(given, [assigned(DANA), assigned(MARCUS)], DANA)).toMatch(
      /^Ben Ode declined: Dana Reyes did it; Dana R/,
    );
  });
});
