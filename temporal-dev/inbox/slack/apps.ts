import type { SlackMethod } from './method';

/** `apps.connections.open`: the address of a WebSocket, good for one connection. */
export const connectionsOpen: SlackMethod = (_args, { sockets }) => ({ url: sockets.address() });
