import { isFields, isPlainText, type Fields } from '@silverbell/mqtt-contract';
import type { AlertKind, DeviceRole } from '@silverbell/vocabulary';
import { DETECTOR_ROLES, isOff, isOn } from './words.js';

/** What a property of a device is to us: what its definition says of it, and nothing guessed from its name alone when it does. */
export type Meaning =
  | {
      readonly is: 'alarm';
      /** `null`: the device says "alarm" and not which; its registered role knows. */
      readonly kind: AlertKind | null;
      readonly on: readonly unknown[];
      readonly off: readonly unknown[];
      /** The device itself is not sure. */
      readonly suspected: readonly unknown[];
      /** Worth a signal when it begins, not with every report in which it stands. */
      readonly sticky: boolean;
      readonly certainty: 'observed' | 'likely';
    }
  | { readonly is: 'action' }
  | {
      readonly is: 'state';
      readonly reading: string;
      readonly on: readonly unknown[];
      readonly off: readonly unknown[];
    }
  | { readonly is: 'measure'; readonly reading: string; readonly unit: string | null }
  /** Can be set: its value was commanded, it is no event. */
  | { readonly is: 'setting' }
  /** A meter, or a value that raises no alarm. */
  | { readonly is: 'nothing' };

const NOTHING: Meaning = { is: 'nothing' };
const SETTING: Meaning = { is: 'setting' };
const ACTION: Meaning = { is: 'action' };

interface AlarmRow {
  /** Of the property, without its endpoint. */
  readonly name: RegExp;
  readonly kind: AlertKind | null;
  readonly sticky?: true;
  /** Enumerations: the words that mean it. Without any, the property is a yes or a no. */
  readonly words?: readonly string[];
  readonly suspected?: readonly string[];
  /** The name alone says too little: without its definition only a device registered as this is believed. */
  readonly only?: 'fall-sensor';
}

/**
 * Names of `exposes` that are alarms, collected from every definition of zigbee-herdsman-converters 26.112.0. `gas` is missing from
 * meters because numbers never count as yes; `action: "fall"` is missing on purpose: there it is the gadget that fell.
 */
export const ALARMS: readonly AlarmRow[] = [
  { name: /^sos(_alarm)?$/, kind: 'sos' },
  { name: /^smoke(_alarm_[12])?$/, kind: 'smoke' },
  { name: /^smoke_state$/, kind: 'smoke', words: ['alarm'] },
  { name: /^gas(_alarm_[12])?$/, kind: 'gas' },
  { name: /^gas_sensor_state$/, kind: 'gas', words: ['alarm'] },
  { name: /^carbon_monoxide(_alarm_[12])?$/, kind: 'carbon-monoxide' },
  { name: /^co_state$/, kind: 'carbon-monoxide', words: ['alarm'] },
  { name: /^(active_)?water_leak(_alarm_[12])?$/, kind: 'water' },
  { name: /^(water|water_sensor|water_condition_alarm|(input|channel)_\d+_leak_detect)$/, kind: 'water' },
  { name: /^water_leakage_state$/, kind: 'water', words: ['water_leakage_yes'] },
  { name: /^high_temperature$/, kind: 'temperature' },
  { name: /^fall_status$/, kind: 'fall', words: ['fall_alarm'], suspected: ['fall_warning'] },
  { name: /^fall_down_status$/, kind: 'fall', words: ['fall'], suspected: ['maybe_fall'] },
  { name: /^status$/, kind: 'fall', words: ['falling'], only: 'fall-sensor' },
  { name: /^tamper(_alarm)?$/, kind: 'tamper', sticky: true },
  { name: /^(channel_\d+_)?battery_low$/, kind: 'battery-low', sticky: true },
  { name: /^(alarm_)?alarm(_[12])?$/, kind: null },
];

const STATES: Readonly<Record<string, string>> = {
  contact: 'contact-open',
  occupancy: 'occupancy',
  presence: 'presence',
  vibration: 'vibration',
};
const MEASURES: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  humidity: 'humidity',
  breathing_rate: 'breathing-rate',
  gas: 'gas-meter',
  // Meters that count up, of all definitions; what ran today or this month begins anew every night and is none.
  water_consumed: 'water-meter',
  water_consumed_total: 'water-meter',
  water_total: 'water-meter',
};

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

const alarmOf = (row: AlarmRow, on: readonly unknown[], off: readonly unknown[]): Meaning => ({
  is: 'alarm',
  kind: row.kind,
  on: on.filter(isPresent),
  off: off.filter(isPresent),
  suspected: row.suspected ?? [],
  sticky: row.sticky ?? false,
  // A fall is an opinion of a sensor; smoke and a press are facts.
  certainty: row.kind === 'fall' ? 'likely' : 'observed',
});

const PUBLISHED = 1;
const SETTABLE = 2;

/** One entry of `exposes`. */
export function meaningOf(entry: Readonly<Record<string, unknown>>): Meaning {
  const { type, access, values } = entry;
  const name = entry['name'] ?? entry['property'];
  const bits = typeof access === 'number' ? access : PUBLISHED;
  if (bits & SETTABLE) return SETTING;
  if (typeof name !== 'string' || !(bits & PUBLISHED)) return NOTHING;
  if (name === 'action' || name === 'click') return ACTION;
  const row = ALARMS.find((each) => each.name.test(name));
  if (type === 'binary') {
    const on = [entry['value_on']];
    const off = [entry['value_off']];
    if (row && !row.words) return alarmOf(row, on, off);
    const reading = Object.hasOwn(STATES, name) ? STATES[name] : undefined;
    return reading === undefined ? NOTHING : { is: 'state', reading, on, off };
  }
  if (type === 'enum' && row?.words && Array.isArray(values)) {
    const listed = values as readonly unknown[];
    if (!row.words.some((word) => listed.includes(word))) return NOTHING;
    const alarming = [...row.words, ...(row.suspected ?? [])];
    return alarmOf(
      row,
      row.words,
      listed.filter((word) => !alarming.includes(word as string) && word !== 'unknown'),
    );
  }
  if (type === 'numeric' && Object.hasOwn(MEASURES, name)) {
    const unit = entry['unit'];
    return { is: 'measure', reading: MEASURES[name] ?? name, unit: isPlainText(unit, 32) ? unit : null };
  }
  return NOTHING;
}

/** `water_leak_l1`, `action_2`, `smoke_left`: the endpoint is no part of the name. */
const ENDPOINT = /_(l?\d{1,2}|left|right|top|bottom|center|both_zones|zone_\d+|wire_\d+)$/;

/** How detectors without a definition write the one alarm they are registered for, beside the names of `ALARMS`. */
const OWN_ALARM: Readonly<Partial<Record<DeviceRole, RegExp>>> = {
  smoke: /^(smoke|fire)(_(alarm|detected|detection|status|state))?$/,
  heat: /^(heat|overheat|over_?heating|over_temperature|high_temperature|fire)(_(alarm|detected|detection|status|state))?$/,
  gas: /^(gas|gas_leak(age)?|lpg|methane|natural_gas|combustible_gas)(_(alarm|detected|detection|status|state))?$/,
  'carbon-monoxide':
    /^(carbon_?monoxide(_(alarm|detected|detection|status|state))?|co_(alarm|detected|detection|status))$/,
  water:
    /^(water|(water_)?(leak|leakage|flood|immersion)|flooding|moisture|wet)(_(alarm|detected|detection|status|state|detector))?$/,
  'fall-sensor': /^(fall|falling|fallen|fall_down)(_(alarm|detected|detection))?$/,
};
const ANY_ALARM = /^(alarm|alert)(_(state|status))?$/;

/** Which one it is, its registered role knows. */
const OF_ITS_ROLE: AlarmRow = { name: ANY_ALARM, kind: null };

/** Before the hub has described its devices: the names as most definitions write them, and what the device is registered as. */
export function meaningByName(property: string, role: DeviceRole | null): Meaning {
  const find = (name: string): AlarmRow | undefined =>
    ALARMS.find((each) => (each.kind !== null || role !== null) && each.name.test(name));
  const bare = property.replace(ENDPOINT, '');
  if (bare === 'action' || property === 'click') return ACTION;
  const row = find(property) ?? find(bare);
  if (row && (row.only === undefined || row.only === role)) return alarmOf(row, row.words ?? [], []);
  const name = bare.toLowerCase();
  if (role !== null && DETECTOR_ROLES.has(role) && (ANY_ALARM.test(name) || OWN_ALARM[role]?.test(name) === true))
    return alarmOf(OF_ITS_ROLE, [], []);
  if (property === 'contact') return { is: 'state', reading: 'contact-open', on: [false], off: [true] };
  if (property !== 'gas' && Object.hasOwn(STATES, property))
    return { is: 'state', reading: STATES[property] ?? property, on: [], off: [] };
  return NOTHING;
}

/** `unverified`: an alarm in words that no definition has. */
export type AlarmState = 'on' | 'suspected' | 'unverified' | 'off';

/** What the definition calls on and off beats our defaults; `null` when it says neither. */
export function alarmStateIn(
  value: unknown,
  { on, off, suspected = [] }: { on: readonly unknown[]; off: readonly unknown[]; suspected?: readonly unknown[] },
): AlarmState | null {
  if (on.includes(value)) return 'on';
  if (suspected.includes(value)) return 'suspected';
  if (off.includes(value)) return 'off';
  // An enumeration knows its own words; "ON" is none of them.
  if (on.some((word) => typeof word === 'string') && typeof value === 'string' && !isOn(value) && !isOff(value))
    return off.length === 0 ? 'off' : null;
  return isOn(value) ? 'on' : isOff(value) ? 'off' : null;
}

const MAX_ENTRIES = 200;

/** One entry of `exposes`, with only what {@link meaningOf} looks at: small enough to be kept. */
export type Exposed = Readonly<Record<string, unknown>> & { readonly property: string };

const KEPT = ['type', 'name', 'property', 'access', 'value_on', 'value_off', 'unit'] as const;

function exposedOf(entry: Fields & { readonly property: string }): Exposed {
  const kept = Object.fromEntries(KEPT.flatMap((key) => (isKept(entry[key]) ? [[key, entry[key]]] : [])));
  const { values } = entry;
  const inWords = ALARMS.some(
    ({ name, words }) => words !== undefined && name.test(String(kept['name'] ?? entry.property)),
  );
  return {
    ...kept,
    property: entry.property,
    ...(inWords && Array.isArray(values) ? { values: (values as readonly unknown[]).filter(isKept).slice(0, 64) } : {}),
  };
}
/** Of two entries for one property the one that says more counts; of two that say nothing, the one that can be set. */
const quietnessOf = (entry: Exposed): 0 | 1 | 2 => {
  const { is } = meaningOf(entry);
  return is === 'nothing' ? 2 : is === 'setting' ? 1 : 0;
};
const isKept = (value: unknown): boolean =>
  typeof value === 'boolean' || typeof value === 'number' || isPlainText(value, 64);

/** What one definition says of each property; `features` of switches and the like lie beside the rest, those of a composite inside it. */
export function exposedIn(exposes: unknown): readonly Exposed[] {
  const found = new Map<string, Exposed>();
  const take = (list: unknown, depth: number): void => {
    if (!Array.isArray(list) || depth > 2) return;
    for (const entry of list.slice(0, MAX_ENTRIES) as readonly unknown[]) {
      if (!isFields(entry)) continue;
      const { property } = entry;
      if (isPlainText(property, 64) && found.size < MAX_ENTRIES) {
        const known = found.get(property);
        const exposed = exposedOf({ ...entry, property });
        if (known === undefined || quietnessOf(known) > quietnessOf(exposed)) found.set(property, exposed);
      }
      if (entry['type'] !== 'composite' && entry['type'] !== 'list') take(entry['features'], depth + 1);
    }
  };
  take(exposes, 0);
  return [...found.values()];
}

export const meaningsOf = (exposed: readonly Exposed[]): ReadonlyMap<string, Meaning> =>
  new Map(exposed.map((entry) => [entry.property, meaningOf(entry)]));
