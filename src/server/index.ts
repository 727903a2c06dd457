/**
 * @module
 * The HTTP server (design §6): the API for ops, and Slack's clicks. It talks to Temporal and to the store.
 */
export { createServer, type ServerDeps } from './create-server';
export { createPlaysService, type PlaysService, type PlaysServiceDeps } from './plays/plays-service';
export { ApiProblem, PROBLEMS, type ProblemCode } from './problems';
export type { SlackDeps } from './slack/slack-door';
export { createUnsubscribe, type Unsubscribe } from './mail/unsubscribe';
export { startServer, type RunningServer } from './start-server';
export { requestPlay } from './plays/request-play';
