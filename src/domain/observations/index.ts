/** @module What sources tell about accounts, in our words. */
export {
  inOrder,
  OBSERVATION_TYPES,
  FILE_TYPES,
  TOLD_TYPES,
  OBSERVATIONS,
  parseObservation,
  SOURCES,
  utc,
  type Observation,
  type ObservationType,
  type Observed,
  type Source,
} from './observation';
export { emailName, nameIn, type Incoming, type Name, type Read, type Refused, type Subject } from './incoming';
