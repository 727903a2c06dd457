import type { InboxMail } from '../../temporal-dev/inbox';
import { Chance } from '../chance';
import type { Call } from './calls';
import { Customer } from './customer';
import { WRITE_KEY, type Ground } from './ground';
import type { Log } from './log';
import type { World } from './world';

/** Calls of Segment in one batch; 500 KB are allowed. */
const BATCH = 200;
/** Use of the seats is told once a week. */
const METERED_EVERY_DAYS = 7;
const PULSE = /^One question about/;
const PROPOSAL = /^Our proposal for/;

/** All customers: what happens at them, told as their systems tell it, over HTTP. */
export class Customers {
  private readonly customers: ReadonlyMap<string, Customer>;

  constructor(
    private readonly seed: number,
    { accounts }: World,
    private readonly ground: Ground,
    private readonly log: Log,
  ) {
    this.customers = new Map(accounts.map((account) => [account.id, new Customer(seed, account, log)]));
  }

  /** Tells what happened in the day that ends now. */
  async day(day: number): Promise<void> {
    const calls: Call[] = [];
    for (const [accountId, customer] of this.customers) {
      const account = day % METERED_EVERY_DAYS === 0 ? await this.ground.store.accounts.get(accountId) : undefined;
      calls.push(...customer.day(day, this.ground.now, account && (account.contract?.seats ?? 1)));
    }
    calls.sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1));
    for (let first = 0; first < calls.length; first += BATCH) await this.post(calls.slice(first, first + BATCH));
    await this.ground.app.accounts.settled();
    await this.ground.look();
    this.log.wasTold(this.ground.now);
  }

  /** They read their mail. Some of it does not arrive, and their mail server says so. */
  async read(mails: readonly InboxMail[]): Promise<void> {
    for (const mail of mails) {
      const [email = ''] = mail.to;
      const accountId = this.log.contacts.find((each) => each.email === email)?.accountId;
      if (accountId === undefined) continue;
      const run = await this.proposalIn(mail, accountId);
      this.customers
        .get(accountId)!
        .got({ email, key: mail.messageId, proposal: run, asks: PULSE.test(mail.subject) }, this.ground.now);
      const bounces = mail.returnPath !== undefined && new Chance(this.seed, 'bounce', mail.messageId).happens(0.015);
      if (bounces) await this.bounce(mail, { accountId, email });
    }
  }

  private async bounce(mail: InboxMail, of: { accountId: string; email: string }): Promise<void> {
    await this.ground.inbox.report({ mail, as: 'bounce' });
    await this.ground.app.accounts.settled();
    await this.ground.look();
    this.log.bounces.push({ ...of, at: this.ground.now });
    this.log.count('mails that came back');
  }

  /** The proposal that came with a mail, by its id in the CRM. */
  private async proposalIn({ subject }: InboxMail, accountId: string): Promise<string | undefined> {
    if (!PROPOSAL.test(subject)) return undefined;
    const documents = await this.ground.store.documents.list({ accountId });
    return documents.filter(({ runId }) => runId.startsWith('play/expansion/')).at(-1)?.documentId;
  }

  private async post(batch: readonly Call[]): Promise<void> {
    const response = await fetch(`${this.ground.app.url}/v1/batch`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`,
      },
      body: JSON.stringify({ batch, sentAt: new Date(this.ground.now).toISOString() }),
    });
    const { verdicts = [] } = (await response.json()) as { verdicts?: readonly { verdict: string }[] };
    const refused = verdicts.filter(({ verdict }) => verdict !== 'stored');
    this.log.count('events told', batch.length);
    if (!response.ok || refused.length > 0)
      throw new Error(`Events were not taken: ${JSON.stringify(refused[0] ?? response.status)}`);
  }
}
