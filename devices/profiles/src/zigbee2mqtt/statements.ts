import { fingerprint, isFiniteNumber, isPlainText, type Fields } from '@silverbell/mqtt-contract';
import { type AlertKind, CERTAINTIES } from '@silverbell/vocabulary';
import { cryIn, answerIn, isAlarmWord, strangersCry } from '../dialect.js';
import type { ChildBinding, DecodeInput, DeviceObservation, Signal } from '../profile.js';
import type { ChildKnowledge } from './children.js';
import { meaningByName, wordOf, type Meaning, type Word } from './meanings.js';
import { forget, remember, stateKey, type ZigbeeSession } from './session.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, DETECTOR_ROLES, isRelease, isHelpWord } from './words.js';

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

export interface Statement {
  readonly kind: AlertKind;
  readonly phase: Signal['phase'];
  readonly values: Signal['values'];
  readonly certainty: Signal['certainty'];
}

export const statementOf = (
  kind: AlertKind,
  values: Signal['values'],
  phase: Signal['phase'] = 'raise',
  certainty: Signal['certainty'] = 'observed',
): Statement => ({ kind, phase, values, certainty });

interface Reading {
  readonly session: ZigbeeSession;
  readonly statements: readonly Statement[];
}
type Via = 'state' | 'action';

export const isButton = (child: Child): boolean => child.binding !== null && BUTTON_ROLES.has(child.binding.role);
export const isDetector = (child: Child): boolean => child.binding !== null && DETECTOR_ROLES.has(child.binding.role);

/** Present, and neither a word nor the empty reset that follows one. */
const isGarbled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const isStorable = (value: unknown): value is string | number | boolean =>
  typeof value === 'boolean' || isFiniteNumber(value) || isPlainText(value, 64);
const kept = (property: string, value: unknown): Signal['values'] =>
  isStorable(value) && isPlainText(property, 64) ? { [property]: value } : {};

/** One press, told apart from its replay, from the same press on the hub's other topic, and from the release that ends it. */
function pressed(
  input: Input,
  child: Child,
  statementOfPress: Statement & { readonly action: string },
  via: Via,
  session: ZigbeeSession,
): Reading {
  const { action, ...statement } = statementOfPress;
  const before = session.presses.get(child.identity);
  const key = fingerprint(input.payload);
  const since = before ? input.receivedAt - before.at : Infinity;
  const press = { action, at: input.receivedAt, key, via };
  const next = { ...session, presses: remember(session.presses, child.identity, press) };

  if (input.retained && before?.key === key) return { session, statements: [{ ...statement, phase: 'note' }] };
  if (before && before.via !== via && before.action === action && since <= SAME_PRESS_MS)
    return { session, statements: [{ ...statement, phase: 'note' }] };
  // A release alone means that the press before it was lost on the way.
  if (isRelease(action))
    return since <= RELEASE_BELONGS_MS
      ? { session, statements: [] }
      : { session: next, statements: [{ ...statement, certainty: 'likely' }] };
  return { session: next, statements: [statement] };
}

function readAction(input: Input, child: Child, action: string, via: Via, session: ZigbeeSession): Reading {
  const personFell = child.binding?.role === 'fall-sensor' && action === 'fall';
  if (!isButton(child) && !personFell && !isHelpWord(action)) {
    const kind = isDetector(child) && isAlarmWord(action) ? kindOfRole(child) : null;
    return { session, statements: kind ? [statementOf(kind, { action }, 'raise', 'unverified')] : [] };
  }
  return pressed(input, child, { ...statementOf(personFell ? 'fall' : 'sos', { action }), action }, via, session);
}

// --- yes-or-no alarms ---

const kindOfRole = (child: Child): AlertKind | null => (child.binding && ALARM_OF_ROLE[child.binding.role]) ?? null;

/** 1 and 0 from a device that is registered as just that; a gas *meter* counts in numbers, so gas is only taken for an unverified one. */
const numericWord = (value: unknown, kind: AlertKind, child: Child): Word | null =>
  (kind === 'sos' || (kind === child.binding?.role && kind !== 'gas')) && (value === 1 || value === 0)
    ? value === 1
      ? 'on'
      : 'off'
    : null;

/** What no definition has: the words of firmware. A device registered for an alarm whose value we cannot read is taken as an alarm. */
function spokenWord(value: unknown, kind: AlertKind, child: Child, sticky: boolean, described: boolean): Word | null {
  const answer = answerIn(value);
  if (sticky) return child.binding && answer === 'yes' ? 'on' : child.binding && answer === 'no' ? 'off' : null;
  const own = isDetector(child) && (kind === kindOfRole(child) || typeof value !== 'number');
  const inPlainWords = !described && typeof value === 'string';
  if (answer === 'no') return own || inPlainWords || kind === 'sos' ? 'off' : null;
  if (answer === 'yes') return own || inPlainWords ? 'unverified' : null;
  return answer === 'other' && own ? 'unverified' : null;
}

const meaningFor = (child: Child, property: string): Meaning =>
  child.knowledge?.meanings.get(property) ?? meaningByName(property, child.binding?.role ?? null);

type Alarm = Extract<Meaning, { is: 'alarm' }>;

function kindOf({ kind }: Alarm, child: Child): AlertKind | null {
  if (kind === null) return kindOfRole(child);
  return kind === 'temperature' && child.binding?.role === 'heat' ? 'heat' : kind;
}

function readWord(child: Child, property: string, meaning: Alarm, kind: AlertKind, value: unknown): Word | null {
  const described = child.knowledge?.meanings.has(property) ?? false;
  const { on, off, suspected } = meaning;
  // An enumeration calls every word of its own that is no alarm a calm one; of a detector only those count that say so.
  const listed = !isDetector(child) || property === 'status' || [...on, ...off, ...suspected].includes(value);
  const strict = listed || typeof value !== 'string' ? wordOf(value, meaning) : null;
  const word = strict ?? numericWord(value, kind, child) ?? spokenWord(value, kind, child, meaning.sticky, described);
  // A property that is a call for help by its own name and says neither yes nor no is one that we do not understand.
  return word === 'unverified' && meaning.kind === 'sos' ? null : word;
}

function readState(
  input: Input,
  child: Child,
  property: string,
  meaning: Alarm,
  value: unknown,
  session: ZigbeeSession,
): Reading {
  const kind = kindOf(meaning, child);
  if (!kind) return { session, statements: [] };
  const word = readWord(child, property, meaning, kind, value);
  if (word === null)
    return {
      session,
      statements:
        kind === 'sos' && ['yes', 'other'].includes(answerIn(value))
          ? [statementOf('unspecified', kept(property, value), 'raise', 'unverified')]
          : [],
    };
  const key = stateKey(child.identity, property);
  const before = session.states.get(key);
  const values = { [property]: isStorable(value) ? value : word };
  if (word === 'off') {
    const next = { ...session, states: forget(session.states, key) };
    return { session: next, statements: before === undefined ? [] : [statementOf(kind, values, 'clear')] };
  }
  const next = { ...session, states: remember(session.states, key, word) };
  const certainty = word === 'suspected' ? 'possible' : word === 'unverified' ? 'unverified' : meaning.certainty;
  if (before !== word) return { session: next, statements: [statementOf(kind, values, 'raise', certainty)] };
  if (meaning.sticky) return { session: next, statements: [] };
  return { session: next, statements: [statementOf(kind, values, input.retained ? 'note' : 'raise', certainty)] };
}

// --- whole messages ---

/** More properties than any definition has. */
const MAX_PROPERTIES = 256;
const EVENT_KEY = /^(state|status|event|event_type|type|alert|message|msg)$/;

/** Reads what no described property holds: a call for help of a registered button in any field, an alarm of a detector in words. */
function readElsewhere(input: Input, child: Child, fields: Fields, via: Via, session: ZigbeeSession): Reading {
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
  const cry = isButton(child) ? cryIn(fields, isRead) : strangersCry(fields, isRead);
  if (cry) {
    const statement = statementOf('sos', kept(cry.key, cry.value), 'raise', cry.sure ? 'observed' : 'unverified');
    return pressed(input, child, { ...statement, action: `${cry.key} ${String(cry.value)}` }, via, session);
  }
  const kind = isDetector(child) ? kindOfRole(child) : null;
  const alarm = Object.entries(fields)
    .slice(0, MAX_PROPERTIES)
    .find(([key, value]) => EVENT_KEY.test(key) && typeof value === 'string' && !isRead(key) && isAlarmWord(value));
  return kind && alarm
    ? { session, statements: [statementOf(kind, kept(...alarm), 'raise', 'unverified')] }
    : { session, statements: [] };
}

export function readFields(input: Input, child: Child, fields: Fields, via: Via): Reading {
  let session = input.session;
  let statements: readonly Statement[] = [];
  const take = (reading: Reading): void => {
    session = reading.session;
    statements = [...statements, ...reading.statements];
  };
  // One signal per property, never else-if: a low battery must not mask a press, nor a press a dying battery.
  for (const [property, value] of Object.entries(fields).slice(0, MAX_PROPERTIES)) {
    const meaning = meaningFor(child, property);
    if (meaning.is === 'alarm') take(readState(input, child, property, meaning, value, session));
    if (meaning.is !== 'action') continue;
    if (isPlainText(value, 64)) take(readAction(input, child, value, via, session));
    else if (isGarbled(value) && isButton(child))
      take({ session, statements: [statementOf('unspecified', {}, 'raise', 'unverified')] });
  }
  const understood = new Set<AlertKind | null>(['sos', 'unspecified', kindOfRole(child)]);
  if (!statements.some(({ kind }) => understood.has(kind))) take(readElsewhere(input, child, fields, via, session));
  return { session, statements };
}

/** States of the room that raise no alarm: doors with their contacts turned round, motion, the gas meter. */
export function readingsOf(child: Child, fields: Fields): DeviceObservation['readings'] {
  return Object.entries(fields)
    .slice(0, MAX_PROPERTIES)
    .flatMap(([property, value]) => {
      const meaning = meaningFor(child, property);
      if (meaning.is === 'measure' && isFiniteNumber(value))
        return [{ kind: meaning.reading, value, unit: meaning.unit }];
      const word = meaning.is === 'state' ? wordOf(value, meaning) : null;
      return meaning.is === 'state' && word !== null
        ? [{ kind: meaning.reading, value: word === 'on' ? 1 : 0, unit: null }]
        : [];
    })
    .slice(0, 64);
}

const WEIGHT = { raise: 0, cancel: 1, note: 2, clear: 3 } as const;
const louder = (a: Statement, b: Statement): boolean =>
  WEIGHT[a.phase] < WEIGHT[b.phase] ||
  (a.phase === b.phase && CERTAINTIES.indexOf(a.certainty) < CERTAINTIES.indexOf(b.certainty));

/** Some buttons say the same press in two properties: one statement of each kind, and of two the louder. */
export function merged(statements: readonly Statement[]): Statement[] {
  const byKind = new Map<AlertKind, Statement>();
  for (const statement of statements) {
    const other = byKind.get(statement.kind);
    if (!other || louder(statement, other)) byKind.set(statement.kind, statement);
  }
  return [...byKind.values()];
}
