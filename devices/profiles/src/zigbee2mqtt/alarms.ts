import { fingerprint, isFiniteNumber, isPlainText, type Fields } from '@silverbell/mqtt-contract';
import { type AlertKind, CERTAINTIES } from '@silverbell/vocabulary';
import { findHelpCall, alarmAnswerIn, isAlarmWord, findHelpCallOfNonButton } from '../dialect.js';
import type { ChildBinding, DecodeInput, DeviceObservation, Signal } from '../profile.js';
import type { ChildKnowledge } from './children.js';
import { meaningByName, alarmStateIn, type Meaning, type AlarmState } from './meanings.js';
import { forget, remember, stateKey, type ZigbeeSession } from './session.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, DETECTOR_ROLES, isRelease, containsHelpWord } from './words.js';

export type Input = DecodeInput<ZigbeeSession>;

/** With the Home Assistant extension one press arrives twice, once per topic. */
const SAME_PRESS_MS = 2_000;
const RELEASE_BELONGS_MS = 60_000;

/** The device behind the hub that a message is of. */
export interface Child {
  /** What the register calls it; of a stranger what the hub calls it. */
  readonly name: string;
  /** What stays the same when the hub renames it. */
  readonly identity: string;
  readonly binding: ChildBinding | null;
  readonly knowledge: ChildKnowledge | null;
}

export interface DecodedAlarm {
  readonly kind: AlertKind;
  readonly phase: Signal['phase'];
  readonly values: Signal['values'];
  readonly certainty: Signal['certainty'];
}

export const decodedAlarm = (
  kind: AlertKind,
  values: Signal['values'],
  phase: Signal['phase'] = 'raise',
  certainty: Signal['certainty'] = 'observed',
): DecodedAlarm => ({ kind, phase, values, certainty });

interface DecodedFields {
  readonly session: ZigbeeSession;
  readonly alarms: readonly DecodedAlarm[];
}
type TopicKind = 'state' | 'action';

export const isButton = (child: Child): boolean => child.binding !== null && BUTTON_ROLES.has(child.binding.role);
export const isDetector = (child: Child): boolean => child.binding !== null && DETECTOR_ROLES.has(child.binding.role);

/** Present, and neither a word nor the empty reset that follows one. */
const isUnusableAction = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const isStorable = (value: unknown): value is string | number | boolean =>
  typeof value === 'boolean' || isFiniteNumber(value) || isPlainText(value, 64);
const storableValues = (property: string, value: unknown): Signal['values'] =>
  isStorable(value) && isPlainText(property, 64) ? { [property]: value } : {};

/** One press, told apart from its replay, from the same press on the hub's other topic, and from the release that ends it. */
function decodePress(
  input: Input,
  child: Child,
  pressed: DecodedAlarm & { readonly action: string },
  via: TopicKind,
  session: ZigbeeSession,
): DecodedFields {
  const { action, ...alarm } = pressed;
  const before = session.presses.get(child.identity);
  const key = fingerprint(input.payload);
  const since = before ? input.receivedAt - before.at : Infinity;
  const press = { action, at: input.receivedAt, key, via };
  const next = { ...session, presses: remember(session.presses, child.identity, press) };

  if (input.retained && before?.key === key) return { session, alarms: [{ ...alarm, phase: 'note' }] };
  if (before && before.via !== via && before.action === action && since <= SAME_PRESS_MS)
    return { session, alarms: [{ ...alarm, phase: 'note' }] };
  // A release alone means that the press before it was lost on the way.
  if (isRelease(action))
    return since <= RELEASE_BELONGS_MS
      ? { session, alarms: [] }
      : { session: next, alarms: [{ ...alarm, certainty: 'likely' }] };
  return { session: next, alarms: [alarm] };
}

function decodeAction(
  input: Input,
  child: Child,
  action: string,
  via: TopicKind,
  session: ZigbeeSession,
): DecodedFields {
  const personFell = child.binding?.role === 'fall-sensor' && action === 'fall';
  if (!isButton(child) && !personFell && !containsHelpWord(action)) {
    const kind = isDetector(child) && isAlarmWord(action) ? kindOfRole(child) : null;
    return { session, alarms: kind ? [decodedAlarm(kind, { action }, 'raise', 'unverified')] : [] };
  }
  return decodePress(input, child, { ...decodedAlarm(personFell ? 'fall' : 'sos', { action }), action }, via, session);
}

// --- yes-or-no alarms ---

const kindOfRole = (child: Child): AlertKind | null => (child.binding && ALARM_OF_ROLE[child.binding.role]) ?? null;

/** 1 and 0 from a device that is registered as just that; a gas *meter* counts in numbers, so gas is only taken for an unverified one. */
const alarmStateOfNumber = (value: unknown, kind: AlertKind, child: Child): AlarmState | null =>
  (kind === 'sos' || (kind === child.binding?.role && kind !== 'gas')) && (value === 1 || value === 0)
    ? value === 1
      ? 'on'
      : 'off'
    : null;

/** What no definition has: the words of firmware. A device registered for an alarm whose value we cannot read is taken as an alarm. */
function alarmStateOfUndescribed(
  value: unknown,
  kind: AlertKind,
  child: Child,
  sticky: boolean,
  described: boolean,
): AlarmState | null {
  const answer = alarmAnswerIn(value);
  if (sticky) return child.binding && answer === 'yes' ? 'on' : child.binding && answer === 'no' ? 'off' : null;
  const own = isDetector(child) && (kind === kindOfRole(child) || typeof value !== 'number');
  const inPlainWords = !described && typeof value === 'string';
  if (answer === 'no') return own || inPlainWords || kind === 'sos' ? 'off' : null;
  if (answer === 'yes') return own || inPlainWords ? 'unverified' : null;
  return answer === 'unrecognised' && own ? 'unverified' : null;
}

const meaningFor = (child: Child, property: string): Meaning =>
  child.knowledge?.meanings.get(property) ?? meaningByName(property, child.binding?.role ?? null);

type Alarm = Extract<Meaning, { is: 'alarm' }>;

function kindOf({ kind }: Alarm, child: Child): AlertKind | null {
  if (kind === null) return kindOfRole(child);
  return kind === 'temperature' && child.binding?.role === 'heat' ? 'heat' : kind;
}

function alarmStateOf(
  child: Child,
  property: string,
  meaning: Alarm,
  kind: AlertKind,
  value: unknown,
): AlarmState | null {
  const described = child.knowledge?.meanings.has(property) ?? false;
  const { on, off, suspected } = meaning;
  // An enumeration calls every word of its own that is no alarm a calm one; of a detector only those count that say so.
  const listed = !isDetector(child) || property === 'status' || [...on, ...off, ...suspected].includes(value);
  const strict = listed || typeof value !== 'string' ? alarmStateIn(value, meaning) : null;
  const word =
    strict ??
    alarmStateOfNumber(value, kind, child) ??
    alarmStateOfUndescribed(value, kind, child, meaning.sticky, described);
  // A property that is a call for help by its own name and says neither yes nor no is one that we do not understand.
  return word === 'unverified' && meaning.kind === 'sos' ? null : word;
}

function decodeAlarmProperty(
  input: Input,
  child: Child,
  property: string,
  meaning: Alarm,
  value: unknown,
  session: ZigbeeSession,
): DecodedFields {
  const kind = kindOf(meaning, child);
  if (!kind) return { session, alarms: [] };
  const word = alarmStateOf(child, property, meaning, kind, value);
  if (word === null)
    return {
      session,
      alarms:
        kind === 'sos' && ['yes', 'unrecognised'].includes(alarmAnswerIn(value))
          ? [decodedAlarm('unspecified', storableValues(property, value), 'raise', 'unverified')]
          : [],
    };
  const key = stateKey(child.identity, property);
  const before = session.activeAlarms.get(key);
  const values = { [property]: isStorable(value) ? value : word };
  if (word === 'off') {
    const next = { ...session, activeAlarms: forget(session.activeAlarms, key) };
    return { session: next, alarms: before === undefined ? [] : [decodedAlarm(kind, values, 'clear')] };
  }
  const next = { ...session, activeAlarms: remember(session.activeAlarms, key, word) };
  const certainty = word === 'suspected' ? 'possible' : word === 'unverified' ? 'unverified' : meaning.certainty;
  if (before !== word) return { session: next, alarms: [decodedAlarm(kind, values, 'raise', certainty)] };
  if (meaning.sticky) return { session: next, alarms: [] };
  return { session: next, alarms: [decodedAlarm(kind, values, input.retained ? 'note' : 'raise', certainty)] };
}

// --- whole messages ---

/** More properties than any definition has. */
const MAX_PROPERTIES = 256;
const EVENT_KEY = /^(state|status|event|event_type|type|alert|message|msg)$/;

/** Reads what no described property holds: a call for help of a registered button in any field, an alarm of a detector in words. */
function decodeOtherFields(
  input: Input,
  child: Child,
  fields: Fields,
  via: TopicKind,
  session: ZigbeeSession,
): DecodedFields {
  const isRead = (key: string): boolean => {
    const { is } = meaningFor(child, key);
    return (
      is === 'setting' ||
      is === 'measure' ||
      is === 'alarm' ||
      is === 'state' ||
      (is === 'action' && typeof fields[key] === 'string')
    );
  };
  const call = isButton(child) ? findHelpCall(fields, isRead) : findHelpCallOfNonButton(fields, isRead);
  if (call) {
    const alarm = decodedAlarm(
      'sos',
      storableValues(call.key, call.value),
      'raise',
      call.isCertain ? 'observed' : 'unverified',
    );
    return decodePress(input, child, { ...alarm, action: `${call.key} ${String(call.value)}` }, via, session);
  }
  const kind = isDetector(child) ? kindOfRole(child) : null;
  const alarm = Object.entries(fields)
    .slice(0, MAX_PROPERTIES)
    .find(([key, value]) => EVENT_KEY.test(key) && typeof value === 'string' && !isRead(key) && isAlarmWord(value));
  return kind && alarm
    ? { session, alarms: [decodedAlarm(kind, storableValues(...alarm), 'raise', 'unverified')] }
    : { session, alarms: [] };
}

export function decodeFields(input: Input, child: Child, fields: Fields, via: TopicKind): DecodedFields {
  let session = input.session;
  let alarms: readonly DecodedAlarm[] = [];
  const take = (reading: DecodedFields): void => {
    session = reading.session;
    alarms = [...alarms, ...reading.alarms];
  };
  // One signal per property, never else-if: a low battery must not mask a press, nor a press a dying battery.
  for (const [property, value] of Object.entries(fields).slice(0, MAX_PROPERTIES)) {
    const meaning = meaningFor(child, property);
    if (meaning.is === 'alarm') take(decodeAlarmProperty(input, child, property, meaning, value, session));
    if (meaning.is !== 'action') continue;
    if (isPlainText(value, 64)) take(decodeAction(input, child, value, via, session));
    else if (isUnusableAction(value) && isButton(child))
      take({ session, alarms: [decodedAlarm('unspecified', {}, 'raise', 'unverified')] });
  }
  const understood = new Set<AlertKind | null>(['sos', 'unspecified', kindOfRole(child)]);
  if (!alarms.some(({ kind }) => understood.has(kind))) take(decodeOtherFields(input, child, fields, via, session));
  return { session, alarms };
}

/** States of the room that raise no alarm: doors with their contacts turned round, motion, the gas meter. */
export function readingsOf(child: Child, fields: Fields): DeviceObservation['readings'] {
  return Object.entries(fields)
    .slice(0, MAX_PROPERTIES)
    .flatMap(([property, value]) => {
      const meaning = meaningFor(child, property);
      if (meaning.is === 'measure' && isFiniteNumber(value))
        return [{ kind: meaning.reading, value, unit: meaning.unit }];
      const word = meaning.is === 'state' ? alarmStateIn(value, meaning) : null;
      return meaning.is === 'state' && word !== null
        ? [{ kind: meaning.reading, value: word === 'on' ? 1 : 0, unit: null }]
        : [];
    })
    .slice(0, 64);
}

const WEIGHT = { raise: 0, cancel: 1, note: 2, clear: 3 } as const;
const isMoreUrgent = (a: DecodedAlarm, b: DecodedAlarm): boolean =>
  WEIGHT[a.phase] < WEIGHT[b.phase] ||
  (a.phase === b.phase && CERTAINTIES.indexOf(a.certainty) < CERTAINTIES.indexOf(b.certainty));

/** Some buttons report one press in two properties: one alarm of each kind is kept, and of two the more urgent one. */
export function mostUrgentOfEachKind(alarms: readonly DecodedAlarm[]): DecodedAlarm[] {
  const byKind = new Map<AlertKind, DecodedAlarm>();
  for (const alarm of alarms) {
    const other = byKind.get(alarm.kind);
    if (!other || isMoreUrgent(alarm, other)) byKind.set(alarm.kind, alarm);
  }
  return [...byKind.values()];
}
