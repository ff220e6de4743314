import type { SignalFacts } from '@silverbell/incidents';
import type { DeviceId, Duration, GeoPoint, HomeId, IncidentId, Instant, TextId } from '@silverbell/kernel';
import type { AlertKind, Doubt } from '@silverbell/vocabulary';
import type { DecodedFrame } from '../decoded-frame.js';
import type { InboxEntry } from '../../ports/index.js';

/** One message on an alert path, normalised by its profile. */
export interface InboundSignal {
  /** Who is authenticated: the owner of the topic. */
  readonly deviceId: DeviceId;
  /** A device behind a home hub, by its friendly name. */
  readonly child: string | null;
  readonly alertId: string;
  /** Given when it arrived, kept by retries and by the spool; absent: nothing hands it in again. */
  readonly deliveryId?: TextId;
  /** The same for every engine's copy of one message; absent: the alert id is. */
  readonly dedupeKey?: string;
  /** Whether other engines hear it too, and since when; `null`: this one alone. Absent: at any time. */
  readonly copies?: InboxEntry['copies'];
  /** The very message that this engine was handed before, and not one like it. */
  readonly redelivered?: boolean;
  /** The device marks it as sent before (DUP of MQTT). */
  readonly sentBefore?: boolean;
  /** It gave no id: equal statements within this long are one press. Absent or `null`: its id names the press. */
  readonly sameWithin?: Duration | null;
  /** As the device counts: 1 for the press itself; absent: it counts none. */
  readonly attempt?: number;
  /** It came over a bare connection: its number is a claim. */
  readonly unproven?: boolean;
  /** Numbers that the listener for bare watches refused since its last report. */
  readonly turnedAway?: SignalFacts['turnedAway'];
  readonly kind: AlertKind;
  readonly phase: SignalFacts['phase'];
  readonly certainty: SignalFacts['certainty'];
  readonly test: boolean;
  readonly doubts: readonly Doubt[];
  /** As sent; kept, and never decides anything. */
  readonly deviceTime: string | null;
  readonly batteryPct: number | null;
  readonly position: {
    readonly point: GeoPoint;
    readonly accuracyM: number | null;
    readonly fixAt: string | null;
    readonly source: string;
  } | null;
  readonly raw: Uint8Array;
  /** Other values decoded from the message, shown to operators; absent: none. */
  readonly decoded?: Omit<DecodedFrame, 'child'>;
  readonly topic: string;
  readonly payloadHash: string;
  readonly engineId: string;
  readonly receivedAt: Instant;
  /** Raised by the platform about this device, or with a home about a person there; no device waits for a receipt. */
  readonly raisedByPlatform?: { readonly homeId: HomeId | null };
}

export interface Received {
  readonly incidentId: IncidentId | null;
  readonly how: 'raised' | 'joined' | 'repeated' | 'noted' | 'copy';
}
