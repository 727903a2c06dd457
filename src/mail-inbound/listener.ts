import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { SmtpRefusal } from './smtp-refusal';
import { destinationOf, takeMail, type Destination, type TakeMailDeps } from './take-mail';

export interface MailInboundOptions extends TakeMailDeps {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** Hears of what failed on our side; the sender's server tries again. */
  readonly failed: (error: unknown) => void;
}

/** A running listener. */
export interface MailInbound {
  readonly port: number;
  /** Takes no more mail, and waits for what is being taken. */
  stop(): Promise<void>;
}

/** A report may hold the mail it is about, with what was attached to that. */
const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
/** How long connections that say nothing may keep `stop` waiting. */
const CLOSE_MS = 1_000;

/**
 * Listens for mail to the addresses that our own mails carry, and for nothing else: it relays nothing. It stands behind a
 * mail server that the domain's MX names, which does TLS, greylisting and the like.
 *
 * One recipient at a time: others get 452, so that each has an answer of its own when their mail comes again.
 */
export async function startMailInbound(options: MailInboundOptions): Promise<MailInbound> {
  const { port, host, addresses } = options;
  const working = new Set<Promise<unknown>>();
  const destinations = new WeakMap<SMTPServerSession, Destination>();
  /** Answers the other server when the work is done, or with why it was not. */
  const attempt = (work: () => Promise<void>, callback: (error?: Error | null) => void) => {
    const run = work().then(
      () => callback(),
      (error: unknown) => {
        if (!(error instanceof SmtpRefusal)) options.failed(error);
        callback(error instanceof SmtpRefusal ? error : new SmtpRefusal(451, '4.3.0 Not now. Please try again later.'));
      },
    );
    working.add(run);
    void run.finally(() => working.delete(run));
  };
  const server = new SMTPServer({
    ...{ name: addresses.domain, banner: 'playmaker', logger: false, size: MAX_BYTES, maxClients: 50 },
    ...{ authOptional: true, hideSTARTTLS: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true },
    ...{ socketTimeout: TIMEOUT_MS, closeTimeout: CLOSE_MS },
    onRcptTo: ({ address }, session, callback) =>
      attempt(async () => {
        if (session.envelope.rcptTo.length > 0) throw new SmtpRefusal(452, '4.5.3 One recipient at a time.');
        const to = await destinationOf(addresses, address);
        if (!to) throw new SmtpRefusal(550, '5.1.1 There is no such address here.');
        destinations.set(session, to);
      }, callback),
    onData: (stream, session, callback) =>
      attempt(async () => {
        const raw = await bytesOf(stream);
        const to = destinations.get(session);
        if (!to) throw new SmtpRefusal(503, '5.5.1 Name a recipient first.');
        const { mailFrom } = session.envelope;
        await takeMail(options, to, mailFrom ? mailFrom.address : '', raw);
      }, callback),
  });
  await listen(server, port, host);
  return {
    port: (server.server.address() as AddressInfo).port,
    async stop() {
      await Promise.all(working);
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: SMTPServer, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  // A peer that goes away in the middle is no failure of ours: nothing of its mail is kept, and it tries again.
  server.on('error', () => undefined);
}

/** Reads it to its end, as SMTP wants, and keeps no more of it than is allowed. */
async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BYTES || stream.sizeExceeded)
    throw new SmtpRefusal(552, `5.3.4 The mail is larger than ${MAX_BYTES} bytes.`);
  return Buffer.concat(chunks);
}
