import type { DeviceId, GeoPoint, IncidentId, Instant } from '@silverbell/kernel';
import type { AlertKind, Doubt } from '@silverbell/incident';

/** One alert, as the use case wants it. */
export interface AlertSignal {
  /** Who is authenticated: the owner of the topic. */
  readonly deviceId: DeviceId;
  readonly child: string | null;
  readonly alertId: string;
  readonly kind: AlertKind;
  readonly phase: 'raise' | 'clear' | 'cancel' | 'note';
  readonly certainty: 'observed' | 'likely' | 'possible' | 'unverified';
  readonly test: boolean;
  readonly doubts: readonly Doubt[];
  readonly deviceTime: string | null;
  readonly batteryPct: number | null;
  readonly position: {
    readonly point: GeoPoint;
    readonly accuracyM: number | null;
    readonly fixAt: string | null;
    readonly source: string;
  } | null;
  readonly raw: Uint8Array;
  readonly topic: string;
  readonly payloadHash: string;
  readonly engineId: string;
  readonly receivedAt: Instant;
}

/** Resolves only after the commit; throws when nothing was committed. */
export type Receive = (
  signal: AlertSignal,
) => Promise<{
  readonly incidentId: IncidentId | null;
  readonly how: 'raised' | 'joined' | 'repeated' | 'noted' | 'copy';
}>;
