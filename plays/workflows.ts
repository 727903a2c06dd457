/** @module The entry of the workflow bundle: every play under its contract's name, which is its workflow type. */
export { accountCoordinator, accountSweep, morningDigests } from '../workflows';
export { expansion } from './expansion/workflow';
export { onboarding } from './onboarding/workflow';
export { retentionSave as 'retention-save' } from './retention-save/workflow';
export { advocacyAsk as 'advocacy-ask' } from './advocacy-ask/workflow';
