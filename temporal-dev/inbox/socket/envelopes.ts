import { randomUUID } from 'node:crypto';
import type { InteractionAnswer } from '../model';
import type { DeliveryKind } from '../people/delivery';
import type { Line } from './line';

/** Slack gives up on an event after so many more attempts. Source: docs.slack.dev/apis/events-api, "Retries". */
const EVENT_RETRIES = 3;

/** What can happen to an envelope on its way. */
export type SocketFault =
  /** The connection is lost instead of delivering it. */
  | 'lostEnvelope'
  /** It arrives and is acknowledged, but the connection is lost before Slack hears of that. */
  | 'lostAcknowledgement'
  /** It arrives a second time although it was acknowledged. */
  | 'repeat'
  /** It is kept back until `release()`. */
  | 'delay';

interface Envelope {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly payload: Record<string, unknown>;
  readonly settle: (answer: InteractionAnswer) => void;
  timer: NodeJS.Timeout;
  fault?: SocketFault;
  attempt: number;
  reason: string;
  /** The connection it went out by, while that is open. */
  line?: Line;
}

/** The envelopes that wait for their acknowledgement; each goes out again when its connection is lost. */
export class Envelopes {
  private readonly waiting = new Map<string, Envelope>();
  private readonly faults: SocketFault[] = [];

  /** @param line the connection to use now, if there is one */
  constructor(
    private readonly ackTimeoutMs: number,
    private readonly line: () => Line | undefined,
  ) {}

  plan(fault: SocketFault): void {
    this.faults.push(fault);
  }

  /** Resolves with the acknowledgement as if it were an HTTP answer; status 0: there was none in time. Never rejects. */
  deliver(kind: DeliveryKind, payload: Record<string, unknown>): Promise<InteractionAnswer> {
    return new Promise((settle) => {
      const id = randomUUID();
      const timer = setTimeout(() => this.late(id), this.ackTimeoutMs);
      const envelope = { id, kind, payload, settle, timer, fault: this.faults.shift(), attempt: 0, reason: '' };
      this.waiting.set(id, envelope);
      this.send(envelope);
    });
  }

  /** Delivers what was kept back. */
  release(): void {
    for (const envelope of this.waiting.values()) {
      if (envelope.fault !== 'delay') continue;
      envelope.fault = undefined;
      this.send(envelope);
    }
  }

  /** A connection can take envelopes now: those that wait for one go out. */
  connected(): void {
    for (const envelope of this.waiting.values()) if (!envelope.line) this.send(envelope);
  }

  /** A connection is gone: what it carried goes out by another, or by the next. */
  lost(line: Line): void {
    for (const envelope of this.waiting.values()) {
      if (envelope.line !== line) continue;
      envelope.line = undefined;
      this.again(envelope, 'connection_failed');
    }
  }

  /** What the app said about an envelope. */
  acknowledged(id: string, payload: unknown): void {
    const envelope = this.waiting.get(id);
    if (!envelope) return;
    if (envelope.fault === 'lostAcknowledgement') {
      envelope.fault = undefined;
      envelope.line?.drop();
    } else if (envelope.fault === 'repeat') {
      envelope.fault = undefined;
      this.again(envelope, 'timeout');
    } else {
      const isEmpty = typeof payload !== 'object' || payload === null || Object.keys(payload).length === 0;
      this.finish(envelope, { status: 200, body: isEmpty ? '' : payload });
    }
  }

  stop(): void {
    for (const envelope of this.waiting.values()) this.finish(envelope, noAnswer('the inbox was stopped'));
  }

  private again(envelope: Envelope, reason: string): void {
    envelope.attempt += 1;
    envelope.reason = reason;
    this.send(envelope);
  }

  private send(envelope: Envelope): void {
    const line = this.line();
    if (!line || envelope.fault === 'delay') return;
    if (envelope.fault === 'lostEnvelope') {
      envelope.fault = undefined;
      return line.drop();
    }
    envelope.line = line;
    const isEvent = envelope.kind === 'events_api';
    line.send({
      envelope_id: envelope.id,
      type: envelope.kind,
      accepts_response_payload: !isEvent,
      payload: envelope.payload,
      ...(isEvent || envelope.attempt > 0 ? { retry_attempt: envelope.attempt, retry_reason: envelope.reason } : {}),
    });
  }

  private late(id: string): void {
    const envelope = this.waiting.get(id);
    if (!envelope) return;
    if (envelope.kind === 'events_api' && envelope.attempt < EVENT_RETRIES) {
      envelope.timer = setTimeout(() => this.late(id), this.ackTimeoutMs);
      return this.again(envelope, 'timeout');
    }
    this.finish(envelope, noAnswer(`no answer within ${this.ackTimeoutMs} ms`));
  }

  private finish(envelope: Envelope, answer: InteractionAnswer): void {
    clearTimeout(envelope.timer);
    this.waiting.delete(envelope.id);
    envelope.settle(answer);
  }
}

const noAnswer = (message: string): InteractionAnswer => ({ status: 0, body: { error: 'operation_timeout', message } });
