import type { InteractionAnswer } from '../model';
import { deliver, type DeliveryKind, type DeliveryOptions } from './delivery';

/** What can happen to a delivery over HTTP on its way. */
export type HttpFault =
  /** It arrives a second time although it was answered, as when the answer was lost on its way back. */
  | 'repeat'
  /** It is kept back until `release()`, so that later ones arrive before it. */
  | 'delay';

/** What Slack delivers over HTTP, as tests steer it. */
export interface InboxHttp {
  /** What happens to the next delivery. */
  next(fault: HttpFault): void;
  /** Delivers what `next('delay')` has kept back. */
  release(): void;
}

/** Slack's side of HTTP: delivers, unless a fault is planned. */
export class HttpDeliveries implements InboxHttp {
  private readonly faults: HttpFault[] = [];
  private readonly kept: (() => void)[] = [];

  next(fault: HttpFault): void {
    this.faults.push(fault);
  }

  release(): void {
    for (const go of this.kept.splice(0)) go();
  }

  /** See {@link deliver}; of a repeated delivery the later answer. Never rejects. */
  async deliver(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    options: DeliveryOptions,
  ): Promise<InteractionAnswer> {
    const fault = this.faults.shift();
    if (fault === 'delay') await new Promise<void>((go) => this.kept.push(go));
    const answer = await deliver(kind, payload, options);
    return fault === 'repeat' ? deliver(kind, payload, options, RETRY) : answer;
  }
}

/** Source: docs.slack.dev/apis/events-api, "Retries". */
const RETRY = { 'X-Slack-Retry-Num': '1', 'X-Slack-Retry-Reason': 'http_timeout' };
