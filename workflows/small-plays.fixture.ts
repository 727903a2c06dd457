/** Small plays for the tests of what plays are made of: each does one thing. */
import { z } from 'zod';
import { defineContract } from '../src/domain/play-contract';
import { roleSchema } from '../src/domain/roles';
import { triggerSchema, type Trigger } from '../src/domain/events';
import { businessDays, type Wait } from '../src/domain/waits';
import { definePlay } from '.';

export { accountCoordinator } from '.';

const LISTENED: readonly Trigger[] = ['content.engaged', 'meeting.booked', 'survey.answered', 'milestone.reached'];

function contractFor<Input extends z.ZodType>(input: Input) {
  return defineContract({
    // The texts are those of the expansion play.
    name: 'expansion',
    version: 1,
    title: 'Small play',
    stage: 'expansion',
    goal: 'Shows one thing.',
    audience: 'everybody',
    roles: ['csm', 'ae'],
    input,
    key: () => '1',
    outcomes: {
      done: { kind: 'goal', meaning: 'it went to its end' },
      missed: { kind: 'missed', meaning: 'nothing came' },
      churned: { kind: 'exit', meaning: 'the customer gave notice' },
    },
    exclusiveGroup: 'commercial',
    priority: 1,
    reentry: { rule: 'never' },
    startedBy: [],
    listensTo: LISTENED,
    exits: {
      'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
      'support.escalated': { outcome: 'handed-over', handOverTo: 'rescue', because: 'A severe case.' },
    },
    phases: [{ name: 'Only phase', target: '1 day', leadsTo: { done: 'it came', missed: 'nothing came' } }],
  });
}

/** Asks one role one question. */
export const asking = definePlay(
  contractFor(z.object({ role: roleSchema.default('csm'), escalate: roleSchema.default('cs-manager') })),
  (play, { role, escalate }) =>
    play.phase('Only phase', async () => {
      const answer = await play.ask(role, {
        question: `Is ${play.account.name} ready?`,
        choices: {
          yes: { label: 'Yes', effect: 'It goes on.', style: 'primary' },
          no: { label: 'No', effect: 'It ends.', reason: 'required' },
          later: {
            label: 'Later',
            effect: 'It waits.',
            fields: [{ id: 'days', label: 'In how many days', kind: 'number', integer: true, min: 1, required: true }],
          },
        },
        due: businessDays(1),
        escalate,
        until: { types: ['survey.answered'] },
      });
      return play.end(answer.choice === 'no-answer' ? 'missed' : 'done', answer.reason, {
        choice: answer.choice,
        by: answer.by,
        ...answer.fields,
      });
    }),
);

/** Has a text approved by two roles. */
export const approving = definePlay(contractFor(z.object({})), (play) =>
  play.phase('Only phase', async () => {
    const draft = await play.draftProposal('second-approach', {
      title: `Note for ${play.account.name}`,
      author: 'ae',
      data: { isNew: true, accountName: 'first', senderName: 'Priya' },
    });
    const cover = await play.draftLetter('proposal-mail', { from: 'ae', data: { accountName: 'first' } });
    const approval = await play.approve(draft, {
      cover,
      onReject: 'Nothing is sent.',
      by: ['csm', 'ae'],
      editable: [{ id: 'accountName', label: 'Account', kind: 'text', required: true }],
      due: businessDays(2),
      escalate: { csm: 'cs-manager', ae: 'sales-manager' },
    });
    if (!approval.approved) return play.end('missed', approval.reason, { by: approval.by });
    const { version, excerpt } = approval.draft;
    const { subject, body } = approval.cover;
    return play.end('done', excerpt, { version, by: [...approval.by].sort().join(', '), subject, words: body });
  }),
);

const matchSchema = z.object({
  types: z.array(triggerSchema),
  contacts: z.array(z.string()).optional(),
  entity: z.string().optional(),
});

/** Sleeps, if told to, and waits for one fact after the other. */
export const waiting = definePlay(
  contractFor(
    z.object({
      sleep: z.custom<Wait>().optional(),
      within: z.custom<Wait>(),
      matches: z.array(matchSchema).default([{ types: ['content.engaged'] }]),
    }),
  ),
  async (play, { sleep, within, matches }) => {
    if (sleep) await play.sleep(sleep, 'the time to begin');
    const ids: string[] = [];
    for (const match of matches) {
      const fact = await play.waitFor({ ...match, what: 'the fact' }, { within });
      if (!fact) return play.end('missed', ids.join(', '));
      ids.push([fact.id, ...Object.keys(fact.data)].join(' '));
    }
    return play.end('done', ids.join(', '));
  },
);

/** Two waits for the same facts at once. */
export const racing = definePlay(contractFor(z.object({})), async (play) => {
  const match = { types: ['content.engaged'] as const, what: 'the fact' };
  const facts = await Promise.all([1, 2].map(() => play.waitFor(match, { within: '2 days' })));
  return play.end('done', facts.map((fact) => fact?.id ?? 'none').join(', '));
});

/** Has everything that needs cleaning up, and then asks. */
export const busy = definePlay(contractFor(z.object({})), (play) =>
  play.phase('Only phase', async () => {
    await play.pauseMarketing({ reason: 'a conversation', upTo: '60 days' });
    await play.scheduleReview({
      title: `Call with ${play.account.name}`,
      agenda: 'What comes next.',
      minutes: 30,
      hosts: ['ae', 'csm'],
      guests: ['olivia-grant'],
      notBefore: businessDays(3),
      within: businessDays(10),
    });
    const answer = await play.ask('csm', {
      question: `Is ${play.account.name} ready?`,
      choices: { yes: { label: 'Yes', effect: 'It ends.' } },
      due: businessDays(1),
      escalate: 'cs-manager',
    });
    return play.end('done', answer.by);
  }),
);

/** Follows two milestones while it sleeps. */
export const following = definePlay(contractFor(z.object({ days: z.number().default(40) })), async (play, { days }) => {
  const milestones = play.follow({
    milestones: [
      { id: 'first-login', name: 'the first login', day: 7, missing: 'Nobody has logged in.' },
      { id: 'first-value', name: 'the first value', day: 20, missing: 'No plan was made.', after: ['first-login'] },
    ],
    stuckAfterDays: 5,
    fact: 'milestone.reached',
    ask: 'csm',
    question: ({ name }, { milestone, missing }) => ({
      question: `${name} is stuck before ${milestone.name}.`,
      why: missing.join(' '),
      choices: {
        going: { label: 'I see to it', effect: 'It goes on.', reason: 'required' },
        reached: { label: 'Reached', effect: 'It counts as reached.' },
        'left-out': { label: 'Does not apply', effect: 'It is left out.', reason: 'required' },
      },
      due: businessDays(2),
      escalate: 'cs-manager',
    }),
  });
  await play.sleep(`${days} days`, 'the end');
  return play.end(
    'done',
    milestones
      .evidence()
      .map(({ value }) => value)
      .join(' | '),
  );
});

/** Has somebody named as CSM, and enters and leaves programmes. */
export const staffing = definePlay(contractFor(z.object({})), async (play) => {
  await play.staff('csm', { by: 'cs-manager', due: businessDays(1) });
  await play.enroll('nurture', await play.contacts({}));
  await play.enroll('welcome', await play.contacts({}), { untilTheEnd: true });
  await play.leave('nurture');
  await play.notify('csm', `You look after ${play.account.name}.`);
  await play.sleep('2 days', 'the end');
  return play.end('done', play.account.team.csm ?? '');
});

/** Asks everybody who was not asked in 30 days. */
export const surveying = definePlay(contractFor(z.object({})), async (play) => {
  const asked = await play.surveyed('30 days');
  const to = (await play.contacts({})).filter(({ id, consent }) => consent === 'granted' && !asked.includes(id));
  await play.sleep('2 days', 'the moment to ask');
  const data = { isNew: false, accountName: play.account.name };
  const letter = await play.draftLetter('second-approach', { from: 'csm', data });
  const reached = await play.sendToEach({ to, letter, ask: 'pulse' });
  return play.end('done', reached.map(({ id }) => id).join(', ') || 'nobody');
});

/** Tells the AE, and writes to Olivia. */
export const writing = definePlay(
  contractFor(z.object({ told: z.boolean().default(true) })),
  async (play, { told }) => {
    if (told) await play.notify('ae', `A mail goes to ${play.account.name}.`);
    const to = play.account.contacts.find(({ id }) => id === 'olivia-grant')!;
    const data = { isNew: true, accountName: play.account.name };
    await play.sendOnce({ to, letter: await play.draftLetter('second-approach', { from: 'csm', data }) });
    return play.end('done', 'The mail is out.');
  },
);
