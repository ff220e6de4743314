import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from '@silverbell/vocabulary';
import { PROFILES } from '../gateway.js';
import type { DeviceBinding } from '../profile.js';
import { frame } from '../watch/frame.js';
import type { Message } from './conformance.js';
import { DUTIES, type Family } from './duties.js';

const hub: DeviceBinding = { id: 'hub-1', role: 'hub', children: { thing: { id: 'thing-1', role: 'sos-button' } } };
const json = (topic: string, body: object): Message => ({ topic, payload: JSON.stringify(body), device: hub });

const alert = (body: object): Message => json('care/v1/p-1/alert', { id: 'a1', ...body });
const native: Family = {
  id: 'native',
  before: [],
  alarms: (['sos', 'fall', 'smoke', 'battery-low', 'unspecified'] as const).map((kind) => ({
    kind,
    message: alert({ kind }),
  })),
  together: null,
  clocked: (at) => alert({ kind: 'sos', at }),
  unknown: json('care/v1/p-1/telemetry', { readings: 'none' }),
  ...{ again: 'same', replay: 'same-alert', tornFrom: 0, stream: null },
};

const STATES: readonly (readonly [AlertKind, object])[] = [
  ['sos', { action: 'emergency' }],
  ['smoke', { smoke: true }],
  ['gas', { gas: true }],
  ['carbon-monoxide', { carbon_monoxide: true }],
  ['water', { water_leak: true }],
  ['fall', { fall_status: 'fall_alarm' }],
  ['tamper', { tamper: true }],
  ['battery-low', { battery_low: true }],
];
const state = (body: object): Message => json('zigbee2mqtt/hub-1/thing', body);
const zigbee: Family = {
  id: 'zigbee2mqtt',
  before: [],
  alarms: STATES.map(([kind, body]) => ({ kind, message: state(body) })),
  together: (a, b) => state({ ...STATES[a]?.[1], ...STATES[b]?.[1] }),
  clocked: (at) => state({ action: 'emergency', last_seen: at }),
  unknown: state({ something: 'new', linkquality: 3 }),
  ...{ again: 'new', replay: 'note', tornFrom: 0, stream: null },
};

const CLASSES: readonly (readonly [AlertKind, string])[] = [
  ['sos', 'safety'],
  ['smoke', 'smoke'],
  ['gas', 'gas'],
  ['carbon-monoxide', 'carbon_monoxide'],
  ['water', 'moisture'],
  ['tamper', 'tamper'],
  ['battery-low', 'battery'],
];
const said = (body: object): Message => json('homeassistant/hub-1/state', body);
const homeassistant: Family = {
  id: 'homeassistant',
  before: CLASSES.map(([, name]) =>
    json(`homeassistant/hub-1/binary_sensor/${name}/config`, {
      dev_cla: name,
      stat_t: 'homeassistant/hub-1/state',
      val_tpl: `{{ value_json.${name} }}`,
    }),
  ),
  alarms: CLASSES.map(([kind, name]) => ({ kind, message: said({ [name]: 'ON' }) })),
  together: (a, b) => said({ [CLASSES[a]?.[1] ?? '']: 'ON', [CLASSES[b]?.[1] ?? '']: 'ON' }),
  clocked: null,
  unknown: said({ other: 1 }),
  ...{ again: 'new', replay: 'note', tornFrom: null, stream: null },
};

const framed = (content: string): Message => ({
  topic: 'raw/watch/c1',
  payload: `[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`,
});
const BITS: readonly (readonly [AlertKind, number])[] = [
  ['sos', 16],
  ['fall', 21],
  ['removed', 20],
  ['geofence-exit', 18],
  ['power-cut', 14],
  ['battery-low', 17],
];
const report = (bits: readonly number[], clock = '150126,083000'): Message => {
  const word = bits
    .reduce((sum, bit) => sum + 2 ** bit, 0)
    .toString(16)
    .padStart(8, '0');
  return framed(`AL,${clock},V,0.0,,0.0,,0.00,0.0,4.0,0,60,55,1200,0,${word},0`);
};
const watch: Family = {
  id: 'watch',
  before: [],
  alarms: BITS.map(([kind, bit]) => ({ kind, message: report([bit]) })),
  together: (a, b) => report([BITS[a]?.[1] ?? 0, BITS[b]?.[1] ?? 0]),
  clocked: (at) => report([16], at.startsWith('1970') ? '010170,000000' : '311299,235959'),
  unknown: framed('NEWTHING,1,2'),
  ...{ again: 'new', replay: null, tornFrom: 24, stream: frame },
};

const FAMILIES = [native, zigbee, homeassistant, watch];

describe.each(FAMILIES.map((family) => [family.id, family] as const))('the family %s', (_, family) => {
  it.each(Object.entries(DUTIES))('%s', (__, duty) => {
    expect(duty(family)).toEqual([]);
  });
});

it('every profile there is stands here', () => {
  expect(FAMILIES.map(({ id }) => id).sort()).toEqual(PROFILES.map(({ id }) => id).sort());
});
