/** What Slack shows a person beside a button or a modal when the app did not answer properly. */
export interface Notice {
  /** `channel/ts` of a message, or the id of a view. */
  about: string;
  text: string;
}

/** The last failed interaction of each person, until they try again. */
export class Notices {
  private readonly byPerson = new Map<string, Notice>();

  constructor(private readonly changed: () => void) {}

  set(userId: string, notice: Notice): void {
    this.byPerson.set(userId, notice);
    this.changed();
  }

  clear(userId: string): void {
    if (this.byPerson.delete(userId)) this.changed();
  }

  of(userId: string, about: string): string | undefined {
    const notice = this.byPerson.get(userId);
    return notice?.about === about ? notice.text : undefined;
  }
}
