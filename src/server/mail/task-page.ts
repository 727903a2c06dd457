import { cardTitle, dueWords, onHoldWords } from '../../../activities/notify/card-text';
import { sentence, spokenTime } from '../../../activities/notify/plain-words';
import type { CardState, Choice, Field, TaskCard } from '../../domain/tasks';
import { html, type Html } from './html';
import type { Page } from './page';

/** A task as the person sees it to whom the link was sent. */
export interface TaskSeen {
  readonly card: TaskCard;
  readonly state: Extract<CardState, { kind: 'open' }>;
  /** How the person is called, and whose time the page tells. */
  readonly name: string;
  readonly timeZone: string;
}

/** What was filled in, and what is wrong with it. */
export interface Draft {
  readonly reason?: string;
  readonly fields: Readonly<Record<string, string>>;
  /** By the name of an input. */
  readonly complaints: Readonly<Record<string, string>>;
  /** What keeps the whole from counting. */
  readonly problem?: string;
  /** It may count already: nobody could tell. */
  readonly isUnsure?: boolean;
}

export const EMPTY_DRAFT: Draft = { fields: {}, complaints: {} };

/** Names of inputs; those of fields cannot be taken for others. */
export const inputOf = ({ id }: Pick<Field, 'id'>): string => `field:${id}`;

/** The page that asks to confirm one choice. */
export function confirmPage(seen: TaskSeen, choice: Choice, draft: Draft, status = 200): Page {
  const { card, name } = seen;
  return {
    status,
    title: `${choice.label} – ${cardTitle(card)}`,
    body: html`${head(seen)} ${draft.problem && html`<p class="complaint" role="alert">${draft.problem}</p>`}
      <section>
        <h2>Your answer: ${choice.label}</h2>
        ${choice.effect && html`<p>${choice.effect}</p>`}
        <form method="post">
          <input type="hidden" name="confirm" value="yes" />
          <input type="hidden" name="version" value="${card.preview?.version ?? ''}" />
          ${choice.fields.map((field) => fieldInput(field, draft))}
          ${choice.reason !== 'none' && reasonInput(choice, draft)}
          <button type="submit" ${choice.style === 'danger' && html`class="danger"`}>Confirm “${choice.label}”</button>
        </form>
        <p class="about">
          ${!draft.isUnsure && 'Nothing has been decided yet. '}Confirming answers in the name of ${name}.
        </p>
      </section>
      ${facts(seen)}`,
  };
}

/** The page of the whole task: its choices, each of which leads to a page of its own, and a place for a note. */
export function wholePage(
  seen: TaskSeen,
  choices: readonly { readonly choice: Choice; readonly address: string }[],
): Page {
  return {
    status: 200,
    title: cardTitle(seen.card),
    body: html`${head(seen)}
      ${
        choices.length > 0 &&
        html`<section>
          <h2>Your choices</h2>
          <ul class="choices">
            ${choices.map(
              ({ choice: { label, effect }, address }) =>
                html`<li><a class="choice" href="${address}">${label}</a>${effect && html`<br />${effect}`}</li>`,
            )}
          </ul>
          <p class="about">Each opens a page on which you confirm it.</p>
        </section>`
      }
      ${facts(seen)}
      <section>
        <form method="post">
          <input type="hidden" name="confirm" value="yes" />
          <label for="note">Add a note for whoever answers</label>
          <textarea id="note" name="note" maxlength="3000" required></textarea>
          <button type="submit">Add the note</button>
        </form>
      </section>`,
  };
}

/** The page of a task whose play stands still. */
export const holdPage = (seen: TaskSeen, why: string): Page => ({
  status: 200,
  title: cardTitle(seen.card),
  body: html`${head(seen)}
    <section>
      <p>${onHoldWords(why)} This page works again when the play goes on.</p>
    </section>
    ${facts(seen)}`,
});

function head({ card, state, timeZone }: TaskSeen): Html {
  return html`<p class="about">${cardTitle(card)} · ${card.phase}</p>
    <h1>${card.question}</h1>
    ${state.due && html`<p>${dueWords(state.due, (at) => spokenTime(at, timeZone))}</p>`}
    ${state.note && html`<p>${sentence(state.note)}</p>`}`;
}

function facts({ card, state, timeZone }: TaskSeen): Html {
  const { why, evidence, preview } = card;
  return html`${
    why &&
    html`<section>
      <h2>Why now</h2>
      <p>${why}</p>
    </section>`
  }
  ${
    evidence.length > 0 &&
    html`<section>
      <h2>Evidence</h2>
      <dl>
        ${evidence.map(
          ({ label, value }) =>
            html`<dt>${label}</dt>
              <dd>${value || '–'}</dd>`,
        )}
      </dl>
    </section>`
  }
  ${
    preview &&
    html`<section>
      <h2>${preview.title}, version ${preview.version}</h2>
      <pre>${preview.text}</pre>
    </section>`
  }
  ${
    state.notes &&
    html`<section>
      <h2>Notes</h2>
      <ul>
        ${state.notes.map(
          ({ by, text, at }) =>
            html`<li>
              ${by}, ${spokenTime(at, timeZone)}:
              <pre>${text}</pre>
            </li>`,
        )}
      </ul>
    </section>`
  }`;
}

function reasonInput({ reason, reasonLabel = 'Reason' }: Choice, draft: Draft): Html {
  const required = reason === 'required';
  const complaint = draft.complaints['reason'];
  return html`<label for="reason">${reasonLabel} ${!required && OPTIONAL}</label>
    <textarea id="reason" name="reason" maxlength="3000" ${required && REQUIRED} ${complaint && wrong('reason')}>
${draft.reason ?? ''}</textarea
    >${complaint && complaintFor('reason', complaint)}`;
}

function fieldInput(field: Field, draft: Draft): Html {
  const { label, kind, required, initial = '' } = field;
  const name = inputOf(field);
  const value = draft.fields[field.id] ?? initial;
  const complaint = draft.complaints[name];
  const flags = html`${required && REQUIRED} ${complaint && wrong(name)}`;
  // A number is typed as text: what is no number is answered with words, whatever the browser's own language is.
  const input =
    kind === 'long-text'
      ? html`<textarea id="${name}" name="${name}" maxlength="10000" ${flags}>${value}</textarea>`
      : html`<input
          id="${name}"
          name="${name}"
          value="${value}"
          maxlength="10000"
          ${kind === 'number' && html`inputmode="decimal"`}
          ${flags}
        />`;
  return html`<label for="${name}">${label} ${!required && OPTIONAL}</label
    >${input}${complaint && complaintFor(name, complaint)}`;
}

const REQUIRED = html`required`;
const OPTIONAL = html`<span class="hint">(optional)</span>`;
const wrong = (name: string): Html => html`aria-invalid="true" aria-describedby="wrong:${name}"`;
const complaintFor = (name: string, complaint: string): Html =>
  html`<p class="complaint" id="wrong:${name}">${complaint}</p>`;
