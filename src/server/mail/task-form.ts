import { misfit, type Choice, type TaskCard } from '../../domain/tasks';
import { fitText } from '../plain-text';
import { inputOf, type Draft } from './task-page';

/** Reads the form, and what is wrong with it; the play checks the same. */
export function draftOf({ preview }: TaskCard, choice: Choice, form: URLSearchParams): Draft {
  const valueOf = (name: string) => textIn(form, name);
  const reason = valueOf('reason').slice(0, 3000);
  const values = choice.fields.map((field) => ({ field, value: valueOf(inputOf(field)).slice(0, 10_000) }));
  const complaints: Record<string, string> = {};
  if (choice.reason === 'required' && !reason) complaints['reason'] = 'Please give a reason.';
  for (const { field, value } of values) {
    const expected = value && misfit(field, value);
    if (field.required && !value) complaints[inputOf(field)] = 'Please fill this in.';
    else if (expected) complaints[inputOf(field)] = `Please enter ${expected}.`;
  }
  const fields = Object.fromEntries(values.filter(({ value }) => value).map(({ field, value }) => [field.id, value]));
  return { reason, fields, complaints, problem: problemOf(preview, complaints, valueOf) };
}

function problemOf(
  preview: TaskCard['preview'],
  complaints: Draft['complaints'],
  valueOf: (name: string) => string,
): string | undefined {
  // Whatever sends forms by itself has not read this one.
  if (valueOf('confirm') !== 'yes') return 'This did not count yet: please confirm below.';
  if (preview !== undefined && valueOf('version') !== String(preview.version))
    return 'The text has changed since you opened this page. Please read it below, then confirm.';
  return Object.keys(complaints).length > 0 ? 'This did not count yet: please correct what is marked.' : undefined;
}

/** What stands in an input: with the line ends and characters that texts have here, without blanks around it. */
export const textIn = (form: URLSearchParams, name: string): string =>
  fitText(form.get(name) ?? '')
    .replace(/\r\n?/g, '\n')
    .trim();
