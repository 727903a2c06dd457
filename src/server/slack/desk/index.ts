/** @module What one person has before them in Slack: pages on the Home tab, and in messages that only they see. */
export { pageButton, paragraph, readPageButton, row, type PageAction } from './buttons';
export { readAccountPage, readOverview, readTaskPage, readTasksPage, type RunNow } from './read';
export { answer, showHome, type Content } from './show';
export { surfaceSchema, type Surface } from './surface';
export { becauseInWords, verdictInWords, withDates } from './verdict-words';
