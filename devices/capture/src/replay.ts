import { instant } from '@silverbell/kernel';
import {
  gateway,
  newGatewaySession,
  type ChildBinding,
  type DeviceBinding,
  type GatewayResult,
} from '@silverbell/profiles';
import type { DeviceRole } from '@silverbell/vocabulary';
import type { Frame } from './capture.js';

export interface Replayed {
  readonly topic: string;
  readonly profile: GatewayResult['profile'];
  readonly signals: readonly {
    readonly kind: string;
    readonly phase: string;
    readonly child: string | null;
    readonly doubts: readonly string[];
  }[];
  readonly issues: readonly { readonly code: string; readonly detail: string }[];
  readonly replies: readonly string[];
}

/** Feeds frames through the profiles in the order they came, one session per device, as one engine would. */
export function* replay(
  frames: Iterable<Frame>,
  roles: Readonly<Record<string, DeviceRole>> = {},
  begunAt = Date.parse('2026-01-15T08:30:00Z'),
): Generator<Replayed> {
  const sessions = new Map<string, GatewayResult['session']>();
  const children: Record<string, ChildBinding> = Object.fromEntries(
    Object.entries(roles).map(([name, role]) => [name, { id: name, role }]),
  );
  const device: DeviceBinding = { id: 'hub-1', role: 'hub', children };
  for (const frame of frames) {
    const speaker = frame.topic
      .split('/')
      .slice(0, 3)
      .join('/')
      .replace(/^(zigbee2mqtt|homeassistant)(\/[^/]+).*/, '$2');
    const result = gateway({
      ...{ topic: frame.topic, payload: frame.payload, retained: frame.retained, device },
      receivedAt: instant(begunAt + frame.afterMs),
      session: sessions.get(speaker) ?? newGatewaySession(),
    });
    sessions.set(speaker, result.session);
    yield {
      topic: frame.topic,
      profile: result.profile,
      signals: result.signals.map(({ kind, phase, child, doubts }) => ({ kind, phase, child, doubts })),
      issues: result.issues,
      replies: (result.replies ?? []).map(({ bytes }) => Buffer.from(bytes).toString('latin1')),
    };
  }
}
