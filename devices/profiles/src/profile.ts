import type { GeoPoint, Instant } from '@silverbell/kernel';
import type { MessageDoubt, Reading, UnreadableReason } from '@silverbell/mqtt-contract';
import type { AlertKind, DeviceRole } from '@silverbell/vocabulary';

/**
 * One device family: a pure, total function from a message to what it means. No clock, no I/O, no randomness; any bytes
 * give a result and none gives an exception, so that raw frames can be replayed after a table was mended.
 */
export interface Profile<Session> {
  readonly id: string;
  readonly version: string;
  /** 0 not mine · 1 maybe · 2 certainly. */
  match(topic: string): 0 | 1 | 2;
  /** Byte streams only: whole frames, and what is still to come. `inside`: as the last call said. */
  frame?(buffer: Uint8Array, inside?: boolean): Framed;
  /** Byte streams only: what can be read of the bytes that were still to be completed when the connection ended. */
  leftover?(rest: Uint8Array): readonly Uint8Array[];
  /** Byte streams only: the word for an alarm stands in there, whatever else can be read. */
  containsAlarm?(bytes: Uint8Array): boolean;
  /** Byte streams only: whom an alarm is from whose number cannot be read. */
  readonly unknownKey?: string;
  initial(): Session;
  decode(input: DecodeInput<Session>): Result<Session>;
  readonly supervise: Supervision;
}

/** A family on a bare connection, whose bytes have to be cut into frames first. */
export type StreamProfile<Session> = Profile<Session> &
  Required<Pick<Profile<Session>, 'frame' | 'leftover' | 'containsAlarm' | 'unknownKey'>>;

/** When silence of a device of this family becomes a fact. */
export interface Supervision {
  readonly expectEveryS: number | null;
  readonly offlineAfterS: number;
  /** The broker itself says that it is gone. */
  readonly lastWill: boolean;
}

export interface DecodeInput<Session> {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Replayed by a broker on subscribe. A live message published with the retain flag is *not* retained in this sense. */
  readonly retained: boolean;
  readonly receivedAt: Instant;
  readonly session: Session;
  /** What is registered about the device of the topic; `null` for an unknown one, which is heard all the same. */
  readonly device: DeviceBinding | null;
}

export interface DeviceBinding {
  readonly id: string;
  readonly role: DeviceRole;
  readonly room?: string | null;
  /** Devices behind a hub, by the name or the address the hub gives them. */
  readonly children?: Readonly<Record<string, ChildBinding>>;
}

export interface ChildBinding {
  readonly id: string;
  readonly role: DeviceRole;
  readonly room?: string | null;
}

/** Whole frames out of a byte stream, and how many bytes belonged to no frame. */
export interface Framed {
  readonly frames: readonly Uint8Array[];
  readonly rest: Uint8Array;
  readonly junk: number;
  /** What comes next still belongs to a frame that was too long to hold and was handed over already. */
  readonly inside: boolean;
}

/** Bytes for the connection the frame came by. */
export interface Reply {
  readonly bytes: Uint8Array;
  /** An alarm is answered only when it is durable: a device that was answered does not repeat. */
  readonly when: 'immediate' | 'after-commit';
}

export interface Result<Session> {
  /** A new value; the old one is never changed. */
  readonly session: Session;
  /** What a person must see, most severe first. */
  readonly signals: readonly Signal[];
  /** What only says how a device is. */
  readonly observations: readonly DeviceObservation[];
  readonly issues: readonly Issue[];
  /** Families on a bare connection: who the frame says it is from, which is a claim. */
  readonly identity?: { readonly key: string; readonly scheme: 'watch' } | null;
  readonly replies?: readonly Reply[];
}

/** One normalised statement of one device on an alert path. */
export interface Signal {
  readonly kind: AlertKind;
  /** What the device itself called it, where that is not the name of `kind`: to be shown beside it. */
  readonly word: string | null;
  /**
   * `raise` something happened · `clear` it is over (annotates, never closes) · `cancel` the device took it back (annotates) ·
   * `note` to be seen, not acted upon (a replay of what is already known).
   */
  readonly phase: 'raise' | 'clear' | 'cancel' | 'note';
  /** The connection's device: who gets the receipt. */
  readonly deviceKey: string;
  /** The name of the device behind the hub. */
  readonly child: string | null;
  /** The registered id of the one that spoke: the child's when it is known, else the connection's. `null` unknown. */
  readonly sourceId: string | null;
  readonly alertId: string;
  /** What other engines' copies of this message have in common with it; two presses of equal bytes share it and are counted apart. */
  readonly dedupeKey: string;
  readonly attempt: number;
  readonly certainty: 'observed' | 'likely' | 'possible' | 'unverified';
  readonly position: SignalPosition | null;
  /** A claim of the device; lowers nothing by itself. */
  readonly test: boolean;
  readonly doubts: readonly MessageDoubt[];
  readonly unreadable: UnreadableReason | null;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly batteryPct: number | null;
  /** The device's clock, as written. */
  readonly occurredAt: string | null;
}

export interface SignalPosition {
  /** WGS-84. */
  readonly point: GeoPoint;
  readonly accuracyM: number | null;
  readonly fixAt: string | null;
  readonly source: string | null;
}

/** A device was heard, or said to be gone. */
export interface DeviceObservation {
  readonly deviceKey: string;
  readonly child: string | null;
  readonly sourceId: string | null;
  readonly online: boolean | null;
  readonly occurredAt: string | null;
  readonly batteryPct: number | null;
  readonly rssiDbm: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  readonly gateway?: string | null;
  readonly position: SignalPosition | null;
  readonly readings: readonly Reading[];
}

/** For the engineer: what the profile did not understand, by code. */
export interface Issue {
  readonly code:
    | 'unknown-topic'
    | 'unreadable'
    | 'too-many-children'
    | 'unknown-property'
    | 'own-echo'
    | 'bad-length'
    | 'unknown-type'
    | 'unsupported-template'
    | 'foreign-state-topic'
    | 'not-understood';
  readonly detail: string;
}

/**
 * Issues that a person must look at when the message raised nothing: what the device said is neither telemetry nor an alarm, or its description cannot be
 * used. A family reports `not-understood` for what it does not know; topics and properties that are known to be harmless are none of these.
 */
export const NOT_UNDERSTOOD: ReadonlySet<Issue['code']> = new Set([
  'not-understood',
  'unreadable',
  'unsupported-template',
  'foreign-state-topic',
]);
