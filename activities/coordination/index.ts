export { createCoordinationActivities, type CoordinationDeps } from './activities';
export { factsOf } from './account-facts';
export { askCoordinator, type AskCoordinator } from './ask';
export { isAlive, noteLost } from './lost-runs';
export type {
  CoordinationActivities,
  CoordinatorActs,
  CoordinatorMemory,
  HandedOver,
  HandOverRequest,
  Recipient,
  Surroundings,
  TouchRequested,
} from './port';
