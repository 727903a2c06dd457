/**
 * @module
 * What plays may ask of the notify capability: tasks and news for our people, mail for the customer's.
 * Every call carries the key of its effects, minted by the workflow; calling again with the same key does nothing new.
 */
import type { AskName } from '../../src/domain/asks';
import type { GateAnswer, GateName } from '../../src/domain/gates';
import type { Letter } from '../../src/domain/letters';
import type { Role } from '../../src/domain/roles';
import type { Taker } from '../../src/domain/task-actions';
import type { CardState, TaskCard, TaskNote } from '../../src/domain/tasks';
import type { BusinessWait, DueTime, Instant } from '../../src/domain/waits';

export interface OpenTaskRequest {
  /** The card; its taskId is the key. */
  readonly card: TaskCard;
  /** Workflow time of the call. */
  readonly at: Instant;
  /** Business time is that of whoever holds the role; a moment is kept as it is. */
  readonly due: DueTime | Instant;
  /** How long before the due time to remind, in business hours; absent: no reminder. */
  readonly remindBefore?: BusinessWait;
}

/** Who was asked, and by when. */
export interface TaskOpened {
  readonly email: string;
  readonly name: string;
  readonly due: Instant;
  readonly remindAt?: Instant;
  /** Set when somebody stands in: `Ana is away until 4 March; Ben stands in`. */
  readonly note?: string;
  /** Whom they stand in for, and when that one is back: they see the task then. */
  readonly absent?: { readonly email: string; readonly name: string; readonly until: Instant };
  /** The channel of the account, where the task can go when nobody answers. */
  readonly channel?: string;
  /** The channel takes no messages: nobody was asked. */
  readonly nobody?: boolean;
}

/** Somebody else gets the task: by escalation, because it was handed over, or because the account changed hands. */
export interface GiveTaskRequest extends OpenTaskRequest {
  /** `channel`: everybody who reads the channel of that name. */
  readonly to: Taker | { readonly channel: string };
  /** Why, without a full stop, for the cards already out. */
  readonly because: string;
  /** Address of whoever gave it away: their card keeps no buttons. */
  readonly from?: string;
  /** They did not give it away themselves: the account changed hands. */
  readonly moved?: boolean;
  /** The key of this step. */
  readonly step: string;
  /** The time to answer goes on; absent: it begins anew. */
  readonly keepDue?: Instant;
}

export interface NoteRequest {
  readonly taskId: string;
  readonly note: TaskNote;
  /** Address of whoever wrote it, who is not told of it. */
  readonly from: string;
  /** The key. */
  readonly key: string;
}

/** A question about a task to somebody who need not decide it. */
export interface ConsultRequest {
  readonly key: string;
  readonly taskId: string;
  readonly to: { readonly email: string; readonly name: string };
  /** Name of whoever asks. */
  readonly by: string;
  readonly text: string;
  readonly at: Instant;
}

export interface RemindTaskRequest {
  readonly taskId: string;
  /** Somebody asked to be reminded now, under a key of its own; absent: everybody who is asked, who was not reminded before. */
  readonly only?: { readonly email: string; readonly key: string };
  readonly at: Instant;
  readonly due: Instant;
}

export interface UpdateTaskRequest {
  /** The card as it now is; a new version of the text under review, for example. */
  readonly card: TaskCard;
  readonly state: CardState;
  /** Distinguishes successive updates of one card: `1`, `2`, …, `close`. */
  readonly revision: string;
}

export interface NewsRequest {
  readonly key: string;
  readonly runId: string;
  readonly play: string;
  readonly playTitle: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly to: Role;
  readonly at: Instant;
  readonly text: string;
  readonly evidence?: readonly { readonly label: string; readonly value: string }[];
}

export interface CustomerMailRequest {
  readonly key: string;
  readonly runId: string;
  readonly play: string;
  readonly accountId: string;
  readonly contactId: string;
  /** As it was approved. */
  readonly letter: Letter;
  /** An approved document to attach; sent only when its SHA-256 is still this. */
  readonly document?: { readonly documentId: string; readonly version: number; readonly sha256: string };
  /** Sent only while this gate is open, at the moment of each attempt. */
  readonly onlyIf?: GateName;
  /** What it asks them for; stands in the ledger when it is sent. */
  readonly ask?: AskName;
  /** It follows what they told us: an answer, with no line at its end by which to unsubscribe. */
  readonly isAnswer?: boolean;
  readonly at: Instant;
}

export interface CustomerMailSent {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly withheld?: undefined;
}

/** Nothing was sent, and under this key nothing will be: the gate is closed. */
export interface CustomerMailWithheld {
  readonly withheld: GateAnswer;
}

export interface NotifyActivities {
  /** Resolves the role to a person, stores the task and shows it to them. */
  openTask(request: OpenTaskRequest): Promise<TaskOpened>;
  /** Reminds everybody who was asked. */
  remindTask(request: RemindTaskRequest): Promise<void>;
  /** Gives the task to somebody else as well, and says so on the cards already out. */
  giveTask(request: GiveTaskRequest): Promise<TaskOpened>;
  /** Puts a note on the task's cards and tells whoever has one. */
  noteTask(request: NoteRequest): Promise<void>;
  /** Asks a colleague about a task; they may reply with a note. */
  consult(request: ConsultRequest): Promise<void>;
  /** Brings every card of the task up to date; with a state other than `open` it also closes the task. Cards not yet sent are withdrawn then. */
  updateTask(request: UpdateTaskRequest): Promise<void>;
  /** News without a question. */
  tell(request: NewsRequest): Promise<void>;
  /** Mail to one contact of the customer. Checks consent first: CONSENT_WITHDRAWN is final. */
  mailCustomer(request: CustomerMailRequest): Promise<CustomerMailSent | CustomerMailWithheld>;
}
