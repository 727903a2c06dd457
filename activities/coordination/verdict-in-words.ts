import type { DecisionLine, Verdict } from '../../src/domain/coordination';

/** A line of the decision ledger: `Expansion is asked for: queued`. */
export function verdictInWords(request: DecisionLine['request'], verdict: Verdict): string {
  return `${askedFor(request)}: ${answered(verdict)}`;
}

function askedFor(request: DecisionLine['request']): string {
  switch (request.type) {
    case 'start':
      return `Start of ${request.play}`;
    case 'touch':
      return `Writing to ${request.contactId}`;
    case 'lease':
      return 'Pausing promotion';
    case 'release':
      return 'Resuming promotion';
    case 'absorb':
      return `Joining with ${request.from}`;
  }
}

function answered(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'queued':
    case 'deferred':
      return `${verdict.kind} until ${verdict.until.slice(0, 16).replace('T', ' ')} UTC at the latest`;
    case 'declined':
      return verdict.code === 'withdrawn' ? 'withdrawn' : 'declined';
    case 'held-out':
      return 'held out';
    case 'noted':
      return 'done';
    default:
      return verdict.kind;
  }
}
