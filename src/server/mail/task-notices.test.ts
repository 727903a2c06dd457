import { ApiProblem } from '../problems';
import { checkinCard } from '../testing/checkin-card.fixture';
import { refusedPage } from './task-notices';
import { EMPTY_DRAFT } from './task-page';

const card = checkinCard('play/checkin/acme/1', 'acme');
const seen = { card, state: { kind: 'open', due: '2026-03-03T09:00:00.000Z' }, name: 'Ana', timeZone: 'UTC' } as const;
const pageOf = (error: unknown) => refusedPage(seen, card.choices[0]!, EMPTY_DRAFT, error, 'request-1').body.text;

it('does not say that nothing was decided where nobody can tell whether the answer counted', () => {
  const page = pageOf(new ApiProblem('WORKER_SILENT', 'No worker answered for the play.'));
  expect(page).toMatch(/We cannot tell yet whether your answer counted\.[^]*request-1/);
  expect(page).toContain('Confirming answers in the name of Ana.');
  expect(page).not.toContain('Nothing has been decided yet.');
  expect(pageOf(new ApiProblem('FIELD_INVALID', '“Seats” is missing.'))).toContain('Nothing has been decided yet.');
});
