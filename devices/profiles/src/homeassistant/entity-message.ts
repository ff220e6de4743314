import { fingerprint, isFields, isPlainText, parseJson, readPayload } from '@silverbell/mqtt-contract';
import type { AlertKind } from '@silverbell/vocabulary';
import {
  isHelpPhrase,
  alarmAnswerIn,
  findHelpCallOfNonButton,
  findHelpCall,
  isPressWord,
  type AlarmAnswer,
} from '../dialect.js';
import type { ChildBinding, DecodeInput, DeviceObservation, Signal } from '../profile.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, containsHelpWord } from '../zigbee2mqtt/words.js';
import { normalizedWord, type Entity } from './discovery.js';
import type { HomeAssistantSession } from './session.js';
import { partOf, render } from './template.js';

export type HomeAssistantInput = DecodeInput<HomeAssistantSession>;

/** The kind of alarm that a `device_class` of Home Assistant stands for. */
const ALARM_OF_CLASS: Readonly<Record<string, AlertKind>> = {
  smoke: 'smoke',
  gas: 'gas',
  carbon_monoxide: 'carbon-monoxide',
  moisture: 'water',
  tamper: 'tamper',
  battery: 'battery-low',
  problem: 'fault',
};
/** Kinds that are reported once, when they begin, and not again with every further message. */
const REPORTED_ONCE: ReadonlySet<AlertKind> = new Set(['tamper', 'battery-low', 'fault']);
/** Device classes that say something of a room and raise no alarm, and the kind of reading that each becomes. */
const READING_OF_CLASS: Readonly<Record<string, string>> = {
  motion: 'occupancy',
  occupancy: 'occupancy',
  presence: 'presence',
  door: 'contact-open',
  window: 'contact-open',
  opening: 'contact-open',
  vibration: 'vibration',
};
const lookUp = <T>(table: Readonly<Record<string, T>>, key: string | null): T | null =>
  key !== null && Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/** The kind of alarm that a state of an entity raises; `null`: none (an event of a button is a press all the same). "Safety", and a sensor without a class, raise what the device is registered as. */
export function alarmKindOf({ deviceClass }: Entity, binding: ChildBinding | null): AlertKind | null {
  const registered = (binding && ALARM_OF_ROLE[binding.role]) ?? null;
  if (deviceClass === null) return registered;
  return deviceClass === 'safety' ? (registered ?? 'sos') : lookUp(ALARM_OF_CLASS, deviceClass);
}

/** Whether a message of the entity that cannot be read may have been an alarm. A measurement raises none. */
function mayRaise(entity: Entity, binding: ChildBinding | null): boolean {
  switch (entity.component) {
    case 'binary_sensor':
      return alarmKindOf(entity, binding) !== null;
    case 'event':
    case 'device_automation':
      return isRegisteredButton(binding) || alarmKindOf(entity, binding) !== null;
    case 'sensor':
    case 'device_tracker':
      return false;
  }
}

/** The parts of a {@link Signal} that the payload decides. */
export type DecodedAlarm = Pick<Signal, 'kind' | 'phase' | 'certainty' | 'values'>;

/** The mark of an alarm that is active. */
const ACTIVE = 'on';

export interface DecodedMessage {
  readonly alarm: DecodedAlarm | null;
  /**
   * What the session stores of the entity, so that a replay is told from a new alarm: `on` while an alarm is active, or the fingerprint of a press.
   * `null`: the entry is deleted; `undefined`: it is left as it is.
   */
  readonly nextAlarmMark: string | null | undefined;
  readonly observation: Partial<DeviceObservation>;
}
const NOTHING_DECODED: DecodedMessage = { alarm: null, nextAlarmMark: undefined, observation: {} };
const UNSPECIFIED_ALARM: DecodedAlarm = { kind: 'unspecified', phase: 'raise', certainty: 'unverified', values: {} };

/** A message on the topic of an entity, as text and as JSON. */
export interface EntityMessage {
  readonly text: string;
  readonly json: unknown;
  /** The bytes are neither text nor JSON. */
  readonly isUnreadable: boolean;
  /** The JSON was damaged and could be repaired. */
  readonly isRepaired: boolean;
}
export function readEntityMessage(payload: Uint8Array): EntityMessage {
  const { text, value, fields, reason } = readPayload(payload);
  const isText = reason === null || ['not-json', 'not-an-object', 'empty'].includes(reason);
  return {
    text: isText || fields !== null ? text : '',
    json: (reason === 'not-an-object' ? value : fields) ?? null,
    isUnreadable: !isText && fields === null,
    isRepaired: fields !== null && reason !== null,
  };
}

const jsonOrText = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
};

/** What one message of an entity is decoded from. */
interface EntityInput {
  readonly input: HomeAssistantInput;
  readonly entity: Entity;
  readonly binding: ChildBinding | null;
  readonly message: EntityMessage;
  /** The payload after the entity's template; `null`: the template is outside the supported subset. */
  readonly value: string | null;
  /** The mark that the session has stored of this entity; `undefined`: no alarm is active, and no press was seen. */
  readonly alarmMark: string | undefined;
}

/** Decodes a message by what its entity announced; `null`: the template yields nothing for this payload, so it is not about this entity. */
export function decodeEntityMessage(
  input: HomeAssistantInput,
  entity: Entity,
  binding: ChildBinding | null,
  message: EntityMessage,
  alarmMark: string | undefined,
): DecodedMessage | null {
  if (message.isUnreadable && mayRaise(entity, binding)) return pressOrReplay(input, UNSPECIFIED_ALARM, alarmMark);
  // Paths are collected only from a template that cannot be evaluated.
  const isTemplateUnsupported = entity.mentionedPaths !== null;
  const value = isTemplateUnsupported ? null : valueOf(entity, message);
  if (value === null && !isTemplateUnsupported) return null;
  switch (entity.component) {
    case 'binary_sensor':
      return decodeBinarySensor({ input, entity, binding, message, value, alarmMark });
    case 'event':
    case 'device_automation':
      return value === null ? NOTHING_DECODED : decodeEvent(input, entity, binding, value, alarmMark);
    case 'sensor':
      return decodeMeasurement(entity, value);
    case 'device_tracker':
      return NOTHING_DECODED;
  }
}

const valueOf = ({ template }: Entity, { text, json }: EntityMessage): string | null =>
  template ? render(template, text, json) : text.trim();

// --- binary sensors ---

function decodeBinarySensor(sensor: EntityInput): DecodedMessage {
  const { entity, binding } = sensor;
  const isOn = onOrOff(sensor);
  const reading = lookUp(READING_OF_CLASS, entity.deviceClass);
  if (reading !== null)
    return isOn === null
      ? NOTHING_DECODED
      : observationOnly({ readings: [{ kind: reading, value: isOn ? 1 : 0, unit: null }] });
  if (entity.deviceClass === 'connectivity') return isOn === null ? NOTHING_DECODED : observationOnly({ online: isOn });
  const kind = alarmKindOf(entity, binding);
  return kind === null ? NOTHING_DECODED : decodeAlarmSensor(sensor, kind, isOn);
}

const observationOnly = (observation: Partial<DeviceObservation>): DecodedMessage => ({
  ...NOTHING_DECODED,
  observation,
});

/** Compares the value with the two payloads that the entity announced; `null`: it is neither of them. */
function onOrOff({ entity, value }: EntityInput): boolean | null {
  if (value === null) return null;
  const payload = normalizedWord(value) ?? '';
  return payload === entity.onPayload ? true : payload === entity.offPayload ? false : null;
}

/** `isOn: null`: the payload is neither of the two that were announced, and is read as a word of any firmware. */
function decodeAlarmSensor(sensor: EntityInput, kind: AlertKind, isOn: boolean | null): DecodedMessage {
  const { input, alarmMark } = sensor;
  const answer = isOn === null ? answerOfAnyFirmware(sensor) : isOn ? 'yes' : 'no';
  const values = displayedValues(sensor);
  const isActive = alarmMark === ACTIVE;
  if (answer === 'no-answer') return NOTHING_DECODED;
  if (answer === 'no')
    return {
      ...NOTHING_DECODED,
      alarm: isActive ? { kind, phase: 'clear', certainty: 'observed', values } : null,
      nextAlarmMark: null,
    };
  if (REPORTED_ONCE.has(kind))
    return answer === 'unrecognised' || isActive
      ? NOTHING_DECODED
      : raisedAlarm({ kind, phase: 'raise', certainty: 'observed', values });
  // A value that is neither of the two announced payloads nor a word that we know raises an alarm of every kind that reaches this line. Of SOS
  // the kind is left open, and each such message is a press.
  if (isOn === null && kind === 'sos' && answer === 'unrecognised')
    return pressOrReplay(input, UNSPECIFIED_ALARM, alarmMark);
  const certainty = isOn === null ? 'unverified' : kind === 'fall' ? 'likely' : 'observed';
  // A broker that replays an alarm which is active already adds a note to it.
  return raisedAlarm({ kind, phase: isActive && input.retained ? 'note' : 'raise', certainty, values });
}

const raisedAlarm = (alarm: DecodedAlarm): DecodedMessage => ({ ...NOTHING_DECODED, alarm, nextAlarmMark: ACTIVE });

const answerOfAnyFirmware = ({ entity, message, value }: EntityInput): AlarmAnswer =>
  value === null ? answerAtPaths(entity.mentionedPaths ?? [], message) : alarmAnswerIn(jsonOrText(value));

/**
 * Of a template outside the supported subset the parts of the payload that it mentions are read (all of it, where it mentions none), and of
 * these only words and booleans: a number may be a measurement that the template compares with a limit. A word that we do not know is no
 * answer here, because the template may turn it into anything.
 */
function answerAtPaths(paths: readonly (readonly string[])[], { text, json }: EntityMessage): AlarmAnswer {
  const mentioned = paths.length === 0 ? [json ?? text] : paths.map((path) => partOf(path, json));
  const answers = (json === null ? [text] : mentioned)
    .filter((part) => typeof part !== 'number')
    .map((part) => alarmAnswerIn(part));
  return (['yes', 'no'] as const).find((answer) => answers.includes(answer)) ?? 'no-answer';
}

/** The value as an operator sees it beside the alarm, where it is short and plain. */
function displayedValues({ entity, message, value }: EntityInput): Signal['values'] {
  const text = (value ?? message.text).trim();
  return isPlainText(text, 64) ? { [entity.deviceClass ?? 'state']: text } : {};
}

// --- measurements ---

function decodeMeasurement({ deviceClass, unit }: Entity, value: string | null): DecodedMessage {
  const text = value?.trim() ?? '';
  const number = /^-?\d{1,10}(\.\d{1,20})?$/.test(text) ? Number(text) : null;
  if (number === null) return NOTHING_DECODED;
  // A meter that counts up; the monitoring counts only what it rose, so one that starts anew every night does no harm.
  if (deviceClass === 'water') return observationOnly({ readings: [{ kind: 'water-meter', value: number, unit }] });
  return deviceClass === 'battery' && number >= 0 && number <= 100
    ? observationOnly({ batteryPct: number })
    : NOTHING_DECODED;
}

// --- presses and calls for help ---

const isRegisteredButton = (binding: ChildBinding | null): boolean =>
  binding !== null && BUTTON_ROLES.has(binding.role);

const sosAlarm = (action: string, certainty: Signal['certainty'] = 'observed'): DecodedAlarm => ({
  ...{ kind: 'sos', phase: 'raise', certainty },
  values: isPlainText(action, 64) ? { action } : {},
});

/**
 * A press. A replay by the broker has the fingerprint of the press that is stored, and is a note. An alarm that is active stays so: only its
 * end takes its mark away.
 */
function pressOrReplay(input: HomeAssistantInput, alarm: DecodedAlarm, alarmMark: string | undefined): DecodedMessage {
  const payloadFingerprint = fingerprint(input.payload);
  const isReplay = input.retained && alarmMark === payloadFingerprint;
  return {
    ...NOTHING_DECODED,
    alarm: { ...alarm, phase: isReplay ? 'note' : 'raise' },
    nextAlarmMark: alarmMark === ACTIVE ? ACTIVE : payloadFingerprint,
  };
}

/** Events and triggers: every action of a registered button is a press, and a word for help is accepted from any device. What is read here as nothing is looked at once more by {@link decodeHelpCall}. */
function decodeEvent(
  input: HomeAssistantInput,
  entity: Entity,
  binding: ChildBinding | null,
  text: string,
  alarmMark: string | undefined,
): DecodedMessage {
  const parsed = parseJson(text);
  const value = parsed.ok ? parsed.value : text;
  const type = isFields(value) ? value['event_type'] : typeof value === 'string' ? value : text;
  const action = isPlainText(type, 64) ? type : '';
  if (entity.triggerPayload !== null && normalizedWord(action) !== entity.triggerPayload) return NOTHING_DECODED;
  if (!containsHelpWord(action) && !(isRegisteredButton(binding) && action !== '')) return NOTHING_DECODED;
  return pressOrReplay(input, sosAlarm(action), alarmMark);
}

/**
 * A call for help in any message, announced or not. `acceptPressWords`: of a registered button a bare word such as "single" or "hold" counts
 * too; in JSON of a registered button the names of the fields say whether it is a press.
 */
export function decodeHelpCall(
  input: HomeAssistantInput,
  binding: ChildBinding | null,
  { text, json }: EntityMessage,
  alarmMark: string | undefined,
  acceptPressWords: boolean,
): DecodedMessage {
  const unquotedText = typeof json === 'string' ? json : text.trim();
  const word = isPlainText(unquotedText, 64) && !isFields(json) ? unquotedText : '';
  const isPress = acceptPressWords && isRegisteredButton(binding) && isPressWord(word);
  if (containsHelpWord(word) || isHelpPhrase(word) || isPress) return pressOrReplay(input, sosAlarm(word), alarmMark);
  if (!isFields(json)) return NOTHING_DECODED;
  const call = isRegisteredButton(binding) ? findHelpCall(json) : findHelpCallOfNonButton(json);
  if (call === null) return NOTHING_DECODED;
  return pressOrReplay(input, sosAlarm(String(call.value), call.isCertain ? 'observed' : 'unverified'), alarmMark);
}
