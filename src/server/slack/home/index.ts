/** @module The app's Home tab. */
export { handleEvent, handleHomeAction, refreshAfterSubmission } from './home';
