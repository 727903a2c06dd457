/**
 * @module
 * Configuration from the environment (design §6), checked at start; secrets do not show when it is logged.
 */
export { API_ROLES, type ApiKey, type ApiRole } from './api-keys';
export { ConfigError, type ConfigProblem } from './config-error';
export { ensureDevApiKey, readDevApiKey } from './dev-api-key';
export { ensureLinkSecret } from './link-secret';
export {
  readConfig,
  type Config,
  type InboundMailConfig,
  type MailConfig,
  type SenderConfig,
  type SlackConfig,
} from './read-config';
export { houseRulesFile, readHouseRules, RulesError, type CurrentRules, type HouseRulesFile } from './house-rules-file';
export { Secret } from './secret';
