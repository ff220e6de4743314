import type { AlertKind, Doubt } from '@silverbell/incident';
import type { DeviceId, HomeId } from '@silverbell/kernel';
import { receiveSignal, type Received } from '../receive-signal.js';
import type { Rooms } from '../rooms.js';

interface Noticed {
  readonly deviceId: DeviceId;
  readonly homeId: HomeId | null;
  readonly kind: AlertKind;
  readonly phase: 'raise' | 'clear';
  /** Names this very occasion: told twice, by two engines or after a crash, it is one. */
  readonly occasion: string;
  readonly batteryPct?: number | null;
  readonly doubts?: readonly Doubt[];
}

/** Through the door of every other signal; the sender is the platform itself. */
export function notice(rooms: Rooms, engineId: string, noticed: Noticed): Promise<Received> {
  const { deviceId, homeId, kind, phase, occasion, batteryPct = null, doubts = [] } = noticed;
  return receiveSignal(rooms, {
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
    raw: new Uint8Array(),
    topic: 'platform/presence',
    payloadHash: `${phase}:${occasion}`,
    engineId,
    receivedAt: rooms.clock.now(),
    noticed: { homeId },
  });
}
