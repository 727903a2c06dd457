export { createRecordsActivities } from './activities';
export type { RecordsActivities } from './port';
