/** @module What a door answers; see `src/domain/observations`. */
export {
  emailName,
  nameIn,
  type Incoming,
  type Name,
  type Read,
  type Refused,
  type Subject,
} from '../domain/observations';
