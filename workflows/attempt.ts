import { ActivityFailure, ApplicationFailure, isCancellation } from '@temporalio/workflow';

/** What became of an effect: its value, or why it failed for good. */
export type Outcome<T> = { readonly value: T } | { readonly failure: string };

/** Makes an effect and answers what became of it. Cancellation and mistakes in code are thrown on. */
export async function outcomeOf<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    const failure = failureIn(error);
    if (!failure) throw error;
    return { failure: failure.message };
  }
}

/** How an activity failed for good; undefined for a cancellation or a mistake in code. */
export function failureIn(error: unknown): ApplicationFailure | undefined {
  if (isCancellation(error)) return undefined;
  // A local activity fails with its failure itself, any other with an ActivityFailure around it.
  const failure = error instanceof ActivityFailure ? error.cause : error;
  return failure instanceof ApplicationFailure ? failure : undefined;
}
