export { createGateActivities, type GateDeps } from './gates';
export type { GateActivities, GateRequest } from './port';
