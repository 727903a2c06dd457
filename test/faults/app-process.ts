/**
 * @module
 * The process that the fault run kills: playmaker whole, with workers, HTTP server and store, as its environment says.
 * It prints its address when it is ready.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startApp } from '../../src/app';
import { readConfig } from '../../src/config';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const address = process.env.TEMPORAL_ADDRESS;
  const connection = await Connection.connect({ address });
  const app = await startApp({
    config,
    temporal: { client: new Client({ connection }), connection: await NativeConnection.connect({ address }) },
    slack: config.slack!,
    mail: config.mail!,
    apiKeys: [config.apiKeys[0]!],
    port: 0,
    slackTimeoutMs: 1_500,
  });
  process.stdout.write(`${app.url}\n`);
  await app.finished;
}

void main();
