/** @module The all-in-one process: store, channels, workers and HTTP server wired together. */
export { startApp, type App, type AppOptions } from './app';
export { openConfiguredStore } from './configured-store';
export { packageRoot } from '../config/package-root';
export { connectTemporal, type TemporalConnections } from './connect-temporal';
export { scheduleRegularWork } from './schedules';
