import { temporal } from '@temporalio/proto';

const { History } = temporal.api.history.v1;

/** A recorded history and the id of its run, which a replay needs and a history does not hold. */
export interface Recording {
  readonly workflowId: string;
  readonly history: temporal.api.history.v1.IHistory;
}

/**
 * The text of a recording's file: enums by name, numbers of 64 bits and bytes as strings. `historyToJSON` of
 * `@temporalio/common` would be the obvious choice, but fails where npm installs two copies of protobufjs.
 */
export function recordingOf(workflowId: string, history: temporal.api.history.v1.IHistory): string {
  const { events } = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String });
  return `${JSON.stringify({ workflowId, events: events as unknown }, undefined, 1)}\n`;
}

/** Reads what `recordingOf` wrote. */
export function readRecording(text: string): Recording {
  const { workflowId, events } = JSON.parse(text) as { workflowId: string; events: unknown };
  return { workflowId, history: History.fromObject({ events }) };
}
