import { isFields, matchTopic, type Fields } from '@silverbell/mqtt-contract';
import { homeassistant, isAnnouncement, type HomeAssistantSession } from './homeassistant/homeassistant.js';
import type { DecodeInput, Result, Supervision } from './profile.js';
import { isMisplacedAlert, native } from './native/native.js';
import { withReceiptIds, type ReceivedSignal } from './same-press.js';
import { watch, type WatchSession } from './watch/watch.js';
import { EMPTY, type ZigbeeSession } from './zigbee2mqtt/session.js';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt.js';

/** What the gateway keeps per connection's device; opaque to the caller that keeps it. */
export interface GatewaySession {
  readonly zigbee2mqtt: ZigbeeSession;
  readonly watch: WatchSession;
  readonly homeassistant: HomeAssistantSession;
}
export const newGatewaySession = (): GatewaySession => ({
  zigbee2mqtt: EMPTY,
  watch: watch.initial(),
  homeassistant: homeassistant.initial(),
});

/** What the devices behind a hub announced: the part of a session that must outlive the process, as plain JSON. */
export const announcementsIn = ({ zigbee2mqtt: z2m, homeassistant: ha }: GatewaySession): Fields => ({
  zigbee2mqtt: zigbee2mqtt.announced(z2m),
  homeassistant: homeassistant.announced(ha),
});
/** Anything new in it? */
export const isAnnouncedAlike = (a: GatewaySession, b: GatewaySession): boolean =>
  a.zigbee2mqtt.children === b.zigbee2mqtt.children && a.homeassistant.announced === b.homeassistant.announced;
/** Back into a session, whatever was kept; the rest of the session stays. */
export const recallAnnouncements = (session: GatewaySession, kept: unknown, hubId: string): GatewaySession => {
  const { zigbee2mqtt: z2m, homeassistant: ha } = isFields(kept) ? kept : ({} as Fields);
  return {
    ...session,
    zigbee2mqtt: zigbee2mqtt.recall(session.zigbee2mqtt, z2m),
    homeassistant: homeassistant.recall(session.homeassistant, ha, hubId),
  };
};

export interface GatewayResult extends Result<GatewaySession> {
  readonly signals: readonly ReceivedSignal[];
  /** Which profile read it; `null` when the topic belongs to none. */
  readonly profile: 'native' | 'zigbee2mqtt' | 'watch' | 'homeassistant' | null;
  /** The device of the topic, from the topic alone; of a bare connection the one the frame claims to be from. */
  readonly deviceKey: string | null;
  /** Must be committed before it is acknowledged; everything else is batched and may be lost under overload. */
  readonly priority: 'alert' | 'batch';
}

export const PROFILES = [native, zigbee2mqtt, watch, homeassistant] as const;

export const superviseOf = (profile: string): Supervision | null =>
  PROFILES.find((each) => each.id === profile)?.supervise ?? null;

/** What decides the priority of a message. */
type Prioritised = Pick<DecodeInput<unknown>, 'topic' | 'payload' | 'receivedAt'>;

/** The priority of a message: `alert` for what may carry an alert, by its topic, and an alert that came on a topic for something else. */
export const priorityOf = ({ topic, payload, receivedAt }: Prioritised): 'alert' | 'batch' =>
  isMisplacedAlert(topic, payload, receivedAt) ? 'alert' : priorityOfTopic(topic);

/** Bridge and availability topics of a hub carry no alerts. */
export function priorityOfTopic(topic: string): 'alert' | 'batch' {
  const match = matchTopic(topic);
  if (match?.name === 'alert' || match?.name === 'other' || watch.match(topic) > 0) return 'alert';
  if (match?.name === 'homeassistant') return isAnnouncement(match.rest) ? 'batch' : 'alert';
  if (match?.name !== 'zigbee2mqtt') return 'batch';
  if (match.rest === 'bridge/event') return 'alert';
  return match.rest.startsWith('bridge/') || match.rest.endsWith('/availability') ? 'batch' : 'alert';
}

/** Picks the profile by the topic and lets it read. Total, like the profiles. */
export function gateway(input: DecodeInput<GatewaySession>): GatewayResult {
  const deviceKey = matchTopic(input.topic)?.deviceId ?? null;
  const priority = priorityOf(input);
  if (native.match(input.topic) > 0) {
    const { topic, payload, retained, receivedAt, device } = input;
    const { signals, observations, issues } = native.decode({
      topic,
      payload,
      retained,
      receivedAt,
      device,
      session: null,
    });
    return {
      signals: withReceiptIds('native', signals, receivedAt),
      observations,
      issues,
      session: input.session,
      profile: 'native',
      deviceKey,
      priority,
    };
  }
  if (zigbee2mqtt.match(input.topic) > 0) {
    const result = zigbee2mqtt.decode({ ...input, session: input.session.zigbee2mqtt });
    return {
      ...result,
      signals: withReceiptIds('zigbee2mqtt', result.signals, input.receivedAt),
      session: { ...input.session, zigbee2mqtt: result.session },
      profile: 'zigbee2mqtt',
      deviceKey,
      priority,
    };
  }
  if (watch.match(input.topic) > 0) {
    const result = watch.decode({ ...input, session: input.session.watch });
    return {
      ...result,
      signals: withReceiptIds('watch', result.signals, input.receivedAt),
      session: { ...input.session, watch: result.session },
      profile: 'watch',
      deviceKey: result.identity?.key ?? null,
      priority,
    };
  }
  if (homeassistant.match(input.topic) > 0) {
    const result = homeassistant.decode({ ...input, session: input.session.homeassistant });
    return {
      ...result,
      signals: withReceiptIds('homeassistant', result.signals, input.receivedAt),
      session: { ...input.session, homeassistant: result.session },
      profile: 'homeassistant',
      deviceKey,
      priority,
    };
  }
  const issue = { code: 'unknown-topic', detail: input.topic.slice(0, 200) } as const;
  return {
    session: input.session,
    signals: [],
    observations: [],
    issues: [issue],
    profile: null,
    deviceKey,
    priority: 'batch',
  };
}
