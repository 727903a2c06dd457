/**
 * @module
 * The part of the bench about load: events stored and evaluated, the time from an event to the Slack message, and the
 * memory of waiting accounts, with everything real.
 */
export { benchLoad, type LoadSurroundings } from './load';
export { tablesOf, type LoadReport } from './report';
