export { createMarketingActivities } from './activities';
export type { MarketingActivities } from './port';
