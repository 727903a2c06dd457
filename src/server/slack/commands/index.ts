/** @module What `/plays` and its words do, the pages they show, and the dialogs they open. */
export { handleCommand } from './handle-command';
export { handlePageClick } from './page-clicks';
export { planCommandSubmission } from './submissions';
