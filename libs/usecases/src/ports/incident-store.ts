import type {
  AccountId,
  AssignmentId,
  DeviceId,
  HomeId,
  IncidentId,
  Instant,
  OfferId,
  TextId,
} from '@silverbell/kernel';
import type { DecodedFrame } from '../incidents/decoded-frame.js';
import type { DeviceFacts, KnownRecipients } from './care-records.js';
import type { Consequence, Incident, IncidentEvent, Subject } from '@silverbell/incidents';
import type { AlertKind, IncidentCategory } from '@silverbell/vocabulary';

/** Names the incident a command is for. */
export type IncidentRef =
  | { readonly by: 'incident'; readonly id: IncidentId }
  | { readonly by: 'offer'; readonly id: OfferId }
  | { readonly by: 'assignment'; readonly id: AssignmentId }
  /** The open incident of this subject and family, if there is one. The subject gets its row on first sight. */
  | { readonly by: 'subject'; readonly subject: Subject; readonly family: IncidentCategory };

/** One message as it was delivered to one engine. */
export interface InboxEntry {
  /** Given when it arrived and kept by every retry and by the spool: what is written once under it is never written again. Names its frame. */
  readonly id: TextId;
  readonly engineId: string;
  readonly deviceId: DeviceId;
  readonly alertId: string;
  /** What another engine's copy of the message has in common with it; never the time of receipt. */
  readonly dedupeKey: string;
  readonly kind: AlertKind;
  readonly payloadHash: string;
  /**
   * Other engines hear it too: their n-th copy is this engine's n-th. `since`: no copy was taken in before; what is older are messages of
   * its own that this engine never heard, and an equal press after them is a press. `since: null`: a copy counts however old it is.
   * `null`: it came to this engine alone, no other has a copy.
   */
  readonly copies: { readonly since: Instant | null } | null;
  /** The transport says that this engine was handed this very message before: it is counted once, if it was taken in. */
  readonly redelivered: boolean;
  readonly receivedAt: Instant;
  readonly topic: string;
  /** As sent; at most 64 KiB. Kept encrypted under the key of the outcome's `owner`, as is what was read in it. */
  readonly raw: Uint8Array;
  readonly decoded: DecodedFrame | null;
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

export interface FoundIncident {
  /** `null`: no incident of the family is open for this subject. */
  readonly incident: Incident | null;
  readonly number: number | null;
  /** The last closed one of the subject and family: a new one is linked to it when it closed less than a day ago. */
  readonly lastClosed: { readonly incidentId: IncidentId; readonly closedAt: Instant } | null;
  /** Open incidents of the same subject in other families. */
  readonly alsoOpen: readonly Incident[];
  readonly earlier: EarlierAnswer | null;
}

/** Who sent alerts; the subject follows from what is on file. */
export type AlertSource =
  | {
      readonly by: 'device';
      readonly id: DeviceId;
      /** A device behind this hub, by its friendly name. */
      readonly child: string | null;
      /** Its number is a claim that nothing proves, and that no registered device comes close to. */
      readonly unproven?: boolean;
    }
  /** The platform noticed something at this home. */
  | { readonly by: 'home'; readonly id: HomeId; readonly deviceId: DeviceId };

/** Everything that alerts of one source are decided on. */
export interface KnownAlerts {
  readonly device: DeviceFacts;
  readonly recipients: KnownRecipients;
  /** The open incident of the category; where none is open, the last one that closed. */
  incidentOf(category: IncidentCategory): Pick<FoundIncident, 'incident' | 'number' | 'lastClosed'>;
  /** Of each delivery, in order. */
  readonly deliveries: readonly KnownDelivery[];
}

export interface KnownDelivery {
  /** Written already: by another engine that received the same message, or by this one, whose statement succeeded without an answer. */
  readonly isDuplicate: boolean;
  /** The latest incident that this alert id of this device belongs to, open or closed. */
  readonly alertIncident: { readonly incidentId: IncidentId; readonly kind: AlertKind; readonly open: boolean } | null;
}

/** Free text leaves the process encrypted under its owner's key. */
export interface SecretText {
  readonly id: TextId;
  /** `senior:<id>` or, where no one senior is meant, the subject key. */
  readonly owner: string;
  readonly what: 'note' | 'proof' | 'told' | 'name';
  readonly body: string;
}

export interface OutboxRow {
  /** `eventId:channel:recipient`. */
  readonly id: string;
  readonly incidentId: IncidentId;
  /** `platform`: we are told ourselves, and act in a transaction of its own. */
  readonly channel: 'device' | 'socket' | 'sms' | 'voice' | 'platform';
  /** `device:<id>` `helper:<id>` `seat:<id>` `contact:<id>` `home:<id>` `key:<id>`. */
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

/** What a command came to; `null`: nothing is written. */
export interface Outcome<T> {
  readonly change: IncidentChange | null;
  /** Called once, when the change is on disk. */
  readonly answer: (saved: { readonly number: number }) => T;
}

export interface AlertOutcome<T> extends Outcome<T> {
  /** Under whose key the frames of the deliveries are kept. */
  readonly owner: string;
}

export interface IncidentChange {
  readonly before: Incident | null;
  /** Its `version` is the number of its events; what was found at another version than `before` is decided anew. */
  readonly after: Incident;
  readonly events: readonly IncidentEvent[];
  readonly outbox: readonly OutboxRow[];
  readonly texts: readonly SecretText[];
  readonly nextDueAt: Instant | null;
  readonly answer:
    (IdempotencyKey & { readonly status: number; readonly answer: unknown; readonly at: Instant }) | null;
}

export interface IncidentStore {
  /**
   * Finds the incident (`null`: there is none of that name), lets `decide` decide, and writes what was decided in one statement that proves
   * that the incident is still as it was found. When it is not, `decide` is called again with what is there now, a bounded number of times.
   */
  withIncident<T>(
    ref: IncidentRef,
    options: { readonly now: Instant; readonly idempotency?: IdempotencyKey },
    decide: (found: FoundIncident | null) => Promise<Outcome<T>>,
  ): Promise<T>;
  /**
   * The same for alerts, decided on what is remembered of their source: the statement proves facts, incidents and copies alike, and writes
   * the deliveries with what was decided. Resolves when all of it is on disk; throws when it is unknown or untrue that it is.
   */
  withAlerts<T>(
    source: AlertSource,
    deliveries: readonly InboxEntry[],
    now: Instant,
    decide: (known: KnownAlerts) => Promise<AlertOutcome<T>>,
  ): Promise<T>;
  /** As it is now, without a lock; `null`: no such incident. */
  findIncident(id: IncidentId): Promise<{ readonly incident: Incident; readonly number: number } | null>;
  /** Ids of incidents with `next_due_at <= now`, oldest due first; no lock (each is proven by its own command; SKIP LOCKED keeps engines apart). */
  dueIncidents(
    now: Instant,
    limit: number,
    excluding?: readonly IncidentId[],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]>;
  /** An equal message of this device was taken in before, by whichever engine; `since`: not longer ago than that. */
  wasAlreadyReceived(
    message: Pick<InboxEntry, 'deviceId' | 'dedupeKey' | 'kind' | 'payloadHash'>,
    since: Instant | null,
  ): Promise<boolean>;
  /** The earliest `next_due_at` of all, so that a timer can wake the ticker. */
  nextDueAt(): Promise<Instant | null>;
}
