/** @module A thread per run in a channel of Slack. */
export { NO_THREADS, type Threads } from './port';
export { createThreads, type RunningThreads, type ThreadsDeps } from './threads';
export { lineMessage, rootMessage, type ThreadRoot } from './thread-message';
export type { UnusableChannel } from './unusable-channels';
