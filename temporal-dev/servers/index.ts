/**
 * Temporal's servers for development and tests: found, downloaded or built, started and ended.
 * @module
 */
export { cacheFolder, type Surroundings } from './cache-folder';
export { configuredAddress } from './configured-address';
export { startDevServer, type DevServer, type DevServerOptions } from './dev-server';
export { TemporalServerFailed, TemporalServerNotFound, type ClosedWay, type ServerFailureCode } from './errors';
export { findDevServer, type SearchOptions } from './find-dev-server';
export { freePort } from './ports';
export type { Progress } from './progress';
export type { SearchAttributes, SearchAttributeTypeName } from './search-attributes';
export type { FoundServer } from './search';
export { startTimeSkipping } from './time-skipping';
