import type { ObservationType, Observed } from '../observations';
import type { AccountView } from './view';

/** An observation of one type. */
export type Seen<Type extends ObservationType> = Extract<Observed, { readonly type: Type }>;

/** What an observation of each of these types makes of the view. */
export type Steps<Type extends ObservationType> = {
  readonly [Each in Type]: (view: AccountView, seen: Seen<Each>) => AccountView;
};
