/** @module The rules that hold over all plays together, by what really left the house and what stands in the records. */
import { ASK_RULES } from './asks';
import type { Rule } from './broken';
import { CLOSING_RULES } from './closing';
import { PLAY_RULES } from './plays';
import { TOUCH_RULES } from './touches';

export { type Broken, type Rule } from './broken';

export const RULES: readonly Rule[] = [...TOUCH_RULES, ...ASK_RULES, ...PLAY_RULES, ...CLOSING_RULES];
