// Real: every definition of zigbee-herdsman-converters, and the zigbee2mqtt profile. Not real: the hub; its messages are synthesised.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { gateway, newGatewaySession, type ChildBinding, type GatewaySession, type Signal } from '@silverbell/profiles';
import type { DeviceRole } from '@silverbell/vocabulary';
import { prepareDefinition, type Definition } from 'zigbee-herdsman-converters';
import catalogue from 'zigbee-herdsman-converters/devices/index';

/** An entry of `exposes` as it lies in `bridge/devices`. */
interface Entry {
  readonly type: string;
  readonly name?: string;
  readonly property?: string;
  readonly access?: number;
  readonly endpoint?: string;
  readonly value_on?: unknown;
  readonly value_off?: unknown;
  readonly values?: readonly unknown[];
  readonly features?: readonly Entry[];
}
interface Described {
  readonly title: string;
  readonly session: GatewaySession;
  readonly entries: readonly (Entry & { readonly property: string })[];
}

const NOW = instant(Date.parse('2026-01-15T08:30:00Z'));
const encoder = new TextEncoder();
const HUB = 'hub-1';

const read = (rest: string, message: unknown, session: GatewaySession, role: DeviceRole | null) => {
  const children: Record<string, ChildBinding> = role ? { thing: { id: 'thing-1', role } } : {};
  return gateway({
    topic: `zigbee2mqtt/${HUB}/${rest}`,
    payload: encoder.encode(JSON.stringify(message)),
    retained: false,
    receivedAt: NOW,
    session,
    device: { id: HUB, role: 'hub', children },
  });
};
const heard = (described: Described, state: object, role: DeviceRole | null = null): readonly Signal[] =>
  read('thing', state, described.session, role).signals;
const words = (signals: readonly Signal[]): string[] => signals.map(({ kind, phase }) => `${phase} ${kind}`);

/** What a device publishes of itself, each at the top of its messages; the parts of a composite lie deeper. */
const topLevel = (entries: readonly Entry[]): Entry[] =>
  entries.flatMap((entry) =>
    entry.features && !['composite', 'list'].includes(entry.type) ? topLevel(entry.features) : [entry],
  );

function describeDevice(definition: Definition, nth: number): Described {
  const { exposes } = definition;
  const list = typeof exposes === 'function' ? exposes({ isDummyDevice: true }, {}) : exposes;
  // Through JSON, as the hub sends it.
  const plain = JSON.parse(JSON.stringify(list)) as Entry[];
  const device = {
    ...{ ieee_address: `0x${nth}`, friendly_name: 'thing', type: 'EndDevice' },
    definition: { model: definition.model, vendor: definition.vendor, exposes: plain },
  };
  return {
    title: `${definition.vendor} ${definition.model}`,
    session: read('bridge/devices', [device], newGatewaySession(), null).session,
    entries: topLevel(plain).filter((entry): entry is Described['entries'][number] => entry.property !== undefined),
  };
}

const published = (entry: Entry): boolean => ((entry.access ?? 0) & 1) === 1 && ((entry.access ?? 0) & 2) === 0;

/** Every value a property may have, and some that it should not. */
function valuesOf(entry: Entry): readonly unknown[] {
  if (entry.type === 'binary') return [entry.value_on, entry.value_off, null];
  if (entry.type === 'enum') return [...(entry.values ?? []), null];
  if (entry.type === 'numeric') return [0, 1, 255, -1, 65_535, 36.6, null];
  if (entry.type === 'text') return ['', 'text', 'x'.repeat(70)];
  if (entry.type === 'list') return [[], [{}], null];
  return [{}, null];
}

let devices: readonly Described[] = [];
beforeAll(() => {
  devices = catalogue.default.map((definition, nth) => describeDevice(prepareDefinition(definition), nth));
});

/** All devices × all their properties that pass, with what failed collected: one sentence each is worth more than one stack. */
function faults(
  which: (entry: Described['entries'][number]) => boolean,
  judge: (device: Described, entry: Described['entries'][number]) => string | null,
): { readonly seen: number; readonly wrong: readonly string[] } {
  let seen = 0;
  const wrong: string[] = [];
  for (const device of devices)
    for (const entry of device.entries) {
      if (!which(entry)) continue;
      seen += 1;
      const fault = judge(device, entry);
      if (fault !== null) wrong.push(`${device.title} ${entry.property}: ${fault}`);
    }
  return { seen, wrong };
}

/** Properties whose "yes" is an alarm, as devices.md counts them: how many definitions at least, and what each must become. */
const YES_OR_NO = [
  [/^smoke$/, 'smoke', 51],
  [/^gas$/, 'gas', 26],
  [/^carbon_monoxide$/, 'carbon-monoxide', 18],
  [/^water_leak$/, 'water', 73],
  [/^(smoke_alarm|gas_alarm|carbon_monoxide_alarm|water_leak_alarm)_[12]$/, null, 20],
  [/^(active_water_leak|(input|channel)_\d+_leak_detect|water_sensor|water_condition_alarm)$/, 'water', 20],
  [/^sos$|^sos_alarm$/, 'sos', 3],
  [/^tamper$|^tamper_alarm$/, 'tamper', 250],
  [/^(channel_\d+_)?battery_low$/, 'battery-low', 400],
] as const;
const KIND_OF_PAIR: Readonly<Record<string, string>> = {
  smoke: 'smoke',
  gas: 'gas',
  carbon: 'carbon-monoxide',
  water: 'water',
};

const IN_WORDS: readonly (readonly [property: string, word: string, kind: string, certainty: string])[] = [
  ['smoke_state', 'alarm', 'smoke', 'observed'],
  ['gas_sensor_state', 'alarm', 'gas', 'observed'],
  ['co_state', 'alarm', 'carbon-monoxide', 'observed'],
  ['water_leakage_state', 'water_leakage_yes', 'water', 'observed'],
  ['status', 'falling', 'fall', 'likely'],
  ['fall_status', 'fall_alarm', 'fall', 'likely'],
  ['fall_status', 'fall_warning', 'fall', 'possible'],
  ['fall_down_status', 'fall', 'fall', 'likely'],
  ['fall_down_status', 'maybe_fall', 'fall', 'possible'],
];

const ALARM_NAMES =
  /smoke|gas|carbon|^co_state$|leak|sos|^water$|^water_(sensor|condition_alarm)$|fall_(status|down_status)|^status$|^high_temperature$|^action$/;
const ALARM_KINDS = new Set(['smoke', 'gas', 'carbon-monoxide', 'water', 'sos', 'fall', 'unspecified', 'temperature']);

describe('the catalogue of Zigbee devices', () => {
  it('holds what we think it holds', () => {
    expect(devices.length).toBeGreaterThan(4_500);
  });

  it('no value that any device publishes breaks the profile; what is no alarm by its name is none by its value', () => {
    const { seen, wrong } = faults(published, (device, entry) => {
      const quiet = !ALARM_NAMES.test(entry.name ?? '');
      for (const value of valuesOf(entry)) {
        const signals = heard(device, { [entry.property]: value, battery: 90, linkquality: 40 });
        if (signals.length > 1 || (quiet && signals.some(({ kind }) => ALARM_KINDS.has(kind))))
          return `${JSON.stringify(value)} is ${words(signals).join(', ')}`;
      }
      return null;
    });
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(10_000);
  });

  it('no property that can be set is a signal, whoever it belongs to', () => {
    let seen = 0;
    const wrong: string[] = [];
    for (const device of devices) {
      const settable = device.entries.filter((entry) => ((entry.access ?? 0) & 2) === 2);
      seen += settable.length;
      // All of them at once: as their definitions say yes and no, and as an alarm would say it.
      for (const valueOf of [
        (entry: Entry) => valuesOf(entry)[0],
        (entry: Entry) => valuesOf(entry)[1],
        () => true,
        () => 'ON',
      ]) {
        const state = Object.fromEntries(settable.map((entry) => [entry.property, valueOf(entry) ?? null]));
        for (const role of [null, 'sos-button'] as const)
          for (const { kind, values } of settable.length === 0 ? [] : heard(device, state, role))
            wrong.push(`${device.title} as ${role}: ${kind} ${JSON.stringify(values)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(10_000);
  });

  it.each(YES_OR_NO)('%s rings when its definition says yes, and is over when it says no', (name, kind, atLeast) => {
    const { seen, wrong } = faults(
      (entry) => entry.type === 'binary' && published(entry) && name.test(entry.name ?? ''),
      (device, entry) => {
        const expected = kind ?? KIND_OF_PAIR[(entry.name ?? '').split('_')[0] ?? ''] ?? '?';
        const yes = read('thing', { [entry.property]: entry.value_on }, device.session, null);
        if (words(yes.signals).join() !== `raise ${expected}`)
          return `yes is ${words(yes.signals).join() || 'silence'}`;
        const no = read('thing', { [entry.property]: entry.value_off }, yes.session, null);
        if (words(no.signals).join() !== `clear ${expected}`) return `no is ${words(no.signals).join() || 'silence'}`;
        const calm = heard(device, { [entry.property]: entry.value_off });
        return calm.length === 0 ? null : `calm from the beginning is ${words(calm).join()}`;
      },
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(atLeast);
  });

  it.each(IN_WORDS)('%s says %j: %s, %s', (property, word, kind, certainty) => {
    const { seen, wrong } = faults(
      (entry) => entry.name === property && (entry.values ?? []).includes(word),
      (device, entry) => {
        const signals = heard(device, { [entry.property]: word });
        return words(signals).join() === `raise ${kind}` && signals[0]?.certainty === certainty
          ? null
          : words(signals).join() || 'silence';
      },
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(0);
  });

  it('a gas meter counts, and rings nothing', () => {
    const { seen, wrong } = faults(
      (entry) => entry.name === 'gas' && entry.type === 'numeric',
      (device, entry) => {
        for (const role of [null, 'gas'] as const)
          for (const value of [0, 1, 412.7])
            if (heard(device, { [entry.property]: value }, role).length > 0) return `${value} rings`;
        return null;
      },
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(3);
  });

  it('every word for help of every button is an SOS, registered or not', () => {
    const { seen, wrong } = faults(
      (entry) => entry.name === 'action' && published(entry),
      (device, entry) => {
        for (const value of entry.values ?? []) {
          if (!/^(\d+_)?(emergency|panic|sos)(_\d+)?$/.test(String(value))) continue;
          for (const role of [null, 'sos-button', 'door'] as const)
            if (words(heard(device, { [entry.property]: value }, role)).join() !== 'raise sos')
              return `${String(value)} as ${role}`;
        }
        return null;
      },
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(600);
  });

  it('every word of every button that is registered to call for help is an SOS', () => {
    const { wrong } = faults(
      (entry) => entry.name === 'action' && published(entry),
      (device, entry) => {
        for (const value of entry.values ?? []) {
          const said = words(heard(device, { [entry.property]: value }, 'sos-button')).join();
          if (said !== 'raise sos') return `${String(value)} is ${said || 'silence'}`;
        }
        return null;
      },
    );
    expect(wrong).toEqual([]);
  });

  it('a gadget that was dropped is no fall of a person', () => {
    const { seen, wrong } = faults(
      (entry) => entry.name === 'action' && (entry.values ?? []).includes('fall'),
      (device, entry) => words(heard(device, { [entry.property]: 'fall' })).join() || null,
    );
    expect(wrong).toEqual([]);
    expect(seen).toBe(2);
  });

  it('every contact is open when its definition says so', () => {
    const { seen, wrong } = faults(
      (entry) => entry.name === 'contact' && entry.type === 'binary' && published(entry) && !entry.endpoint,
      (device, entry) => {
        const open = (value: unknown): unknown =>
          read('thing', { [entry.property]: value }, device.session, null).observations[0]?.readings.find(
            ({ kind }) => kind === 'contact-open',
          )?.value;
        return open(entry.value_on) === 1 && open(entry.value_off) === 0 ? null : 'is read the wrong way round';
      },
    );
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(100);
  });
});
