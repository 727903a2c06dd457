export { createCoordinationActivities, type CoordinationDeps } from './activities';
export { askCoordinator, type AskCoordinator } from './ask';
export type {
  CoordinationActivities,
  CoordinatorActs,
  CoordinatorMemory,
  Recipient,
  Surroundings,
  TouchRequested,
} from './port';
