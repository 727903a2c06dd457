import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Fault, FaultPlan } from '../faults';
import type { InboxMail } from '../model';
import { readMail } from './read-mail';

const MAX_BYTES = 25 * 1024 * 1024;
/** A connection that hangs must stay open until the inbox stops. */
const SOCKET_TIMEOUT_MS = 24 * 60 * 60_000;

/** A running mail server. */
export interface SmtpDouble {
  /** For nodemailer's `createTransport`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an SMTP server on the loopback interface that takes every mail: no TLS, no login, 25 MB at most. */
export async function startSmtp(options: {
  port: number;
  faults: FaultPlan;
  now: () => Date | Promise<Date>;
  deliver: (mail: Omit<InboxMail, 'deliveries'>) => void;
}): Promise<SmtpDouble> {
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    hideSTARTTLS: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_BYTES,
    socketTimeout: SOCKET_TIMEOUT_MS,
    banner: 'local inbox',
    onData: (stream, session, callback) => {
      const drop = () => [...sockets].find((socket) => socket.remotePort === session.remotePort)?.destroy();
      receive(stream, session, options, drop).then(
        () => callback(),
        (reason: unknown) => callback(reason instanceof Error ? reason : new Error(String(reason))),
      );
    },
  });
  // A client that goes away in the middle is not a failure of the server.
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Takes one mail. Rejects with what the client is to be told. */
async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { faults, now, deliver }: Parameters<typeof startSmtp>[0],
  drop: () => void,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw smtpError(552, `the message is larger than ${MAX_BYTES} bytes`);
  const fault = faults.decide('smtp');
  if (fault && fault.kind !== 'dropAfterAccept') return fail(fault);
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom ? mailFrom.address : '', recipients: rcptTo.map(({ address }) => address) };
  deliver(await readMail(Buffer.concat(chunks), envelope, await now()));
  if (!fault) return;
  drop();
  return never();
}

function fail(fault: Fault): Promise<never> {
  if (fault.kind === 'rateLimited') throw smtpError(421, 'too many messages, try again later');
  if (fault.kind === 'serverError') throw smtpError(451, 'temporary failure, try again later');
  if (fault.kind === 'refused') throw smtpError(550, 'refused');
  return never();
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
