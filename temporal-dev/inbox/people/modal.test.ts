import type { WebClient } from '@slack/web-api';
import { type AppAnswer, type ReceivedPayload, startApp } from '../app-receiver.fixture';
import { type Inbox, startInbox } from '../inbox';
import type { InboxMessage, InboxModal } from '../model';
import { ann, ben, clientOf, question, reasonModal } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
let app: Awaited<ReturnType<typeof startApp>>;
let elapsed: number;
let onSubmit: () => AppAnswer;

/** The app opens a modal for every click. */
beforeEach(async () => {
  elapsed = 0;
  onSubmit = () => undefined;
  app = await startApp(
    () => inbox.signingSecret,
    (payload) => (payload.type === 'block_actions' ? undefined : onSubmit()),
  );
  inbox = await startInbox(
    { people: [ann, ben], interactionsUrl: app.url },
    { elapsed: () => elapsed, ackTimeoutMs: 3_000 },
  );
  slack = clientOf(inbox);
});
afterEach(async () => {
  await inbox.stop();
  await app.stop();
});

const clickOnce = async (): Promise<ReceivedPayload> => {
  await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
  const message = inbox.messages().at(-1) as InboxMessage;
  await inbox.click({ as: ann.email, message, actionId: 'task:not-yet' });
  return app.received.at(-1) as ReceivedPayload;
};
const openOne = async (view: typeof reasonModal = reasonModal): Promise<InboxModal> => {
  const { trigger_id } = await clickOnce();
  await slack.views.open({ trigger_id, view });
  return inbox.openModal(ann.email) as InboxModal;
};
const submit = (values: Record<string, Record<string, string>> = { why: { text: 'budget cut' } }) =>
  inbox.submitModal({ as: ann.email, values });

describe('opening', () => {
  it('shows the modal to who clicked, and to nobody else', async () => {
    const modal = await openOne();
    expect(modal).toMatchObject({
      callbackId: 'reason',
      privateMetadata: 'task-1',
      view: { title: { text: 'Not ready' } },
    });
    expect(modal.viewId).toMatch(/^V/);
    expect(inbox.openModal(ben.email)).toBeUndefined();
  });

  it('uses a trigger once, within three seconds', async () => {
    const { trigger_id } = await clickOnce();
    elapsed += 3_000;
    await slack.views.open({ trigger_id, view: reasonModal });
    const error = (code: string) => ({ data: { error: code } });
    await expect(slack.views.open({ trigger_id, view: reasonModal })).rejects.toMatchObject(
      error('exchanged_trigger_id'),
    );
    const late = await clickOnce();
    elapsed += 3_001;
    await expect(slack.views.open({ trigger_id: late.trigger_id, view: reasonModal })).rejects.toMatchObject(
      error('expired_trigger_id'),
    );
    await expect(slack.views.open({ trigger_id: '1.2.x', view: reasonModal })).rejects.toMatchObject(
      error('invalid_arguments'),
    );
  });

  it('does not spend the trigger on a view that is refused', async () => {
    const { trigger_id } = await clickOnce();
    const title = { type: 'plain_text' as const, text: 'x'.repeat(25) };
    await expect(slack.views.open({ trigger_id, view: { ...reasonModal, title } })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    });
    await slack.views.open({ trigger_id, view: reasonModal });
    expect(inbox.openModal(ann.email)).toBeDefined();
  });
});

it('updates an open view unless the hash says that somebody else did', async () => {
  const { viewId, hash } = await openOne();
  const view = { ...reasonModal, callback_id: 'second' };
  await slack.views.update({ view_id: viewId, hash, view });
  expect(inbox.openModal(ann.email)).toMatchObject({ viewId, callbackId: 'second' });
  const conflict = { data: { error: 'hash_conflict' } };
  await expect(slack.views.update({ view_id: viewId, hash, view })).rejects.toMatchObject(conflict);
  await expect(slack.views.update({ view_id: 'V404', view })).rejects.toMatchObject({ data: { error: 'not_found' } });
});

describe('submitting', () => {
  it('sends the values in the shape of Slack and closes the modal', async () => {
    const { viewId } = await openOne();
    const values = { why: { text: 'budget cut' }, kind: { choice: 'budget' }, seats: { count: '12' } };
    expect(await submit(values)).toEqual({ status: 200, body: '' });
    expect(app.received.at(-1)).toMatchObject({
      type: 'view_submission',
      user: { id: ann.id },
      view: {
        id: viewId,
        callback_id: 'reason',
        private_metadata: 'task-1',
        state: {
          values: {
            why: { text: { type: 'plain_text_input', value: 'budget cut' } },
            kind: { choice: { type: 'static_select', selected_option: { value: 'budget', text: { text: 'budget' } } } },
            seats: { count: { type: 'number_input', value: '12' } },
            day: { date: { type: 'datepicker', selected_date: '2026-04-01' } },
          },
        },
      },
    });
    expect(app.forged).toEqual([]);
    expect(inbox.openModal(ann.email)).toBeUndefined();
  });

  it.each([
    [{}, { why: 'Please complete this required field.' }],
    [{ why: { text: 'no' } }, { why: 'Please enter at least 3 characters.' }],
    [{ why: { text: 'x'.repeat(21) } }, { why: 'Please enter at most 20 characters.' }],
    [{ why: { text: 'budget' }, seats: { count: '1.5' } }, { seats: 'Please enter a whole number.' }],
    [{ why: { text: 'budget' }, seats: { count: '0' } }, { seats: 'Please enter 1 or more.' }],
    [{ why: { text: 'budget' }, kind: { choice: 'mood' } }, { kind: 'Please choose one of the options.' }],
    [{ why: { text: 'budget' }, day: { date: 'soon' } }, { day: 'Please enter a date.' }],
  ])('keeps %j back as Slack would', async (values: Record<string, Record<string, string>>, errors) => {
    await openOne();
    await expect(submit(values)).rejects.toMatchObject({ code: 'INBOX_INPUT_INVALID' });
    expect(inbox.openModal(ann.email)?.errors).toEqual(errors);
    expect(app.received.map((payload) => payload.type)).toEqual(['block_actions']);
  });

  it('names the inputs there are when a test names another', async () => {
    await openOne();
    await expect(submit({ who: { text: 'x' } })).rejects.toThrow(
      'Its inputs: why/text, kind/choice, seats/count, day/date',
    );
  });

  it('keeps the modal open with the errors of the app', async () => {
    await openOne();
    onSubmit = () => ({ body: { response_action: 'errors', errors: { why: 'Say more' } } });
    await submit();
    expect(inbox.openModal(ann.email)?.errors).toEqual({ why: 'Say more' });
    const { viewId } = inbox.openModal(ann.email) as InboxModal;
    await slack.views.update({ view_id: viewId, view: reasonModal });
    expect(inbox.openModal(ann.email)?.errors).toBeUndefined();
    onSubmit = () => undefined;
    await submit();
    expect(inbox.openModal(ann.email)).toBeUndefined();
  });

  it('follows update, push and clear', async () => {
    await openOne();
    onSubmit = () => ({ body: { response_action: 'update', view: { ...reasonModal, callback_id: 'updated' } } });
    await submit();
    expect(inbox.openModal(ann.email)?.callbackId).toBe('updated');
    onSubmit = () => ({ body: { response_action: 'push', view: { ...reasonModal, callback_id: 'pushed' } } });
    await submit();
    expect(inbox.openModal(ann.email)?.callbackId).toBe('pushed');
    onSubmit = () => undefined;
    await submit();
    expect(inbox.openModal(ann.email)?.callbackId).toBe('updated');
    onSubmit = () => ({ body: { response_action: 'clear' } });
    await submit();
    expect(inbox.openModal(ann.email)).toBeUndefined();
  });

  it.each([
    { status: 500 },
    { body: { response_action: 'errors', errors: { nowhere: 'x' } } },
    { body: { response_action: 'update', view: { type: 'modal' } } },
    { body: { response_action: 'dance' } },
  ])('keeps the modal open and complains when the app answers %j', async (answer) => {
    await openOne();
    onSubmit = () => answer;
    await submit();
    expect(inbox.openModal(ann.email)).toBeDefined();
    expect(await (await fetch(`${inbox.url}/?as=${ann.id}`)).text()).toContain('We had some trouble connecting.');
  });

  it('needs an open modal', async () => {
    await expect(submit()).rejects.toMatchObject({ code: 'INBOX_NO_MODAL' });
  });
});

it('tells the app of a closed modal only when the view asks for that', async () => {
  await openOne();
  expect(await inbox.closeModal(ann.email)).toBeUndefined();
  await openOne({ ...reasonModal, notify_on_close: true } as typeof reasonModal);
  expect(await inbox.closeModal(ann.email)).toMatchObject({ status: 200 });
  expect(app.received.at(-1)?.type).toBe('view_closed');
  expect(inbox.openModal(ann.email)).toBeUndefined();
});
