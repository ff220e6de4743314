import {
  fingerprint,
  isFields,
  isFiniteNumber,
  isPlainText,
  matchTopic,
  MAX_PAYLOAD_BYTES,
  parseJson,
  readDeviceClock,
  readText,
  severityOf,
  type AlertKind,
  type Fields,
  type MessageDoubt,
} from '@silverbell/mqtt-contract';
import { unreadableSignal } from '../native/native.js';
import type { ChildBinding, DecodeInput, Issue, Profile, Result, Sighting, Signal } from '../profile.js';
import { seen } from '../sighting.js';
import { meaningByName, wordOf, type Meaning, type Word } from './meanings.js';
import { EMPTY, forget, readChildren, remember, type ZigbeeSession } from './session.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, isRelease, saysHelp } from './words.js';

type Input = DecodeInput<ZigbeeSession>;
type Out = Result<ZigbeeSession>;

/** Lists of all devices are long; the platform's socket limit is the real one. */
const MAX_BRIDGE_BYTES = 2 * 1024 * 1024;
/** With the Home Assistant extension one press arrives twice, once per topic. */
const SAME_PRESS_MS = 2_000;
const RELEASE_BELONGS_MS = 60_000;

interface Child {
  readonly name: string;
  readonly binding: ChildBinding | null;
}

const nothing = (session: ZigbeeSession, sightings: readonly Sighting[] = [], issues: readonly Issue[] = []): Out => ({
  session,
  signals: [],
  sightings,
  issues,
});

/** Registered by the hub's name for it, or by its address, which survives a renaming. Registered twice, the button counts: a press must not depend on which entry was made first. */
function bindingOf(input: Input, name: string): ChildBinding | null {
  const children = input.device?.children;
  if (!children) return null;
  const registeredAs = (key: string | null | undefined): ChildBinding | null =>
    key && Object.hasOwn(children, key) ? (children[key] ?? null) : null;
  const byName = registeredAs(name);
  const byAddress = registeredAs(input.session.children.get(name)?.address);
  if (byName && byAddress && !BUTTON_ROLES.has(byName.role) && BUTTON_ROLES.has(byAddress.role)) return byAddress;
  return byName ?? byAddress;
}

const isKnown = (input: Input, name: string): boolean =>
  bindingOf(input, name) !== null || input.session.children.has(name);

type Addressed =
  | { readonly to: 'child'; readonly child: Child; readonly attribute: string | null }
  | { readonly to: 'availability'; readonly child: Child }
  | { readonly to: 'bridge'; readonly topic: string }
  | { readonly to: 'command' };

/** Friendly names may hold slashes, so a name that is known wins over a topic that looks like something else. */
function addressOf(input: Input, rest: string): Addressed {
  const childOf = (name: string): Child => ({ name, binding: bindingOf(input, name) });
  if (isKnown(input, rest)) return { to: 'child', child: childOf(rest), attribute: null };
  if (rest.startsWith('bridge/')) return { to: 'bridge', topic: rest.slice('bridge/'.length) };
  const cut = rest.lastIndexOf('/');
  const [base, last] = cut > 0 ? [rest.slice(0, cut), rest.slice(cut + 1)] : [rest, ''];
  if (last === 'availability') return { to: 'availability', child: childOf(base) };
  if (last === 'set' || last === 'get') return { to: 'command' };
  if (last === 'action' || (last !== '' && isKnown(input, base)))
    return { to: 'child', child: childOf(base), attribute: last };
  return { to: 'child', child: childOf(rest), attribute: null };
}

// --- one device's state ---

interface Statement {
  readonly kind: AlertKind;
  readonly phase: Signal['phase'];
  readonly values: Signal['values'];
  readonly certainty: Signal['certainty'];
}

const says = (
  kind: AlertKind,
  values: Signal['values'],
  phase: Signal['phase'] = 'raise',
  certainty: Signal['certainty'] = 'observed',
): Statement => ({
  kind,
  phase,
  values,
  certainty,
});

interface Reading {
  readonly session: ZigbeeSession;
  readonly statements: readonly Statement[];
}

const isButton = (child: Child): boolean => child.binding !== null && BUTTON_ROLES.has(child.binding.role);

/** Present, and neither a word nor the empty reset that follows one. */
const isGarbled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function readAction(
  input: Input,
  child: Child,
  action: string,
  via: 'state' | 'action',
  session: ZigbeeSession,
): Reading {
  const personFell = child.binding?.role === 'fall-sensor' && action === 'fall';
  if (!isButton(child) && !personFell && !saysHelp(action)) return { session, statements: [] };

  const before = session.presses.get(child.name);
  const key = fingerprint(input.payload);
  const since = before ? input.receivedAt - before.at : Infinity;
  const next = {
    ...session,
    presses: remember(session.presses, child.name, { action, at: input.receivedAt, key, via }),
  };
  const kind = personFell ? 'fall' : 'sos';
  const values = { action };

  if (input.retained && before?.key === key) return { session, statements: [says(kind, values, 'note')] };
  if (before && before.via !== via && before.action === action && since <= SAME_PRESS_MS) {
    return { session, statements: [says(kind, values, 'note')] };
  }
  // A release alone means that the press before it was lost on the way.
  if (isRelease(action)) {
    return since <= RELEASE_BELONGS_MS
      ? { session, statements: [] }
      : { session: next, statements: [says(kind, values, 'raise', 'likely')] };
  }
  return { session: next, statements: [says(kind, values)] };
}

/** 1 and 0 from a device that is registered as just that; a gas *meter* counts in numbers, so gas never does. */
const numericWord = (value: unknown, kind: AlertKind, child: Child): Word | null =>
  (kind === 'sos' || (kind === child.binding?.role && kind !== 'gas')) && (value === 1 || value === 0)
    ? value === 1
      ? 'on'
      : 'off'
    : null;

const meaningFor = (input: Input, child: Child, property: string): Meaning =>
  input.session.children.get(child.name)?.meanings.get(property) ??
  meaningByName(property, child.binding?.role ?? null);

function readState(
  input: Input,
  child: Child,
  property: string,
  meaning: Extract<Meaning, { is: 'alarm' }>,
  value: unknown,
  session: ZigbeeSession,
): Reading {
  const kind = meaning.kind ?? (child.binding && ALARM_OF_ROLE[child.binding.role]);
  if (!kind) return { session, statements: [] };
  const word = wordOf(value, meaning) ?? numericWord(value, kind, child);
  if (word === null) {
    return {
      session,
      statements: kind === 'sos' && isGarbled(value) ? [says('unspecified', {}, 'raise', 'unverified')] : [],
    };
  }
  const key = `${child.name} ${property}`;
  const before = session.states.get(key);
  const values = { [property]: isStorable(value) ? value : word };
  if (word === 'off') {
    const next = { ...session, states: forget(session.states, key) };
    return { session: next, statements: before === undefined ? [] : [says(kind, values, 'clear')] };
  }
  const next = { ...session, states: remember(session.states, key, word) };
  const certainty = word === 'suspected' ? 'possible' : meaning.certainty;
  if (before !== word) return { session: next, statements: [says(kind, values, 'raise', certainty)] };
  if (meaning.sticky) return { session: next, statements: [] };
  return { session: next, statements: [says(kind, values, input.retained ? 'note' : 'raise', certainty)] };
}

const isStorable = (value: unknown): value is string | number | boolean =>
  typeof value === 'boolean' || isFiniteNumber(value) || isPlainText(value, 64);

/** More properties than any definition has. */
const MAX_PROPERTIES = 256;

function readFields(input: Input, child: Child, fields: Fields, via: 'state' | 'action'): Reading {
  let session = input.session;
  const statements: Statement[] = [];
  const take = (reading: Reading): void => {
    session = reading.session;
    statements.push(...reading.statements);
  };
  // One signal per property, never else-if: a low battery must not mask a press, nor a press a dying battery.
  for (const [property, value] of Object.entries(fields).slice(0, MAX_PROPERTIES)) {
    const meaning = meaningFor(input, child, property);
    if (meaning.is === 'alarm') take(readState(input, child, property, meaning, value, session));
    if (meaning.is !== 'action') continue;
    if (isPlainText(value, 64)) take(readAction(input, child, value, via, session));
    else if (isGarbled(value) && isButton(child)) statements.push(says('unspecified', {}, 'raise', 'unverified'));
  }
  return { session, statements };
}

/** What is true of the room and nobody is called for: doors with their contacts turned round, motion, the gas meter. */
function readingsOf(input: Input, child: Child, fields: Fields): Sighting['readings'] {
  return Object.entries(fields)
    .slice(0, MAX_PROPERTIES)
    .flatMap(([property, value]) => {
      const meaning = meaningFor(input, child, property);
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

const CERTAINTIES = ['observed', 'likely', 'possible', 'unverified'] as const;
const louder = (a: Statement, b: Statement): boolean =>
  WEIGHT[a.phase] < WEIGHT[b.phase] ||
  (a.phase === b.phase && CERTAINTIES.indexOf(a.certainty) < CERTAINTIES.indexOf(b.certainty));

/** Some buttons say the same press in two properties: one statement of each kind, and of two the louder. */
function merged(statements: readonly Statement[]): Statement[] {
  const byKind = new Map<AlertKind, Statement>();
  for (const statement of statements) {
    const other = byKind.get(statement.kind);
    if (!other || louder(statement, other)) byKind.set(statement.kind, statement);
  }
  return [...byKind.values()];
}

function clockOf(value: unknown, input: Input): { at: string | null; doubts: MessageDoubt[] } {
  // `last_seen` is off, ISO 8601, or milliseconds, as the hub's owner likes.
  if (isFiniteNumber(value)) return { at: String(value), doubts: [] };
  return readDeviceClock(value, input.receivedAt);
}

function signalsOf(
  input: Input,
  hubId: string,
  child: Child,
  fields: Fields,
  statements: readonly Statement[],
): Signal[] {
  if (statements.length === 0) return [];
  const key = fingerprint(input.topic, input.payload);
  const alertId = `z2m-${fingerprint(input.topic, input.payload, String(input.receivedAt))}`;
  const clock = clockOf(fields['last_seen'], input);
  const doubts: MessageDoubt[] = [
    ...clock.doubts,
    ...(child.binding ? [] : (['unregistered-child'] as const)),
    ...(input.retained ? (['replayed'] as const) : []),
  ];
  const battery = fields['battery'];
  return merged(statements)
    .map((statement, nth): Signal => ({
      ...statement,
      deviceKey: hubId,
      child: child.name,
      sourceId: child.binding?.id ?? null,
      alertId: nth === 0 ? alertId : `${alertId}-${statement.kind}`,
      dedupeKey: `${hubId}:${child.name}:${statement.kind}:${key}`,
      attempt: 1,
      word: null,
      position: null,
      test: fields['test'] === true,
      doubts,
      unreadable: null,
      batteryPct: isFiniteNumber(battery) && battery >= 0 && battery <= 100 ? battery : null,
      occurredAt: clock.at,
    }))
    .sort((a, b) => severityOf(a.kind) - severityOf(b.kind));
}

function decodeChild(input: Input, hubId: string, child: Child, attribute: string | null): Out {
  const here = { deviceKey: hubId, child: child.name, sourceId: child.binding?.id ?? null };
  const read = readText(input.payload, MAX_PAYLOAD_BYTES);
  const lost = (reason: Parameters<typeof unreadableSignal>[4]): Out => {
    const signal = unreadableSignal(input, hubId, child.name, here.sourceId, reason);
    return {
      session: input.session,
      signals: [child.binding ? signal : { ...signal, doubts: [...signal.doubts, 'unregistered-child'] }],
      sightings: [seen({ ...here, online: input.retained ? null : true })],
      issues: [{ code: 'unreadable', detail: reason }],
    };
  };
  if (!read.ok) return lost(read.reason);

  const parsed = parseJson(read.text);
  let fields: Fields;
  if (attribute !== null) {
    // `output: attribute` and the Home Assistant extension: one bare value per topic.
    fields = { [attribute]: parsed.ok ? parsed.value : read.text };
  } else if (parsed.ok && isFields(parsed.value)) {
    fields = parsed.value;
  } else {
    const word = parsed.ok ? parsed.value : read.text.trim();
    if (!isPlainText(word, 64) || !saysHelp(word)) return lost(parsed.ok ? 'not-an-object' : 'not-json');
    fields = { action: word };
  }

  const { session, statements } = readFields(input, child, fields, attribute === null ? 'state' : 'action');
  const battery = fields['battery'];
  return {
    session,
    signals: signalsOf(input, hubId, child, fields, statements),
    sightings: [
      seen({
        ...here,
        // A replayed state proves nothing about now.
        online: input.retained ? null : true,
        occurredAt: clockOf(fields['last_seen'], input).at,
        batteryPct: isFiniteNumber(battery) && battery >= 0 && battery <= 100 ? battery : null,
        readings: readingsOf(input, child, fields),
      }),
    ],
    issues: [],
  };
}

// --- the hub itself ---

/** `{"state":"online"}`, or the bare word of old versions. */
function onlineOf(text: string): boolean | null {
  const parsed = parseJson(text);
  const state = parsed.ok && isFields(parsed.value) ? parsed.value['state'] : parsed.ok ? parsed.value : text.trim();
  return state === 'online' ? true : state === 'offline' ? false : null;
}

function decodeBridge(input: Input, hubId: string, topic: string): Out {
  const hub = (online: boolean | null): Sighting =>
    seen({ deviceKey: hubId, child: null, sourceId: input.device?.id ?? null, online });
  const read = readText(input.payload, MAX_BRIDGE_BYTES);
  if (!read.ok)
    return nothing(
      input.session,
      [],
      [{ code: 'unreadable', detail: `bridge/${topic.slice(0, 100)}: ${read.reason}` }],
    );
  // Whatever the bridge says, it is there to say it; only its last will and replays are not.
  const alive = input.retained ? null : true;
  if (topic === 'state') return nothing(input.session, [hub(onlineOf(read.text))]);
  if (topic === 'devices') {
    const children = readChildren(read.text);
    if (!children) return nothing(input.session, [hub(alive)], [{ code: 'unreadable', detail: 'bridge/devices' }]);
    return nothing({ ...input.session, children }, [hub(alive)]);
  }
  if (topic === 'event') return decodeEvent(input, hubId, read.text, hub(alive));
  return nothing(input.session, [hub(alive)]);
}

/** A registered device that leaves its hub has lost its way to call. */
function decodeEvent(input: Input, hubId: string, text: string, hub: Sighting): Out {
  const parsed = parseJson(text);
  const data =
    parsed.ok && isFields(parsed.value) && parsed.value['type'] === 'device_leave' ? parsed.value['data'] : null;
  const name = isFields(data) && isPlainText(data['friendly_name'], 128) ? data['friendly_name'] : null;
  const binding = name === null ? null : bindingOf(input, name);
  if (name === null || binding === null || input.retained) return nothing(input.session, [hub]);
  const child: Child = { name, binding };
  return {
    session: input.session,
    signals: signalsOf(input, hubId, child, {}, [says('offline', { event: 'device_leave' })]),
    sightings: [hub, seen({ deviceKey: hubId, child: name, sourceId: binding.id, online: false })],
    issues: [],
  };
}

function decode(input: Input): Out {
  const match = matchTopic(input.topic);
  if (match?.name !== 'zigbee2mqtt' || match.rest === '') {
    return nothing(input.session, [], [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }]);
  }
  const hubId = match.deviceId;
  const addressed = addressOf(input, match.rest.slice(0, 256));
  switch (addressed.to) {
    case 'child':
      return decodeChild(input, hubId, addressed.child, addressed.attribute);
    case 'bridge':
      return decodeBridge(input, hubId, addressed.topic);
    case 'availability': {
      const read = readText(input.payload);
      const { name, binding } = addressed.child;
      return nothing(input.session, [
        seen({
          deviceKey: hubId,
          child: name,
          sourceId: binding?.id ?? null,
          online: read.ok ? onlineOf(read.text) : null,
        }),
      ]);
    }
    case 'command':
      return nothing(input.session, [], [{ code: 'own-echo', detail: match.rest.slice(0, 200) }]);
  }
}

/** A home hub running zigbee2mqtt with base topic `zigbee2mqtt/{hubId}`. */
export const zigbee2mqtt: Profile<ZigbeeSession> = {
  id: 'zigbee2mqtt',
  version: '1.1.0',
  match: (topic) => (topic.startsWith('zigbee2mqtt/') ? 2 : 0),
  initial: () => EMPTY,
  decode,
  // The hub is mains powered and has a last will; its battery buttons may be silent for 25 hours.
  supervise: { expectEveryS: null, offlineAfterS: 180, lastWill: true },
};
