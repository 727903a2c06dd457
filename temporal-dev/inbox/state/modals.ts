import { randomBytes } from 'node:crypto';
import type { InboxModal, ModalView } from '../model';

/** A view before it is on the screen: without the parts Slack adds. */
export type NewView = Omit<ModalView, 'id' | 'hash' | 'root_view_id' | 'previous_view_id'>;

interface OpenView {
  view: ModalView;
  errors?: Record<string, string>;
}

/** Slack lets an app stack three views. Source: docs.slack.dev/surfaces/modals ("a maximum of three views"). */
const MAX_STACKED = 3;

/** Which modal each person has on the screen: a stack of views, the last on top. As in Slack, this does not outlive the session. */
export class Modals {
  private readonly stacks = new Map<string, OpenView[]>();
  private counter = 0;

  constructor(private readonly changed: () => void) {}

  /** Opens a view as the only one of the person. */
  open(userId: string, view: NewView): ModalView {
    const id = this.newId();
    const opened = { ...view, id, hash: this.newHash(), root_view_id: id, previous_view_id: null } as ModalView;
    this.stacks.set(userId, [{ view: opened }]);
    this.changed();
    return opened;
  }

  /** Puts a view on top of those that are open; undefined when three are open already. */
  push(userId: string, view: NewView): ModalView | undefined {
    const stack = this.stacks.get(userId) ?? [];
    const below = stack.at(-1)?.view;
    if (!below || stack.length >= MAX_STACKED) return undefined;
    const pushed = {
      ...view,
      id: this.newId(),
      hash: this.newHash(),
      root_view_id: below.root_view_id,
      previous_view_id: below.id,
    } as ModalView;
    this.stacks.set(userId, [...stack, { view: pushed }]);
    this.changed();
    return pushed;
  }

  /** Replaces the content of an open view; its id stays, its hash changes. */
  update(viewId: string, view: NewView): ModalView | undefined {
    for (const stack of this.stacks.values()) {
      const open = stack.find((each) => each.view.id === viewId);
      if (!open) continue;
      const { id, root_view_id, previous_view_id } = open.view;
      open.view = { ...view, id, root_view_id, previous_view_id, hash: this.newHash() } as ModalView;
      open.errors = undefined;
      this.changed();
      return open.view;
    }
    return undefined;
  }

  /** An open view by the id Slack gave it or the one the app chose. */
  find(id: { viewId?: string; externalId?: string }): ModalView | undefined {
    return [...this.stacks.values()]
      .flat()
      .map((each) => each.view)
      .find((view) => (id.viewId ? view.id === id.viewId : view.external_id === id.externalId));
  }

  /** The view on top, as the person sees it. */
  top(userId: string): InboxModal | undefined {
    const open = this.stacks.get(userId)?.at(-1);
    if (!open) return undefined;
    const view = structuredClone(open.view);
    return {
      viewId: view.id,
      hash: view.hash,
      callbackId: view.callback_id,
      privateMetadata: view.private_metadata,
      view,
      errors: open.errors && { ...open.errors },
    };
  }

  /** Shows (or clears) what is wrong with the input of the view on top. */
  setErrors(userId: string, errors: Record<string, string> | undefined): void {
    const open = this.stacks.get(userId)?.at(-1);
    if (!open) return;
    open.errors = errors;
    this.changed();
  }

  /** Takes away the view on top, or all of them. */
  close(userId: string, which: 'top' | 'all'): void {
    const rest = which === 'all' ? [] : (this.stacks.get(userId) ?? []).slice(0, -1);
    if (rest.length) this.stacks.set(userId, rest);
    else this.stacks.delete(userId);
    this.changed();
  }

  private newId(): string {
    this.counter += 1;
    return `V${randomBytes(5).toString('hex').toUpperCase()}${this.counter}`;
  }

  private newHash(): string {
    return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
  }
}
