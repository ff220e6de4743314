import type { AccountId, AssignmentId, DeviceId, IncidentId, Instant, OfferId, TextId } from '@silverbell/kernel';
import type { DeviceFacts, KnownRecipients } from './registry.js';
import type { AlertKind, Consequence, Family, Incident, IncidentEvent, Subject } from '@silverbell/incident';

/** Names the case a command is for. */
export type CaseRef =
  | { readonly by: 'incident'; readonly id: IncidentId }
  | { readonly by: 'offer'; readonly id: OfferId }
  | { readonly by: 'assignment'; readonly id: AssignmentId }
  /** The open case of this subject and family, if there is one. The subject gets its row on first sight. */
  | { readonly by: 'subject'; readonly subject: Subject; readonly family: Family };

/** Identifies one delivery of one message to one engine; makes another engine's copy harmless. */
export interface InboxKey {
  readonly engineId: string;
  readonly deviceId: DeviceId;
  readonly alertId: string;
  /** What another engine's copy of the message has in common with it; never the time of receipt. */
  readonly dedupeKey: string;
  readonly kind: AlertKind;
  readonly payloadHash: string;
  /**
   * No copy of it was taken in before this: what is older are messages of its own that this engine never heard, and an equal press
   * after them is a press. `null`: a copy counts however old it is.
   */
  readonly copiesSince: Instant | null;
  /** The transport says that this engine was handed this very message before: it is counted once, if it was taken in. */
  readonly redelivered: boolean;
}

export interface IdempotencyKey {
  readonly accountId: AccountId;
  readonly key: string;
  readonly bodyHash: string;
}

/** An answer given before; `sameBody: false` means the key was used for something else. */
export interface EarlierAnswer {
  readonly sameBody: boolean;
  readonly status: number;
  readonly answer: unknown;
}

export interface LockedCase {
  /** `null`: the subject is locked, and no case of the family is open. */
  readonly incident: Incident | null;
  readonly number: number | null;
  /** With an inbox key: another engine has already handed in this very delivery. */
  readonly copy: boolean;
  /** With an inbox key: the latest case this alert of this device belongs to, open or closed. */
  readonly alertCase: { readonly incidentId: IncidentId; readonly kind: AlertKind; readonly open: boolean } | null;
  /** The last closed case of the subject and family: a new one is linked to it when it closed less than a day ago. */
  readonly lastClosed: { readonly incidentId: IncidentId; readonly closedAt: Instant } | null;
  readonly earlier: EarlierAnswer | null;
}

/** Free text and raw frames leave the process encrypted under their owner's key. */
export interface SecretText {
  readonly id: TextId;
  /** `senior:<id>` or, where no one senior is meant, the subject key. */
  readonly owner: string;
  readonly what: 'note' | 'proof' | 'told' | 'name' | 'raw-frame' | 'decoded-frame';
  readonly body: string | Uint8Array;
}

export interface OutboxRow {
  /** `eventId:channel:recipient`. */
  readonly id: string;
  readonly incidentId: IncidentId;
  /** `platform`: we are told ourselves, and act in a transaction of its own. */
  readonly channel: 'device' | 'socket' | 'sms' | 'voice' | 'platform';
  /** `device:<id>` `helper:<id>` `seat:<id>` `contact:<id>` `home:<id>`. */
  readonly recipient: string;
  readonly body: Consequence;
  /** 0 most urgent. */
  readonly urgency: number;
  readonly createdAt: Instant;
  /** Pointless afterwards: skipped with a reason instead of sent. */
  readonly notAfter: Instant | null;
  /** Written as claimed by this process, which says it right after the commit; free for every relay afterwards. */
  readonly claimedUntil?: Instant;
}

export interface CaseChange {
  readonly before: Incident | null;
  /** Its `version` is the number of its events; the store refuses (throws, retried) when the row is at another than `before`. */
  readonly after: Incident;
  readonly events: readonly IncidentEvent[];
  readonly outbox: readonly OutboxRow[];
  readonly texts: readonly SecretText[];
  readonly nextDueAt: Instant | null;
  readonly inbox:
    (InboxKey & { readonly receivedAt: Instant; readonly topic: string; readonly rawId: string | null }) | null;
  readonly answer:
    (IdempotencyKey & { readonly status: number; readonly answer: unknown; readonly at: Instant }) | null;
}

export interface LockOptions {
  readonly inbox?: InboxKey;
  readonly idempotency?: IdempotencyKey;
  /** Many like this come at once, each saves once and last: the store may write several in one transaction. */
  readonly together?: boolean;
  readonly now: Instant;
}

/** One message of a device, as it begins: who sent it, and its name in the inbox. */
export interface PressRef {
  /** `child`: a device behind this hub, by its friendly name. */
  readonly device: {
    readonly id: DeviceId;
    readonly child: string | null;
    /** Its number is a claim that nothing proves, and that no registered device comes close to. */
    readonly unproven?: boolean;
  };
  readonly inbox: InboxKey;
}

export interface BegunPress {
  readonly device: DeviceFacts;
  /** The open case of its subject, as {@link CaseTransaction.lock} finds it. */
  of(family: Family): LockedCase;
  /** `null`: not looked up, because a case is open already. */
  readonly recipients: KnownRecipients | null;
}

/** Inside one transaction: one round trip locks (the subject row first) and loads, one writes everything. */
export interface CaseTransaction {
  /** Reads what is on file of the device, locks its subject, counts the message and loads the cases: one round trip. */
  begin(press: PressRef, options: Pick<LockOptions, 'now' | 'together'>): Promise<BegunPress>;
  /** `null`: no such incident, offer or assignment. */
  lock(ref: CaseRef, options: LockOptions): Promise<LockedCase | null>;
  /** `last`: nothing is asked of this transaction afterwards, so the store may commit with the same round trip. */
  save(change: CaseChange, order?: { readonly last: boolean }): Promise<{ readonly number: number }>;
  /** Writes nothing but an inbox row: a copy, or a note that changed no case. */
  saveInboxOnly(inbox: NonNullable<CaseChange['inbox']>, texts: readonly SecretText[]): Promise<void>;
}

export interface CaseStore {
  /** Runs `work` in a transaction, again (at most 5 times) after a serialization failure, deadlock or version conflict. */
  transaction<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T>;
  /** Ids of cases with `next_due_at <= now`, oldest due first; no lock (each is locked by its own command; SKIP LOCKED keeps engines apart). */
  due(
    now: Instant,
    limit: number,
    excluding?: readonly IncidentId[],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]>;
  /** An equal message of this device was taken in before, by whichever engine; `since`: not longer ago than that. */
  heardBefore(
    message: Pick<InboxKey, 'deviceId' | 'dedupeKey' | 'kind' | 'payloadHash'>,
    since: Instant | null,
  ): Promise<boolean>;
  /** The earliest `next_due_at` of all, so that a timer can wake the ticker. */
  nextDueAt(): Promise<Instant | null>;
}
