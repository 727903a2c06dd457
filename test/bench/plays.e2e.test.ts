import { quietTemporal } from '../../src/worker';
import { benchPlays } from './plays';
import { MOST_EVENTS } from './report';

it('plays and the same steps by hand do the same work, in at most as many events as are allowed', async () => {
  quietTemporal();
  const { play, byHand } = await benchPlays({ pairs: 1, runs: 1 }, () => undefined);
  for (const { eventsPerRun } of [play, byHand]) expect(eventsPerRun).toBeLessThanOrEqual(MOST_EVENTS);
}, 120_000);
