/** @module Tasks and news for our people, in Slack or by mail, and mail for the customer's. */
export { cardBlocks, readCardAction } from './card-blocks';
export { cardText } from './card-text';
export {
  choiceModal,
  needsModal,
  readChoiceModal,
  readChoiceModalOrigin,
  type ChoiceModalOrigin,
  type ModalValues,
} from './choice-modal';
export { createGatekeeper, type Gatekeeper } from './gatekeeper';
export { createChannels, createNotifyActivities, type NotifyDeps } from './notify';
export type { ChannelFor } from './notify-context';
export type { NotifyActivities } from './port';
export type { SlackNews } from './slack-api';
export { createSlackChannel, type SlackChannel, type SlackChannelDeps } from './slack-channel';
