import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';

/** Connections to a Temporal server: of the client and of the workers. Both reconnect by themselves. */
export interface TemporalConnections {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Workers must have stopped. */
  close(): Promise<void>;
}

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];
type Call = ReturnType<Interceptor>;

/** Connects, and answers once the server does. Rejects within about ten seconds when it does not. */
export async function connectTemporal(
  options: ConnectionOptions & NativeConnectionOptions = {},
  namespace = 'default',
): Promise<TemporalConnections> {
  const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), cancelledOnceClosed];
  // First: a native connection that fails ends the SDK's native runtime, which would keep the process alive.
  const native = await NativeConnection.connect(options);
  try {
    const connection = await Connection.connect({ ...options, interceptors });
    return {
      client: new Client({ connection, namespace }),
      connection: native,
      namespace,
      async close() {
        await connection.close();
        await native.close();
      },
    };
  } catch (error) {
    await native.close();
    throw error;
  }
}

/**
 * A call on a closed connection ends as cancelled. Without this, a call that the SDK meant to repeat after an outage throws
 * from a timer when the connection was closed meanwhile, which would end the process instead of a shutdown in order.
 */
const cancelledOnceClosed: Interceptor = (options, nextCall) => {
  try {
    return nextCall(options) as Call;
  } catch (error) {
    if (!(error instanceof Error && error.message === 'Channel has been shut down')) throw error;
    return cancelledCall(error.message);
  }
};

function cancelledCall(details: string): Call {
  const call: Pick<Call, 'start' | 'sendMessage' | 'halfClose' | 'cancelWithStatus' | 'startRead' | 'getPeer'> = {
    start(metadata, listener) {
      listener?.onReceiveMessage?.(undefined);
      listener?.onReceiveStatus?.({ code: CANCELLED, details, metadata });
    },
    sendMessage: () => undefined,
    halfClose: () => undefined,
    cancelWithStatus: () => undefined,
    startRead: () => undefined,
    getPeer: () => 'closed',
  };
  return call as Call;
}

/** grpc.github.io/grpc/core/md_doc_statuscodes.html */
const CANCELLED = 1;
