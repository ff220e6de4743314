import {
  isKindKey,
  kindsOfWord,
  parseAlert,
  readKinds,
  readPayload,
  severityOf,
  type Alert,
  type MessageDoubt,
} from '@silverbell/mqtt-contract';
import type { AlertKind } from '@silverbell/vocabulary';
import type { DecodeInput } from '../profile.js';

type Message = Pick<DecodeInput<unknown>, 'payload' | 'receivedAt'>;
export interface Misplaced {
  readonly alert: Alert;
  readonly doubts: readonly MessageDoubt[];
}

/** Levels of a topic that say "this is an alarm" without saying which. Words that name a kind (`sos`, `fall`, 求救) are found by the list of kinds. */
const ALARM_LEVEL =
  /(^|[-_.])(alert|alerts|alarm|alarms|alarming|warn|warning|warnings|call|emergencies)([-_.]|$)|报警|告警|警报|呼叫/iu;
/** Beside these an alarm is spoken of and not raised: its settings, its answer, its end. */
const ABOUT_ALARMS =
  /(^|[-_.])(ack|acked|config|configuration|settings?|set|get|log|logs|history|clear|cleared|reset|volume|enabled?|availability|threshold|test|status|state|battery|offline|heartbeat)([-_.]|$)|测试|设置|配置|恢复|解除|取消|历史/iu;

const urgent = (kinds: readonly AlertKind[]): readonly AlertKind[] => kinds.filter((kind) => severityOf(kind) === 1);

/** Does this topic of a device's own prefix call for help, and for what? `null`: it does not; an empty list: for something. */
export function alarmOfTopic(below: string): readonly AlertKind[] | null {
  const levels = below
    .split('/')
    .filter((level) => level !== '')
    .slice(0, 12);
  if (levels.some((level) => ABOUT_ALARMS.test(level))) return null;
  const kinds = urgent(levels.flatMap(kindsOfWord));
  return kinds.length > 0 || levels.some((level) => ALARM_LEVEL.test(level)) ? kinds : null;
}

/** A reading has a value, and a list of them is telemetry. */
const READING: ReadonlySet<string> = new Set(['value', 'unit', 'reading', 'readings', 'measurement', 'measurements']);
/** Where devices that do not know our `kind` write what happened. */
const EVENT_KEYS: ReadonlySet<string> = new Set([
  'event',
  'action',
  'alarm',
  'alert',
  'type',
  'msg',
  'message',
  'cmd',
  'word',
]);
const YES: ReadonlySet<unknown> = new Set([true, 1, '1', 'true', 'on', 'yes', 'alarm', 'triggered', 'pressed']);

const latin1 = new TextDecoder('latin1');

const misplaced = ({ payload, receivedAt }: Message): Misplaced | null => {
  const read = parseAlert(payload, receivedAt);
  return read.ok ? { alert: read.alert, doubts: ['near-topic', ...read.doubts] } : null;
};

/**
 * An alert on a topic for heartbeats, telemetry or status: it names a kind that pages now, it is no reading, and it has what an alert has and a state has
 * not, an id of its own or nothing measured. Everything else there stays what the topic says.
 */
export function alertOnQuietTopic(message: Message): Misplaced | null {
  // Most messages there are heartbeats, which have no kind; they are not read twice.
  if (!/kind/i.test(latin1.decode(message.payload))) return null;
  const { members } = readPayload(message.payload);
  const keys = new Set(members.map(({ key }) => key));
  const named = readKinds(
    members.filter(({ key }) => isKindKey(key)),
    null,
  );
  if (!named.known || named.kind === 'unspecified' || severityOf(named.kind) !== 1) return null;
  if ([...keys].some((key) => READING.has(key)) || (keys.has('values') && !keys.has('id'))) return null;
  return misplaced(message);
}

/**
 * An alert on an unknown topic: a kind by the key `kind` (with an id, where it does not page now), one word that pages now, or such a word as the
 * value or the name of what happened.
 */
export function alertOnUnknownTopic(message: Message): Misplaced | null {
  const { members, value, text } = readPayload(message.payload);
  const keys = new Set(members.map(({ key }) => key));
  if ([...keys].some((key) => READING.has(key)) && !keys.has('id')) return null;
  const named = readKinds(
    members.filter(({ key }) => isKindKey(key)),
    members.length === 0 ? wordOf(value, text) : null,
  );
  if (named.known && (severityOf(named.kind) === 1 || keys.has('id'))) return misplaced(message);
  const words = members.flatMap(({ key, value: word }) =>
    EVENT_KEYS.has(key.toLowerCase()) ? urgent(kindsOfWord(word)) : isYes(word) ? called(kindsOfWord(key), word) : [],
  );
  const read = words.length === 0 ? null : misplaced(message);
  const { kind, also, word } = readKinds(
    words.map((kind) => ({ value: kind, cut: false })),
    null,
  );
  return read && { ...read, alert: { ...read.alert, kind, alsoKinds: also, word: read.alert.word ?? word } };
}

const wordOf = (value: unknown, text: string): string | null =>
  typeof value === 'string' ? value : value === undefined ? text.trim() : null;

const isYes = (value: unknown): boolean => YES.has(typeof value === 'string' ? value.toLowerCase() : value);
/** A one beside the name of a gas may be a concentration; beside a call for help it is one. */
const called = (kinds: readonly AlertKind[], value: unknown): readonly AlertKind[] =>
  urgent(kinds).filter((kind) => ['sos', 'panic', 'fall'].includes(kind) || typeof value !== 'number');
