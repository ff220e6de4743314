import {
  fingerprint,
  isPlainText,
  matchTopic,
  parseJson,
  readObject,
  readText,
  severityOf,
  isFields,
  type AlertKind,
} from '@silverbell/mqtt-contract';
import type { ChildBinding, DecodeInput, Profile, Result, Sighting, Signal } from '../profile.js';
import { seen } from '../sighting.js';
import { ALARM_OF_ROLE, BUTTON_ROLES, saysHelp } from '../zigbee2mqtt/words.js';
import { readDiscovery, word, type Entity } from './discovery.js';
import { render } from './template.js';

/** What the devices behind one hub announced. Their retained announcements bring it back after a restart. */
export interface HomeAssistantSession {
  /** By the topic of the announcement. */
  readonly announced: ReadonlyMap<string, readonly Entity[]>;
  /** The alarms that stand, by entity; and the last event of each, by what it said. */
  readonly standing: ReadonlyMap<string, string>;
}
export const NOTHING_ANNOUNCED: HomeAssistantSession = { announced: new Map(), standing: new Map() };
const MAX_ANNOUNCED = 1_024;
const MAX_CONFIG_BYTES = 64 * 1024;

type Input = DecodeInput<HomeAssistantSession>;
type Out = Result<HomeAssistantSession>;

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

/** Registered under any of its names; of two registrations the button counts. */
function bindingOf(input: Input, { names }: Entity): ChildBinding | null {
  const children = input.device?.children ?? {};
  const found = names.flatMap((name) => (Object.hasOwn(children, name) ? [children[name]] : [])) as ChildBinding[];
  return found.find(({ role }) => BUTTON_ROLES.has(role)) ?? found[0] ?? null;
}

/** The class says what a sensor is. "Safety", and a sensor without a class, are what they are registered as. */
function alarmOf({ deviceClass }: Entity, binding: ChildBinding | null): AlertKind | null {
  const registered = (binding && ALARM_OF_ROLE[binding.role]) ?? null;
  if (deviceClass === null) return registered;
  return deviceClass === 'safety' ? (registered ?? 'sos') : of(ALARM_OF_CLASS, deviceClass);
}

interface Said {
  readonly kind: AlertKind;
  readonly phase: Signal['phase'];
  readonly certainty: Signal['certainty'];
  readonly values: Signal['values'];
}
interface Heard {
  readonly said: Said | null;
  /** What to remember under the entity's key; `null`: forget it. */
  readonly stands: string | null | undefined;
  readonly sighting: Partial<Sighting>;
}
const nothing: Heard = { said: null, stands: undefined, sighting: {} };

function hearBinary(
  input: Input,
  entity: Entity,
  binding: ChildBinding | null,
  text: string,
  before: string | undefined,
): Heard {
  const said = word(text) ?? '';
  const on = said === entity.on ? true : said === entity.off ? false : null;
  const state = of(STATE_OF_CLASS, entity.deviceClass);
  if (state !== null)
    return on === null
      ? nothing
      : { ...nothing, sighting: { readings: [{ kind: state, value: on ? 1 : 0, unit: null }] } };
  if (entity.deviceClass === 'connectivity') return on === null ? nothing : { ...nothing, sighting: { online: on } };
  const kind = alarmOf(entity, binding);
  if (kind === null) return nothing;
  const values = { [entity.deviceClass ?? 'state']: isPlainText(text, 64) ? text : said.slice(0, 64) };
  if (on === null) {
    const silent = ['', 'none', 'unknown', 'unavailable'].includes(said);
    return kind === 'sos' && !silent
      ? { ...nothing, said: { kind: 'unspecified', phase: 'raise', certainty: 'unverified', values: {} } }
      : nothing;
  }
  if (!on)
    return {
      ...nothing,
      said: before === undefined ? null : { kind, phase: 'clear', certainty: 'observed', values },
      stands: null,
    };
  const phase = before === undefined ? 'raise' : STICKY.has(kind) ? null : input.retained ? 'note' : 'raise';
  const certainty = kind === 'fall' ? 'likely' : 'observed';
  return { ...nothing, said: phase === null ? null : { kind, phase, certainty, values }, stands: 'on' };
}

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
  const isButton = binding !== null && BUTTON_ROLES.has(binding.role);
  if (!saysHelp(action) && !(isButton && action !== '')) return nothing;
  const key = fingerprint(input.payload);
  const phase = input.retained && before === key ? 'note' : 'raise';
  return { ...nothing, said: { kind: 'sos', phase, certainty: 'observed', values: { action } }, stands: key };
}

function hear(
  input: Input,
  entity: Entity,
  binding: ChildBinding | null,
  text: string,
  before: string | undefined,
): Heard {
  switch (entity.component) {
    case 'binary_sensor':
      return hearBinary(input, entity, binding, text, before);
    case 'event':
    case 'device_automation':
      return hearEvent(input, entity, binding, text, before);
    case 'sensor': {
      const value = /^-?\d{1,10}(\.\d{1,10})?$/.test(text) ? Number(text) : null;
      // Counts up; where it begins anew every night, the dial that fell back is none that was read.
      if (entity.deviceClass === 'water' && value !== null)
        return { ...nothing, sighting: { readings: [{ kind: 'water-meter', value, unit: entity.unit }] } };
      return entity.deviceClass === 'battery' && value !== null && value >= 0 && value <= 100
        ? { ...nothing, sighting: { batteryPct: value } }
        : nothing;
    }
    case 'device_tracker':
      return nothing;
  }
}

function signalOf(
  input: Input,
  hubId: string,
  entity: Entity | null,
  binding: ChildBinding | null,
  name: string,
  said: Said,
  nth: number,
): Signal {
  const print = fingerprint(input.topic, input.payload);
  const id = `ha-${fingerprint(input.topic, input.payload, String(input.receivedAt))}`;
  return {
    ...said,
    ...{ deviceKey: hubId, child: (entity?.name ?? name).slice(0, 128), sourceId: binding?.id ?? null },
    alertId: nth === 0 ? id : `${id}-${nth}`,
    dedupeKey: `${hubId}:${name}:${said.kind}:${print}:${nth}`,
    ...{ word: null, attempt: 1, position: null, test: false, unreadable: null, batteryPct: null, occurredAt: null },
    doubts: [...(binding ? [] : (['unregistered-child'] as const)), ...(input.retained ? (['replayed'] as const) : [])],
  };
}

function announce(input: Input, hubId: string, rest: string): Out {
  const hub = seen({
    deviceKey: hubId,
    child: null,
    sourceId: input.device?.id ?? null,
    online: input.retained ? null : true,
  });
  const announced = new Map(input.session.announced);
  announced.delete(rest);
  if (input.payload.length === 0)
    return { session: { ...input.session, announced }, signals: [], sightings: [hub], issues: [] };
  const read = readObject(input.payload, MAX_CONFIG_BYTES);
  if (!read.ok)
    return {
      session: input.session,
      signals: [],
      sightings: [hub],
      issues: [{ code: 'unreadable', detail: `${rest.slice(0, 150)}: ${read.reason}` }],
    };
  const path = rest.slice(0, -'/config'.length).split('/');
  const { entities, issues } = readDiscovery(path, read.fields, `homeassistant/${hubId}/`);
  if (announced.size >= MAX_ANNOUNCED)
    return {
      session: input.session,
      signals: [],
      sightings: [hub],
      issues: [{ code: 'too-many-children', detail: rest.slice(0, 150) }],
    };
  announced.set(rest, entities);
  return { session: { ...input.session, announced }, signals: [], sightings: [hub], issues };
}

function speak(input: Input, hubId: string, rest: string): Out {
  const read = readText(input.payload);
  const text = read.ok ? read.text : '';
  const parsed = parseJson(text);
  const json = parsed.ok ? parsed.value : null;
  const standing = new Map(input.session.standing);
  const signals: Signal[] = [];
  const sightings: Sighting[] = [];
  let known = false;
  for (const [config, entities] of input.session.announced)
    for (const [nth, entity] of entities.entries()) {
      const binding = bindingOf(input, entity);
      const here = { deviceKey: hubId, child: entity.name, sourceId: binding?.id ?? null };
      for (const each of entity.availability.filter(({ topic }) => topic === rest)) {
        known = true;
        const said = each.template ? render(each.template, text, json) : text.trim();
        if (said !== null) sightings.push(seen({ ...here, online: word(said) === each.on }));
      }
      if (entity.stateTopic !== rest) continue;
      known = true;
      const value = entity.template ? render(entity.template, text, json) : text.trim();
      // Bytes that cannot be read, where only an alarm is said.
      const lost = !read.ok && input.payload.length > 0 && alarmOf(entity, binding) !== null;
      const key = `${config} ${nth}`;
      const { said, stands, sighting }: Heard = lost
        ? { ...nothing, said: { kind: 'unspecified', phase: 'raise', certainty: 'unverified', values: {} } }
        : value === null
          ? nothing
          : hear(input, entity, binding, value, input.session.standing.get(key));
      if (stands === null) standing.delete(key);
      else if (stands !== undefined) standing.set(key, stands);
      if (said && signals.length < 64) signals.push(signalOf(input, hubId, entity, binding, key, said, signals.length));
      sightings.push(seen({ ...here, online: input.retained ? null : true, ...sighting }));
    }
  // Nobody announced it, and it calls for help.
  if (!known && isPlainText(text.trim(), 64) && saysHelp(text.trim()))
    signals.push(
      signalOf(input, hubId, null, null, rest, { kind: 'sos', phase: 'raise', certainty: 'observed', values: {} }, 0),
    );
  return {
    session: { ...input.session, standing },
    signals: signals.sort((a, b) => severityOf(a.kind) - severityOf(b.kind)),
    sightings,
    issues: known ? [] : [{ code: 'unknown-topic', detail: rest.slice(0, 200) }],
  };
}

function decode(input: Input): Out {
  const match = matchTopic(input.topic);
  if (match?.name !== 'homeassistant' || match.rest === '')
    return {
      session: input.session,
      signals: [],
      sightings: [],
      issues: [{ code: 'unknown-topic', detail: input.topic.slice(0, 200) }],
    };
  return isAnnouncement(match.rest)
    ? announce(input, match.deviceId, match.rest)
    : speak(input, match.deviceId, match.rest);
}

/** `<component>/[<node>/]<object>/config`; no alert path. */
export const isAnnouncement = (rest: string): boolean => /^[a-z_]+(\/[^/]+){1,2}\/config$/.test(rest);

/** Everything that announces itself as Home Assistant wants it, with the discovery prefix `homeassistant/{hubId}`. */
export const homeassistant: Profile<HomeAssistantSession> = {
  id: 'homeassistant',
  version: '1.0.0',
  match: (topic) => (topic.startsWith('homeassistant/') ? 2 : 0),
  initial: () => NOTHING_ANNOUNCED,
  decode,
  supervise: { expectEveryS: null, offlineAfterS: 180, lastWill: false },
};
