import { coordinator, saying } from './coordinator.fixture';
import { isHeldOut } from './hold-out';

const ACCOUNTS = Array.from({ length: 10_000 }, (_, index) => `account-${index}`);

describe('the hold-out', () => {
  it.each([0, 0.05, 0.3, 1])('keeps about a share of %d of the accounts', (share) => {
    const held = ACCOUNTS.filter((each) => isHeldOut(each, 'expansion', share)).length;
    expect(Math.abs(held / ACCOUNTS.length - share)).toBeLessThan(share === 0 || share === 1 ? 1e-9 : 0.015);
  });

  it('keeps everybody it had when the share grows, and others for another play', () => {
    const held = (play: string, share: number) => ACCOUNTS.filter((each) => isHeldOut(each, play, share));
    const larger = new Set(held('expansion', 0.2));
    expect(held('expansion', 0.1).filter((each) => !larger.has(each))).toEqual([]);
    const both = held('expansion', 0.2).filter((each) => isHeldOut(each, 'renewal', 0.2)).length;
    expect(Math.abs(both / ACCOUNTS.length - 0.04)).toBeLessThan(0.01);
  });

  it('says so, every time, and is written down', () => {
    const acme = coordinator({ holdOut: { expansion: 1 } });
    const verdict = acme.start('expansion');
    expect(verdict).toMatchObject({ kind: 'held-out', because: saying('held out') });
    expect(acme.ledger()).toEqual([expect.objectContaining({ verdict })]);
    expect(acme.start('expansion').kind).toBe('held-out');
    expect(acme.start('renewal').kind).toBe('admitted');
  });
});
