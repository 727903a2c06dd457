import type { Contact } from '../../src/domain/account';
import type { Expansion } from './endings';
import { NEW_FOR, whyNotTheLeader } from './leader';

/** The leader who joined first, then other new leaders; without any, whoever buys or champions us there. */
export async function findLeaders(play: Expansion, leaderId: string): Promise<readonly Contact[]> {
  const joined = await play.contacts({ joinedWithin: NEW_FOR, seniority: 'vp' });
  const leaders = [...joined].sort((a, b) => Number(b.id === leaderId) - Number(a.id === leaderId));
  if (leaders.length > 0) return leaders;
  const leader = play.account.contacts.find(({ id }) => id === leaderId);
  const why = whyNotTheLeader(leader, new Date().toISOString());
  play.because(`${why}: the economic buyer or the champion stands in.`);
  const buyers = await play.contacts({ committeeRole: 'economic-buyer' });
  return buyers.length > 0 ? buyers : play.contacts({ committeeRole: 'champion' });
}
