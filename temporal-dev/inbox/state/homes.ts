import { randomBytes } from 'node:crypto';
import type { HomeView, InboxHome } from '../model';

/** A Home tab before it is published: without the parts Slack adds. */
export type NewHome = Omit<HomeView, 'id' | 'hash' | 'root_view_id'>;

/** What the app shows each person on its Home tab. */
export class Homes {
  private readonly byPerson = new Map<string, { view: HomeView; published: number }>();

  constructor(private readonly changed: () => void) {}

  /** Replaces the Home tab of a person: its id stays, its hash changes. */
  publish(userId: string, view: NewHome): HomeView {
    const before = this.byPerson.get(userId);
    const id = before?.view.id ?? `V${randomBytes(5).toString('hex').toUpperCase()}H${this.byPerson.size + 1}`;
    const hash = `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
    const published = { ...view, id, root_view_id: id, hash } as HomeView;
    this.byPerson.set(userId, { view: published, published: (before?.published ?? 0) + 1 });
    this.changed();
    return published;
  }

  /** The view as Slack hands it back; undefined until something was published. */
  view(userId: string): HomeView | undefined {
    return structuredClone(this.byPerson.get(userId)?.view);
  }

  /** As the person sees it; undefined until something was published. */
  of(userId: string): InboxHome | undefined {
    const home = this.byPerson.get(userId);
    return home && { ...structuredClone(home.view), published: home.published };
  }
}
