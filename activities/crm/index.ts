export { createCrmActivities } from './activities';
export type { CrmActivities } from './port';
