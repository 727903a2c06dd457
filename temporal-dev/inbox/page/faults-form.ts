import type { FaultCounts, FaultMix, FaultSettings } from '../faults';
import { type Html, html } from './html';

const labels: readonly [keyof FaultMix & ('rateLimited' | 'serverError' | 'hang' | 'dropAfterAccept'), string][] = [
  ['rateLimited', 'Rate limited (429 / 421)'],
  ['serverError', 'Server error (503 / 451)'],
  ['hang', 'Hang: no answer'],
  ['dropAfterAccept', 'Accepted, then the connection drops'],
];

/** The form that switches faults on; each number is a probability from 0 to 1. */
export function renderFaults(settings: FaultSettings, counts: FaultCounts): Html {
  const cell = (channel: 'slack' | 'smtp', kind: (typeof labels)[number][0], label: string) =>
    html`<td>
      <input
        type="number"
        min="0"
        max="1"
        step="any"
        name="${channel}.${kind}"
        value="${settings[channel]?.[kind] ?? 0}"
        aria-label="${channel}: ${label}"
      />
      <small>${counts[channel][kind]} so far</small>
    </td>`;
  return html`<form class="faults" data-faults>
    <p>
      Each number is the share of calls that fail this way: 0 never, 1 always. The same seed and the same order of calls
      fail alike.
    </p>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>Slack</th>
          <th>Mail</th>
        </tr>
      </thead>
      <tbody>
        ${labels.map(
          ([kind, label]) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${cell('slack', kind, label)}${cell('smtp', kind, label)}
            </tr>`,
        )}
        <tr>
          <th scope="row">Calls so far</th>
          <td>${counts.slack.calls}</td>
          <td>${counts.smtp.calls}</td>
        </tr>
      </tbody>
    </table>
    <div class="row">
      <label
        >Retry-After (seconds)
        <input type="number" min="0" name="retryAfterSeconds" value="${settings.slack?.retryAfterSeconds ?? 1}"
      /></label>
      <label>Seed <input type="number" name="seed" value="${settings.seed ?? 1}" /></label>
    </div>
    <div class="error" data-error role="alert"></div>
    <div class="b-actions">
      <button type="submit" class="btn primary">Apply</button
      ><button type="button" class="btn" data-clear-faults>Switch all off</button>
    </div>
  </form>`;
}
