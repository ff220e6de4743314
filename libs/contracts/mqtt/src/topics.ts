import type { z } from 'zod';
import { MAX_PAYLOAD_BYTES } from './bytes.js';
import {
  alertMessage,
  commandMessage,
  heartbeatMessage,
  receiptMessage,
  statusMessage,
  telemetryMessage,
} from './messages.js';

export interface TopicEntry {
  /** `{deviceId}` stands for one level. */
  readonly pattern: string;
  /** As seen from the device. */
  readonly direction: 'up' | 'down';
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly version: number;
  /** `null`: a foreign format, read by a profile. */
  readonly schema: z.ZodType | null;
  readonly maxBytes: number;
  /** Alerts are committed before they are acknowledged; the rest is batched and may be lost under overload. */
  readonly priority: 'alert' | 'batch';
  readonly summary: string;
}

/** The one map of MQTT: topic, payload, version, QoS, retain. */
export const TOPICS = {
  alert: {
    pattern: 'care/v1/{deviceId}/alert',
    direction: 'up',
    qos: 1,
    retain: false,
    version: 1,
    schema: alertMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'alert',
    summary: 'A press or an alarm. Repeated with the same id until a receipt `received` is seen',
  },
  heartbeat: {
    pattern: 'care/v1/{deviceId}/heartbeat',
    direction: 'up',
    qos: 0,
    retain: false,
    version: 1,
    schema: heartbeatMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'batch',
    summary: 'I am here',
  },
  telemetry: {
    pattern: 'care/v1/{deviceId}/telemetry',
    direction: 'up',
    qos: 0,
    retain: false,
    version: 1,
    schema: telemetryMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'batch',
    summary: 'Readings in UCUM units',
  },
  status: {
    pattern: 'care/v1/{deviceId}/status',
    direction: 'up',
    qos: 1,
    retain: true,
    version: 1,
    schema: statusMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'batch',
    summary: 'Online or not; the last will says `{"online":false}`',
  },
  receipt: {
    pattern: 'care/v1/{deviceId}/receipt',
    direction: 'down',
    qos: 1,
    retain: false,
    version: 1,
    schema: receiptMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'alert',
    summary: 'What became of an alert',
  },
  command: {
    pattern: 'care/v1/{deviceId}/command',
    direction: 'down',
    qos: 1,
    retain: false,
    version: 1,
    schema: commandMessage,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'batch',
    summary: 'Locate, ring, test, configure, call',
  },
  other: {
    pattern: 'care/v1/{deviceId}/#',
    direction: 'up',
    qos: 1,
    retain: false,
    version: 1,
    schema: null,
    maxBytes: MAX_PAYLOAD_BYTES,
    priority: 'alert',
    summary:
      'Anything else below the prefix of a device: a near miss of the alert topic, or a message that names an alarm, is an alert; the rest becomes a work case',
  },
  zigbee2mqtt: {
    pattern: 'zigbee2mqtt/{deviceId}/#',
    direction: 'up',
    qos: 0,
    retain: false,
    version: 1,
    schema: null,
    maxBytes: 64 * 1024,
    priority: 'alert',
    summary: 'A home hub running zigbee2mqtt with base topic `zigbee2mqtt/{hubId}`; read by its profile',
  },
  homeassistant: {
    pattern: 'homeassistant/{deviceId}/#',
    direction: 'up',
    qos: 0,
    retain: false,
    version: 1,
    schema: null,
    maxBytes: 64 * 1024,
    priority: 'alert',
    summary:
      'Devices that announce themselves as Home Assistant wants it, with the discovery prefix `homeassistant/{hubId}`; read by their profile',
  },
} as const satisfies Record<string, TopicEntry>;

export type TopicName = keyof typeof TOPICS;

/** What may be a device id: one topic level, nothing a broker or a log reads as more. */
export const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
export const isDeviceId = (word: string): boolean => DEVICE_ID.test(word);

/** The topic of one device. Throws on an id that is none: a wildcard in it would reach other people's devices. */
export function topicOf(name: Exclude<TopicName, 'other' | 'zigbee2mqtt' | 'homeassistant'>, deviceId: string): string {
  if (!isDeviceId(deviceId)) throw new Error(`no device id: ${JSON.stringify(deviceId)}`);
  return TOPICS[name].pattern.replace('{deviceId}', deviceId);
}

/** The filter that hears a topic of every device, for the platform's own subscriptions. */
export const filterOf = (name: TopicName): string => TOPICS[name].pattern.replace('{deviceId}', '+');

export interface TopicMatch {
  readonly name: TopicName;
  readonly deviceId: string;
  /** Hubs: what stands below the base topic, for example `bath_sos` or `bridge/state`. `other`: below the device id. Else empty. */
  readonly rest: string;
}

const NATIVE = new Map<string, TopicName>(
  (['alert', 'heartbeat', 'telemetry', 'status', 'receipt', 'command'] as const).map((name) => [
    TOPICS[name].pattern.split('/')[3] ?? '',
    name,
  ]),
);

/** Which entry of the map a topic belongs to; `null` for anything else. Case, doubled, leading and trailing slashes make no other topic. */
export function matchTopic(topic: string): TopicMatch | null {
  return matchWellWritten(topic) ?? matchLeniently(topic);
}

const NATIVE_PREFIX = 'care/v1/';

/** Most of what is said, thousands of heartbeats a second, stands exactly where it should. */
function matchWellWritten(topic: string): TopicMatch | null {
  if (!topic.startsWith(NATIVE_PREFIX)) return null;
  const end = topic.indexOf('/', NATIVE_PREFIX.length);
  const name = end > NATIVE_PREFIX.length ? NATIVE.get(topic.slice(end + 1)) : undefined;
  return name ? { name, deviceId: topic.slice(NATIVE_PREFIX.length, end), rest: '' } : null;
}

function matchLeniently(topic: string): TopicMatch | null {
  const levels = topic.replace(/^\/+/, '').split('/');
  if (levels[0]?.toLowerCase() === 'care' && levels[1]?.toLowerCase() === 'v1') {
    const [deviceId, ...below] = levels.slice(2);
    if (!deviceId) return null;
    const named = below.filter((level) => level !== '');
    const name = named.length === 1 ? NATIVE.get(named[0]?.toLowerCase() ?? '') : undefined;
    return name ? { name, deviceId, rest: '' } : { name: 'other', deviceId, rest: named.join('/') };
  }
  if (levels[0] === 'zigbee2mqtt' && levels.length >= 3 && levels[1]) {
    return { name: 'zigbee2mqtt', deviceId: levels[1], rest: levels.slice(2).join('/') };
  }
  if (levels[0] === 'homeassistant' && levels.length >= 3 && levels[1]) {
    return { name: 'homeassistant', deviceId: levels[1], rest: levels.slice(2).join('/') };
  }
  return null;
}

/** The prefixes below which a device may publish and subscribe; there are no others. */
export const prefixesOf = (deviceId: string): readonly string[] => [
  `care/v1/${deviceId}/`,
  `zigbee2mqtt/${deviceId}/`,
  `homeassistant/${deviceId}/`,
];

/** Firmware that puts a slash in front means the same topic; brokers do not. */
export const publishPrefixesOf = (deviceId: string): readonly string[] =>
  prefixesOf(deviceId).flatMap((prefix) => [prefix, `/${prefix}`]);

/** May this connection publish there? Its user name is the device id, and decides. */
export const mayPublish = (deviceId: string, topic: string): boolean =>
  isDeviceId(deviceId) &&
  !/[+#]/.test(topic) &&
  publishPrefixesOf(deviceId).some((prefix) => topic.startsWith(prefix) && topic.length > prefix.length);

/**
 * Where the platform hears what a device publishes, always below its own prefix; `null`: it may not say that. A prefix in other letters or with slashes in
 * front is its own; so is a topic without another owner that has its id and behind it a call for help, such as `care/{id}/alert`.
 */
export function nearTopicOf(deviceId: string, topic: string, callsForHelp: (below: string) => boolean): string | null {
  if (!isDeviceId(deviceId) || /[+#\0]/.test(topic)) return null;
  const levels = topic.replace(/^\/+/, '').split('/');
  const bare = levels.join('/');
  if (prefixesOf(deviceId).some((prefix) => bare.startsWith(prefix) && bare.length > prefix.length)) return bare;
  const match = matchTopic(topic);
  if (match !== null || /^(\$|internal(\/|$))/.test(bare)) {
    const own =
      match?.name !== undefined && !FOREIGN.has(match.name) && match.deviceId.toLowerCase() === deviceId.toLowerCase();
    return own ? `care/v1/${deviceId}/${levels.slice(3).join('/')}` : null;
  }
  if (FOREIGN.has(levels[0] ?? '')) return null;
  const at = levels.indexOf(deviceId);
  const below = levels.slice(at + 1).join('/');
  return at !== -1 && callsForHelp(below) ? `care/v1/${deviceId}/${below}` : null;
}
const FOREIGN: ReadonlySet<string> = new Set(['zigbee2mqtt', 'homeassistant']);

const FAMILY_BASE = /^\/*(?:(?!\$|internal\/|care\/)[^/]+\/)?(zigbee2mqtt|homeassistant)[^/]*\/(.+)$/i;

/**
 * Where a hub's message belongs that was published without the hub's id in its base topic, or with another one: below its own prefix, whatever
 * it claims. `isComplete`: nothing but the id is missing, as with the base topic that zigbee2mqtt ships with; `null`: no topic of a hub.
 */
export function ownTopicOf(
  deviceId: string,
  topic: string,
): { readonly topic: string; readonly isComplete: boolean } | null {
  const [, family = '', rest = ''] = FAMILY_BASE.exec(topic) ?? [];
  if (rest === '' || !isDeviceId(deviceId) || /[+#]/.test(topic) || rest.split('/').includes('')) return null;
  const own = `${family.toLowerCase()}/${deviceId}/`;
  const below = rest.startsWith(`${deviceId}/`) ? rest.slice(deviceId.length + 1) : rest;
  const isComplete =
    !rest.includes('/') || rest.startsWith('bridge/') || rest.endsWith('/availability') || below !== rest;
  return { topic: own + below, isComplete };
}

/** May it subscribe to this filter? Wildcards only below its own prefix; shared subscriptions never. */
export const maySubscribe = (deviceId: string, filter: string): boolean =>
  isDeviceId(deviceId) &&
  prefixesOf(deviceId).some((prefix) => filter.startsWith(prefix) && filter.length > prefix.length);

export const MAX_CONNECTIONS_PER_DEVICE = 4;

/** Client id `{deviceId}` or `{deviceId}~anything`, so that a second connection does not evict the first. */
export const isClientIdOf = (deviceId: string, clientId: string): boolean =>
  clientId === deviceId || (clientId.startsWith(`${deviceId}~`) && clientId.length <= 128);
