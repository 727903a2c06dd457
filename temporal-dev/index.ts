/**
 * Temporal for development and tests: its servers. The local inbox is in `temporal-dev/inbox`.
 * @module
 */
export {
  cacheFolder,
  configuredAddress,
  findDevServer,
  freePort,
  startDevServer,
  startTimeSkipping,
  TemporalServerFailed,
  TemporalServerNotFound,
} from './servers';
export type {
  ClosedWay,
  DevServer,
  DevServerOptions,
  FoundServer,
  Progress,
  SearchAttributes,
  SearchAttributeTypeName,
  SearchOptions,
  ServerFailureCode,
  Surroundings,
} from './servers';
