import type { AlertKind, Doubt } from '@silverbell/vocabulary';
import type { DeviceId, HomeId } from '@silverbell/kernel';
import { receiveSignal, type Received } from '../incidents/receive-signal/index.js';
import type { Deps } from '../deps.js';

interface PlatformSignal {
  readonly deviceId: DeviceId;
  readonly homeId: HomeId | null;
  readonly kind: AlertKind;
  readonly phase: 'raise' | 'clear';
  /** Names the occasion: raised twice, by two engines or after a crash, it is one signal. */
  readonly occasion: string;
  readonly batteryPct?: number | null;
  readonly doubts?: readonly Doubt[];
  /** What a person must see beside it. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A signal that the platform itself sends; it takes the same path as those of devices. */
export function raisePlatformSignal(deps: Deps, engineId: string, platformSignal: PlatformSignal): Promise<Received> {
  const { deviceId, homeId, kind, phase, occasion, batteryPct = null, doubts = [], values } = platformSignal;
  return receiveSignal(deps, {
    deviceId,
    child: null,
    alertId: `presence:${occasion}`,
    kind,
    phase,
    certainty: 'likely',
    test: false,
    doubts,
    deviceTime: null,
    batteryPct,
    position: null,
    raw: values === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(values)),
    topic: 'platform/presence',
    payloadHash: `${phase}:${occasion}`,
    engineId,
    receivedAt: deps.clock.now(),
    raisedByPlatform: { homeId },
  });
}
