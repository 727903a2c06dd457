/** The task queue of plays and of what touches the store. */
export const PLAYS_QUEUE = 'playmaker';

/** The queue of messages to people: a queue of its own, so that Temporal's rate limit for it holds back nothing else. */
export const messagesQueue = (playsQueue: string): string => `${playsQueue}-messages`;
