import pino from 'pino';
import { sdkLogger } from './quiet-temporal';

type Line = Readonly<Record<string, unknown>>;

function logged(): { readonly lines: () => Line[]; readonly logger: ReturnType<typeof sdkLogger> } {
  const written: string[] = [];
  const logger = sdkLogger(pino({}, { write: (line: string) => void written.push(line) }));
  return { logger, lines: () => written.map((line) => JSON.parse(line) as Line) };
}

describe('what the SDK has to say', () => {
  it('is one JSON object with its level for each line, with what is told beside it', () => {
    const { logger, lines } = logged();
    logger.warn('Worker polls slowly', { sdkComponent: 'core', target: 'temporal_sdk', spanContexts: [] });
    logger.error('Workflow failed', { error: new Error('no bundle') });
    logger.info('Worker state changed');
    expect(lines()).toEqual([
      expect.objectContaining({ level: 40, from: 'temporal', sdkComponent: 'core', msg: 'Worker polls slowly' }),
      expect.objectContaining({
        ...{ level: 50, msg: 'Workflow failed' },
        err: expect.objectContaining({
          message: 'no bundle',
          stack: expect.stringContaining('at ') as string,
        }) as object,
      }),
    ]);
  });

  it('is left out where nothing is wrong or lost', () => {
    const { logger, lines } = logged();
    logger.warn('No workflows registered, not polling for workflow tasks');
    logger.warn(
      'Temporal Server 1.16.0 or newer is required to guarantee that the latest heartbeat details are preserved',
    );
    expect(lines()).toEqual([]);
  });

  it('is told once of a server that is away, however many calls it fails', () => {
    const { logger, lines } = logged();
    for (const call of ['poll_workflow_task_queue', 'poll_activity_task_queue', 'poll_nexus_task_queue'])
      logger.warn(`gRPC call ${call} retried 5 times`);
    expect(lines()).toHaveLength(1);
  });
});
