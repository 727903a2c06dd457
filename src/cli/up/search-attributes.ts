import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from '../../../temporal-dev';
import { PlaymakerError } from '../../client';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';

/** `INDEXED_VALUE_TYPE_KEYWORD` of temporal/api/enums/v1/common.proto. */
const KEYWORD = 2;
/** `INVALID_ARGUMENT`: what a server answers to a query that names an attribute it does not know. */
const INVALID_ARGUMENT = 3;
/** A cluster hands new attributes to all its servers within a minute. */
const KNOWN_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;
const NAMES = Object.keys(SEARCH_ATTRIBUTE_TYPES);

/**
 * Sees to it that the namespace of a configured server knows the search attributes that every run carries: without them
 * no play starts. Missing ones are registered where that is allowed.
 *
 * @throws PlaymakerError `SEARCH_ATTRIBUTES_MISSING` with the command that registers them, where it is not
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  progress: Progress,
): Promise<void> {
  if (await known(connection, namespace)) return;
  const missing = await register(connection, namespace);
  progress(`Temporal: registered the search attributes ${missing.join(', ')} in the namespace ${namespace}`);
  const giveUpAt = Date.now() + KNOWN_WITHIN_MS;
  while (!(await known(connection, namespace))) {
    if (Date.now() > giveUpAt)
      throw missingError(namespace, 'they are registered, but the server does not know them yet');
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks by a query, which takes no more rights than listing runs does. */
async function known(connection: Connection, namespace: string): Promise<boolean> {
  const query = NAMES.map((name) => `${name} = '-'`).join(' AND ');
  try {
    await connection.workflowService.countWorkflowExecutions({ namespace, query });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === INVALID_ARGUMENT) return false;
    throw error;
  }
}

async function register(connection: Connection, namespace: string): Promise<readonly string[]> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = NAMES.filter((name) => customAttributes[name] === undefined);
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    if (missing.length > 0) await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return missing;
  } catch (error) {
    throw missingError(namespace, isGrpcServiceError(error) ? error.details : String(error), error);
  }
}

function missingError(namespace: string, why: string, cause?: unknown): PlaymakerError {
  const attributes = NAMES.map((name) => `--name ${name} --type Keyword`).join(' ');
  const cloud = NAMES.map((name) => `--sa ${name}=Keyword`).join(' ');
  return new PlaymakerError(
    {
      code: 'SEARCH_ATTRIBUTES_MISSING',
      detail: `The namespace ${namespace} lacks search attributes that every run carries, and playmaker could not register them: ${why}.`,
      next: [
        'Have somebody who may do so register them, and start again:',
        `  temporal operator search-attribute create --namespace ${namespace} ${attributes}`,
        'or, on Temporal Cloud:',
        `  tcld namespace search-attributes add --namespace ${namespace} ${cloud}`,
      ].join('\n'),
    },
    { cause },
  );
}
