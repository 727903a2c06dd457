import { randomBytes } from 'node:crypto';
import { InboxError } from '../errors';
import type { InboxMessage, InboxPerson, InteractionAnswer } from '../model';
import type { StoredConversation, StoredMessage } from '../state/journal';
import type { Homes } from '../state/homes';
import type { Modals } from '../state/modals';
import type { Notices } from '../state/notices';
import type { Sockets } from '../socket/sockets';
import type { Workspace } from '../state/workspace';
import { complaintOf, type DeliveryKind } from './delivery';
import { type ButtonChoice, findButton } from './find-action';
import type { HttpDeliveries } from './http-deliveries';
import { type GivenValues, readInput } from './input-values';
import {
  blockActionsPayload,
  homeActionsPayload,
  homeOpenedPayload,
  slashCommandPayload,
  viewClosedPayload,
  viewSubmissionPayload,
} from './payloads';
import type { ResponseUrls } from './response-urls';
import { readSubmissionAnswer } from './submission-answer';
import type { Triggers } from './triggers';

/** What a notice about the Home tab is about. */
export const HOME = 'home';

/** What interactions need around them. */
export interface InteractionParts {
  workspace: Workspace;
  modals: Modals;
  homes: Homes;
  notices: Notices;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  sockets: Sockets;
  http: HttpDeliveries;
  signingSecret: string;
  ackTimeoutMs: number;
  responseUrl: (token: string) => string;
}

/** What people do: they click buttons and fill in modals. Each goes to the app as Slack would send it. */
export class Interactions {
  /** Where interactions go; unset, every click is refused. */
  url: string | undefined;

  constructor(private readonly parts: InteractionParts) {}

  /**
   * Clicks a button of a message as the person saw it, which need not be as it stands now.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_MESSAGE_GONE`, `INBOX_NOT_VISIBLE`, `INBOX_NO_ACTION`, `INBOX_NO_INTERACTIONS_URL`
   */
  async click(input: { as: string; message: InboxMessage } & ButtonChoice): Promise<InteractionAnswer> {
    const { triggers, responseUrls, workspace } = this.parts;
    const person = workspace.people.requireByEmail(input.as);
    const { conversation, message: current } = this.visible(person, input.message);
    const message = { ...current, text: input.message.text, blocks: input.message.blocks };
    const found = findButton(message.blocks, input);
    const payload = blockActionsPayload({
      person,
      conversation,
      message,
      found,
      triggerId: triggers.give(person.id),
      responseUrl: this.parts.responseUrl(responseUrls.give(current, person.id)),
      actionTs: (Date.now() / 1000).toFixed(6),
    });
    return this.noticing(person, `${message.channel}/${message.ts}`, payload);
  }

  /**
   * Clicks a button of the person's Home tab.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_NO_HOME`, `INBOX_NO_ACTION`, `INBOX_NO_INTERACTIONS_URL`
   */
  async clickHome(input: { as: string } & ButtonChoice): Promise<InteractionAnswer> {
    const { workspace, homes, triggers } = this.parts;
    const person = workspace.people.requireByEmail(input.as);
    const view = homes.view(person.id);
    if (!view)
      throw new InboxError('INBOX_NO_HOME', `nothing was published for ${person.email}: call openHome() first.`);
    const found = findButton(view.blocks, input);
    const [triggerId, actionTs] = [triggers.give(person.id), (Date.now() / 1000).toFixed(6)];
    return this.noticing(person, HOME, homeActionsPayload({ person, view, found, triggerId, actionTs }));
  }

  /** A person opens the Home tab: the app hears of it and may publish something. @throws InboxError `INBOX_NO_PERSON`, `INBOX_NO_INTERACTIONS_URL` */
  async openHome(as: string): Promise<InteractionAnswer> {
    const { workspace, homes } = this.parts;
    const person = workspace.people.requireByEmail(as);
    const eventId = `Ev${randomBytes(5).toString('hex').toUpperCase()}`;
    const opened = { person, conversation: workspace.openDirect(person), view: homes.view(person.id), eventId };
    return this.noticing(person, HOME, homeOpenedPayload(opened), 'events_api');
  }

  /**
   * A person types a command such as `/plays tasks`, in a conversation or, without one, in their direct messages.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_NOT_VISIBLE`, `INBOX_REQUEST_INVALID`, `INBOX_NO_INTERACTIONS_URL`
   */
  async command(input: { as: string; text: string; channel?: string }): Promise<InteractionAnswer> {
    const { workspace, triggers, responseUrls } = this.parts;
    const person = workspace.people.requireByEmail(input.as);
    const conversation = this.writtenIn(person, input.channel);
    const typed = /^(\/\S+)\s*(.*)$/s.exec(input.text.trim());
    if (!typed) throw new InboxError('INBOX_REQUEST_INVALID', 'a command begins with a slash: /plays tasks');
    const payload = slashCommandPayload({
      ...{ person, conversation, command: typed[1]!, text: typed[2]! },
      triggerId: triggers.give(person.id),
      responseUrl: this.parts.responseUrl(responseUrls.give({ channel: conversation.id }, person.id)),
    });
    return this.noticing(person, conversation.id, payload, 'slash_commands');
  }

  /**
   * Submits the modal that is open for a person, after the checks that Slack's own client makes.
   * @throws InboxError `INBOX_NO_PERSON`, `INBOX_NO_MODAL`, `INBOX_NO_INTERACTIONS_URL`; `INBOX_INPUT_INVALID` when the input is
   * not fit to be sent (the modal then shows why)
   */
  async submit(input: { as: string; values: GivenValues }): Promise<InteractionAnswer> {
    const { workspace, modals, notices, triggers } = this.parts;
    const person = workspace.people.requireByEmail(input.as);
    const modal = modals.top(person.id);
    if (!modal) throw new InboxError('INBOX_NO_MODAL', `${person.email} has no modal open.`);
    const read = readInput(modal.view, input.values);
    if (!read.ok) {
      modals.setErrors(person.id, read.errors);
      throw new InboxError('INBOX_INPUT_INVALID', JSON.stringify(read.errors));
    }
    notices.clear(person.id);
    modals.setErrors(person.id, undefined);
    const answer = await this.send(
      'interactive',
      viewSubmissionPayload(person, modal.view, read.state, triggers.give(person.id)),
    );
    const complaint = complaintOf(answer) ?? this.follow(person, modal.viewId, answer);
    if (complaint) {
      notices.set(person.id, { about: modal.viewId, text: `We had some trouble connecting. Try again? ${complaint}` });
    }
    return answer;
  }

  /** Closes the view on top without submitting; the app hears of it when the view asked for that. */
  async close(as: string): Promise<InteractionAnswer | undefined> {
    const { workspace, modals, notices } = this.parts;
    const person = workspace.people.requireByEmail(as);
    const modal = modals.top(person.id);
    if (!modal) throw new InboxError('INBOX_NO_MODAL', `${person.email} has no modal open.`);
    const clears = modal.view.clear_on_close;
    modals.close(person.id, clears ? 'all' : 'top');
    notices.clear(person.id);
    return modal.view.notify_on_close
      ? this.send('interactive', viewClosedPayload(person, modal.view, clears))
      : undefined;
  }

  /** Does to the modal what the app answered; returns what is wrong with the answer. */
  private follow(person: InboxPerson, viewId: string, answer: InteractionAnswer): string | undefined {
    const { modals } = this.parts;
    const open = modals.top(person.id);
    // The app may have replaced or closed the view by views.update or views.open before it answered.
    if (open?.viewId !== viewId) return undefined;
    const outcome = readSubmissionAnswer(answer.body, open.view);
    switch (outcome.action) {
      case 'close':
        modals.close(person.id, 'top');
        return undefined;
      case 'clear':
        modals.close(person.id, 'all');
        return undefined;
      case 'errors':
        modals.setErrors(person.id, outcome.errors);
        return undefined;
      case 'update':
        modals.update(viewId, outcome.view);
        return undefined;
      case 'push':
        return modals.push(person.id, outcome.view) ? undefined : 'A fourth view cannot be pushed.';
      case 'invalid':
        return `The answer to the submission is not valid: ${outcome.reason}`;
    }
  }

  private visible(
    person: InboxPerson,
    seen: InboxMessage,
  ): { conversation: StoredConversation; message: StoredMessage } {
    const conversation = this.parts.workspace.conversation(seen.channel);
    const message = this.parts.workspace.find(seen.channel, seen.ts);
    if (!conversation || !message) {
      throw new InboxError('INBOX_MESSAGE_GONE', `there is no message ${seen.ts} in ${seen.channel} any more.`);
    }
    const isOthers = conversation.partner && conversation.partner.id !== person.id;
    if (isOthers || (message.ephemeralFor && message.ephemeralFor !== person.id)) {
      throw new InboxError(
        'INBOX_NOT_VISIBLE',
        `${person.email} does not see this message; click as someone who does.`,
      );
    }
    return { conversation, message };
  }

  private writtenIn(person: InboxPerson, channel: string | undefined): StoredConversation {
    const { workspace } = this.parts;
    if (channel === undefined) return workspace.openDirect(person);
    const found = workspace.conversation(channel) ?? workspace.channelNamed(channel);
    if (found && (!found.partner || found.partner.id === person.id)) return found;
    throw new InboxError(
      'INBOX_NOT_VISIBLE',
      `${person.email} cannot write in ${channel}; there may be no such place.`,
    );
  }

  /** Sends it, and keeps what the person sees when the app does not answer properly. */
  private async noticing(
    person: InboxPerson,
    about: string,
    payload: Record<string, unknown>,
    kind: DeliveryKind = 'interactive',
  ): Promise<InteractionAnswer> {
    const { notices } = this.parts;
    notices.clear(person.id);
    const answer = await this.send(kind, payload);
    const complaint = complaintOf(answer);
    if (complaint) notices.set(person.id, { about, text: complaint });
    return answer;
  }

  private async send(kind: DeliveryKind, payload: Record<string, unknown>): Promise<InteractionAnswer> {
    const { signingSecret, ackTimeoutMs, sockets, http } = this.parts;
    if (sockets.inUse) return sockets.deliver(kind, payload);
    if (!this.url) {
      throw new InboxError('INBOX_NO_INTERACTIONS_URL', 'nobody listens for clicks: call setInteractionsUrl() first.');
    }
    return http.deliver(kind, payload, { url: this.url, signingSecret, ackTimeoutMs });
  }
}
