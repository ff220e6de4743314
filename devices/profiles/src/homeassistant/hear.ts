import { fingerprint, isFields, isPlainText, parseJson, readPayload } from '@silverbell/mqtt-contract';
import type { AlertKind } from '@silverbell/vocabulary';
import { isCallForHelp, answerIn, strangersCry, cryIn, isPressWord, type Answer } from '../dialect.js';
import type { ChildBinding, DecodeInput, DeviceObservation, Signal } from '../profile.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, isHelpWord } from '../zigbee2mqtt/words.js';
import { word, type Entity } from './discovery.js';
import type { HomeAssistantSession } from './session.js';
import { partOf, render } from './template.js';

export type Input = DecodeInput<HomeAssistantSession>;

const ALARM_OF_CLASS: Readonly<Record<string, AlertKind>> = {
  smoke: 'smoke',
  gas: 'gas',
  carbon_monoxide: 'carbon-monoxide',
  moisture: 'water',
  safety: 'sos',
  tamper: 'tamper',
  battery: 'battery-low',
  problem: 'fault',
};
const STICKY: ReadonlySet<AlertKind> = new Set(['tamper', 'battery-low', 'fault']);
const STATE_OF_CLASS: Readonly<Record<string, string>> = {
  motion: 'occupancy',
  occupancy: 'occupancy',
  presence: 'presence',
  door: 'contact-open',
  window: 'contact-open',
  opening: 'contact-open',
  vibration: 'vibration',
};
const of = <T>(table: Readonly<Record<string, T>>, key: string | null): T | null =>
  key !== null && Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/** The class says what a sensor is. "Safety", and a sensor without a class, are what they are registered as. */
export function alarmOf({ deviceClass }: Entity, binding: ChildBinding | null): AlertKind | null {
  const registered = (binding && ALARM_OF_ROLE[binding.role]) ?? null;
  if (deviceClass === null) return registered;
  return deviceClass === 'safety' ? (registered ?? 'sos') : of(ALARM_OF_CLASS, deviceClass);
}

export interface Statement {
  readonly kind: AlertKind;
  readonly phase: Signal['phase'];
  readonly certainty: Signal['certainty'];
  readonly values: Signal['values'];
}
export interface Heard {
  readonly statement: Statement | null;
  /** What to remember under the entity's key; `null`: forget it; `undefined`: it stays. */
  readonly stands: string | null | undefined;
  readonly observation: Partial<DeviceObservation>;
}
const nothing: Heard = { statement: null, stands: undefined, observation: {} };
export const unreadable: Heard = {
  ...nothing,
  statement: { kind: 'unspecified', phase: 'raise', certainty: 'unverified', values: {} },
};

/** One message on the topic of an entity. */
export interface Message {
  readonly text: string;
  readonly json: unknown;
  /** Bytes of which nothing can be made. */
  readonly isLost: boolean;
  readonly isRepaired: boolean;
}
export function messageOf(payload: Uint8Array): Message {
  const { text, value, fields, reason } = readPayload(payload);
  const isText = reason === null || ['not-json', 'not-an-object', 'empty'].includes(reason);
  return {
    text: isText || fields !== null ? text : '',
    json: (reason === 'not-an-object' ? value : fields) ?? null,
    isLost: !isText && fields === null,
    isRepaired: fields !== null && reason !== null,
  };
}

/** Of a template beyond us only the parts that it speaks of count, and only words: a number may be a measure that it compares. */
function beyondUs(mentions: readonly (readonly string[])[], { text, json }: Message): Answer {
  const parts = mentions.length === 0 ? [json ?? text] : mentions.map((path) => partOf(path, json));
  const answers = (json === null ? [text] : parts)
    .filter((part) => typeof part !== 'number')
    .map((part) => answerIn(part));
  return (['yes', 'no'] as const).find((each) => answers.includes(each)) ?? 'nothing';
}

function hearBinary(
  input: Input,
  entity: Entity,
  binding: ChildBinding | null,
  message: Message,
  value: string | null,
  before: string | undefined,
): Heard {
  const own = value === null ? null : (word(value) ?? '');
  const on = own === null ? null : own === entity.on ? true : own === entity.off ? false : null;
  const state = of(STATE_OF_CLASS, entity.deviceClass);
  if (state !== null)
    return on === null
      ? nothing
      : { ...nothing, observation: { readings: [{ kind: state, value: on ? 1 : 0, unit: null }] } };
  if (entity.deviceClass === 'connectivity') return on === null ? nothing : { ...nothing, observation: { online: on } };
  const kind = alarmOf(entity, binding);
  if (kind === null) return nothing;
  const shown = (value ?? message.text).trim();
  const values = isPlainText(shown, 64) ? { [entity.deviceClass ?? 'state']: shown } : {};
  const answer: Answer =
    on !== null
      ? on
        ? 'yes'
        : 'no'
      : value === null
        ? beyondUs(entity.mentions ?? [], message)
        : answerIn(valueIn(value));
  if (answer === 'nothing') return nothing;
  if (answer === 'no')
    return {
      ...nothing,
      statement: before === undefined ? null : { kind, phase: 'clear', certainty: 'observed', values },
      stands: null,
    };
  if (STICKY.has(kind)) {
    if (answer === 'other') return nothing;
    return before === undefined
      ? { ...nothing, statement: { kind, phase: 'raise', certainty: 'observed', values }, stands: 'on' }
      : nothing;
  }
  const phase = before !== undefined && input.retained ? 'note' : 'raise';
  // Neither of the two payloads it announced: an SOS entity that sends another one still raises an alarm.
  if (on === null && kind === 'sos' && answer === 'other') return unreadable;
  const certainty = on === null ? 'unverified' : kind === 'fall' ? 'likely' : 'observed';
  return { ...nothing, statement: { kind, phase, certainty, values }, stands: 'on' };
}

const valueIn = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
};

export const isButton = (binding: ChildBinding | null): boolean => binding !== null && BUTTON_ROLES.has(binding.role);

const sos = (action: string, certainty: Signal['certainty'] = 'observed'): Statement => ({
  ...{ kind: 'sos', phase: 'raise', certainty },
  values: isPlainText(action, 64) ? { action } : {},
});

/** A press, told apart from its replay. */
const pressed = (input: Input, statement: Statement, before: string | undefined): Heard => {
  const key = fingerprint(input.payload);
  return {
    ...nothing,
    statement: { ...statement, phase: input.retained && before === key ? 'note' : 'raise' },
    stands: key,
  };
};

/** Events and triggers: role beats payload, and a word for help is heard from anybody. */
function hearEvent(
  input: Input,
  entity: Entity,
  binding: ChildBinding | null,
  text: string,
  before: string | undefined,
): Heard {
  const parsed = parseJson(text);
  const type = parsed.ok && isFields(parsed.value) ? parsed.value['event_type'] : text;
  const action = isPlainText(type, 64) ? type : '';
  if (entity.payload !== null && word(action) !== entity.payload) return nothing;
  if (!isHelpWord(action) && !(isButton(binding) && action !== '')) return nothing;
  return pressed(input, sos(action), before);
}

/** A call for help in a message, whatever it was announced as, and if it was announced at all; `anyPress`: a registered button's other words count, too. */
export function hearHelp(
  input: Input,
  binding: ChildBinding | null,
  { text, json }: Message,
  before: string | undefined,
  anyPress: boolean,
): Heard {
  const word = typeof json === 'string' ? json : text.trim();
  const plain = isPlainText(word, 64) && !isFields(json) ? word : '';
  if (isHelpWord(plain) || isCallForHelp(plain) || (anyPress && isButton(binding) && isPressWord(plain)))
    return pressed(input, sos(plain), before);
  if (!isFields(json)) return nothing;
  const cry = isButton(binding) ? cryIn(json) : strangersCry(json);
  return cry ? pressed(input, sos(String(cry.value), cry.sure ? 'observed' : 'unverified'), before) : nothing;
}

/** What an entity says in its own terms; `null`: the payload does not speak of it. */
export function hear(
  input: Input,
  entity: Entity,
  binding: ChildBinding | null,
  message: Message,
  before: string | undefined,
): Heard | null {
  const value =
    entity.mentions !== null
      ? null
      : entity.template
        ? render(entity.template, message.text, message.json)
        : message.text.trim();
  if (value === null && entity.mentions === null) return null;
  switch (entity.component) {
    case 'binary_sensor':
      return hearBinary(input, entity, binding, message, value, before);
    case 'event':
    case 'device_automation':
      return value === null ? nothing : hearEvent(input, entity, binding, value, before);
    case 'sensor': {
      const number = value !== null && /^-?\d{1,10}(\.\d{1,10})?$/.test(value) ? Number(value) : null;
      // Counts up; where it begins anew every night, the dial that fell back is none that was read.
      if (entity.deviceClass === 'water' && number !== null)
        return { ...nothing, observation: { readings: [{ kind: 'water-meter', value: number, unit: entity.unit }] } };
      return entity.deviceClass === 'battery' && number !== null && number >= 0 && number <= 100
        ? { ...nothing, observation: { batteryPct: number } }
        : nothing;
    }
    case 'device_tracker':
      return nothing;
  }
}
