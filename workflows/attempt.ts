import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';

/** What became of an effect: its value, or why it failed for good. */
export type Outcome<T> = { readonly value: T } | { readonly failure: string };

/** Makes an effect and answers what became of it. Cancellation and mistakes in code are thrown on. */
export async function outcomeOf<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    if (!isCancellation(error) && error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) {
      return { failure: error.cause.message };
    }
    throw error;
  }
}
