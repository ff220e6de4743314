import { describe, expect, it } from '@jest/globals';
import type { DeviceRole } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { decode, inOrder, type Message } from '../conformance/conformance.js';
import type { DeviceBinding } from '../profile.js';

const child = (role: DeviceRole) => ({ id: `hub-1.${role}`, role });
const hub: DeviceBinding = {
  id: 'hub-1',
  role: 'hub',
  children: {
    bath_sos: child('sos-button'),
    cord: child('pull-cord'),
    smoke: child('smoke'),
    heat: child('heat'),
    gas: child('gas'),
    co: child('carbon-monoxide'),
    water: child('water'),
    radar: child('fall-sensor'),
    door: child('door'),
  },
};
const from = (name: string, state: unknown, more: Partial<Message> = {}): Message => ({
  topic: `zigbee2mqtt/hub-1/${name}`,
  payload: typeof state === 'string' ? state : JSON.stringify(state),
  device: hub,
  ...more,
});
const kinds = (name: string, state: unknown): string[] =>
  decode(from(name, state)).signals.map(({ phase, kind }) => `${phase} ${kind}`);

describe('a registered child that its hub has not described is read by its role', () => {
  it.each([
    ['bath_sos', { alarm_1: false, alarm_2: true, battery: 80, tamper: false }, 'sos'],
    ['smoke', { alarm: true }, 'smoke'],
    ['water', { alarm_1: true }, 'water'],
    ['co', { alarm: 'ON' }, 'carbon-monoxide'],
    ['gas', { alarm: 1 }, 'gas'],
    ['heat', { high_temperature: true }, 'heat'],
    ['heat', { overheat: true }, 'heat'],
    ['radar', { fall: true }, 'fall'],
    ['water', { leak: true }, 'water'],
    ['smoke', { fire: true }, 'smoke'],
  ])('Z9: %s says %j: %s', (name, state, kind) => {
    expect(kinds(name, state)).toEqual([`raise ${kind}`]);
  });

  it.each(['door', 'siren'])('Z9: a bare alarm of a %s is nothing', (name) => {
    expect(kinds(name, { alarm: true, alarm_1: true })).toEqual([]);
  });
});

const PROPERTY = {
  smoke: 'smoke',
  gas: 'gas',
  co: 'carbon_monoxide',
  water: 'water_leak',
  heat: 'heat',
} as const;
const KIND = { smoke: 'smoke', gas: 'gas', co: 'carbon-monoxide', water: 'water', heat: 'heat' } as const;
const DETECTORS = Object.keys(PROPERTY) as (keyof typeof PROPERTY)[];

describe('a registered detector is never silent about its alarm', () => {
  const alarms = [
    'ON',
    'on',
    true,
    1,
    '1',
    'true',
    'alarm',
    'Alarm',
    'ALARMING',
    'detected',
    'triggered',
    'leak',
    'active',
  ];
  const inWords = ['smoke_alarm', 'gas leak', 'water-leak', 'alarm_1', '报警', '漏水', '检测到烟雾'];
  const unknown = ['xyzzy', 2, 17, -1, 3.5, 'level 3', ['alarm'], { state: 'alarm' }, { x: 'y' }, 'test'];
  it.each(DETECTORS)('Z23: %s: an alarm in any dialect raises, and so does what we cannot read', (name) => {
    for (const value of [...alarms, ...inWords, ...unknown])
      expect([value, kinds(name, { [PROPERTY[name]]: value, battery: 90 })]).toEqual([value, [`raise ${KIND[name]}`]]);
  });

  it.each([
    ['gas', { gas: 1 }],
    ['gas', { gas: 'alarm' }],
    ['co', { carbon_monoxide: 'alarm' }],
    ['smoke', { smoke: 'alarm' }],
    ['smoke', { smoke: 7 }],
  ])('Z23: %s says %j, which no definition has: it raises unverified', (name, state) => {
    expect(decode(from(name, state)).signals).toMatchObject([{ phase: 'raise', certainty: 'unverified' }]);
  });

  const calm = [
    'OFF',
    'off',
    false,
    0,
    '0',
    'false',
    'clear',
    'Cleared',
    'normal',
    'none',
    'no_alarm',
    'No Alarm',
    'ok',
    'dry',
  ];
  const calmToo = ['no_leak', 'alarm_off', 'not detected', 'idle', '正常', '无', '未报警', '报警解除'];
  it.each(DETECTORS)('%s: every dialect of calm is calm, and ends what stood', (name) => {
    for (const value of [...calm, ...calmToo]) {
      expect([value, kinds(name, { [PROPERTY[name]]: value })]).toEqual([value, []]);
      const [, over] = inOrder(from(name, { [PROPERTY[name]]: 'alarm' }), from(name, { [PROPERTY[name]]: value }));
      expect([value, over?.signals.map(({ phase }) => phase)]).toEqual([value, ['clear']]);
    }
  });

  it.each(DETECTORS)('%s: what knows nothing yet, and what it measures beside its alarm, is no alarm', (name) => {
    for (const value of [null, '', 'unknown', 'unavailable', 'detecting', 'preheating'])
      expect([value, kinds(name, { [PROPERTY[name]]: value })]).toEqual([value, []]);
    const beside = {
      ...{
        battery: 3,
        linkquality: 12,
        voltage: 2_900,
        temperature: 61.5,
        smoke_density: 9,
        smoke_density_dbm: 0.4,
        co: 4,
      },
      ...{ gas_value: 12, gas_concentration: 3, sensitivity: 'high', alarm_ringtone: 2, mute: 'ON', self_test: true },
      ...{
        state: 'ON',
        heartbeat: 'normal',
        last_seen: '2026-01-15T08:30:00Z',
        device: { friendlyName: 'smoke alarm' },
      },
    };
    expect(kinds(name, { ...beside, [PROPERTY[name]]: false })).toEqual([]);
    expect(kinds(name, beside)).toEqual([]);
  });

  it('an alarm that is said in words where states are said is heard', () => {
    expect(kinds('smoke', { state: 'smoke_detected' })).toEqual(['raise smoke']);
    expect(kinds('water', { status: 'leak' })).toEqual(['raise water']);
    expect(kinds('gas', 'alarm')).toEqual(['raise gas']);
    expect(kinds('gas', 'normal')).toEqual([]);
  });

  it('a definition that says what the property is comes first: a number is a measure, a switch a setting', () => {
    const exposes = [
      { type: 'numeric', name: 'gas', property: 'gas', access: 1, unit: 'm³' },
      { type: 'binary', name: 'smoke', property: 'smoke', access: 7, value_on: true, value_off: false },
    ];
    const definition = { ieee_address: '0x1', friendly_name: 'gas', type: 'EndDevice', definition: { exposes } };
    const [, metered] = inOrder(from('bridge/devices', [definition]), from('gas', { gas: 412.7, smoke: true }));
    expect(metered?.signals).toEqual([]);
  });

  it('any value but a calm one of the alarm of a detector raises something, and what it raises is its own alarm', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...DETECTORS), value, (name, said) => {
        const raised = kinds(name, { [PROPERTY[name]]: said });
        expect([[], [`raise ${KIND[name]}`]]).toContainEqual(raised);
        if (typeof said === 'number' && said !== 0) expect(raised).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a word for help of a registered button is heard wherever it stands', () => {
  const cries: object[] = [
    { emergency: true },
    { panic: true },
    { event: 'sos' },
    { alarm: 'emergency' },
    { help: 1 },
    { panic_alarm: 'ON' },
    { sosAlarm: true },
    { emergency: 'pressed' },
    { state: 'SOS' },
    { type: 'panic_button' },
    { message: 'Help me please' },
    { data: { event: 'sos' } },
    { payload: { button: { type: 'emergency' } } },
    { events: [{ name: 'x', event: 'panic' }] },
    { event: '求救' },
    { 紧急呼叫: true },
    { 报警类型: '紧急求助' },
    { event: 'single' },
    { button: 'pressed' },
    { press: true },
    { emergency: 17 },
  ];
  it.each(cries)('Z9b: %j is a call for help', (state) => {
    for (const name of ['bath_sos', 'cord'])
      expect(kinds(name, { ...state, battery: 90, linkquality: 20 })).toEqual(['raise sos']);
  });

  it.each([
    { emergency: false },
    { panic: 'off', sos: 0 },
    { emergency: 'none', event: '' },
    { panic: null },
    { sos_enabled: true, panic_mode: true, emergency_contact: '13800000000' },
    { sos_volume: 3, emergency_light: 'ON', help_count: 4 },
    { last_action: 'emergency', previous_event: 'sos' },
    { device: { friendlyName: 'bath_sos', model: 'SOS button', manufacturerName: 'x' } },
    { name: 'SOS', room: 'emergency room', update: { state: 'idle' } },
    { source: 'bath_sos', note: 'the sos button of the bath' },
    { event: 'battery_report', state: 'idle' },
    { event: 'sos_cancelled' },
    { state: '取消求救' },
    { battery: 90, voltage: 3_000, linkquality: 1 },
  ])('%j of a registered button is none', (state) => {
    expect(kinds('bath_sos', state)).toEqual([]);
  });

  it('one message that says it three times is one call', () => {
    expect(kinds('bath_sos', { action: 'emergency', emergency: true, event: 'sos' })).toEqual(['raise sos']);
  });

  it('of a device nobody registered, and of a lamp, only the plain word where events are said', () => {
    for (const name of ['new_button', 'door']) {
      expect(kinds(name, { event: 'sos' })).toEqual(['raise sos']);
      expect(kinds(name, { emergency: true })).toEqual(['raise sos']);
      expect(kinds(name, { effect: 'sos', state: 'ON', brightness: 3 })).toEqual([]);
      expect(kinds(name, { event: 'single', button: 'pressed', note: 'sos' })).toEqual([]);
    }
  });
});

describe('what is harmless raises nothing, however often it is said', () => {
  it.each([
    ['lamp/linkquality', '87'],
    ['lamp/state', 'ON'],
    ['lamp/brightness', '127'],
    ['lamp/color_mode', 'xy'],
    ['lamp/color', '{"x":0.3,"y":0.4}'],
    ['lamp/update', '{"state":"idle"}'],
    ['lamp/effect', 'null'],
    ['plug/power', '12.5'],
    ['plug/child_lock', 'UNLOCK'],
    ['hall/lamp', '{"state":"ON","brightness":3}'],
    ['hall/lamp/state', 'OFF'],
    ['lamp', '{"state":"ON","linkquality":87}'],
    ['lamp', 'ON'],
    ['lamp', '[]'],
    ['lamp', ''],
    ['switch', '{"action":"single"}'],
    ['switch/action', 'single'],
    ['switch/action', ''],
    ['meter/gas', '412.7'],
    ['door/contact', 'false'],
    ['door', '5'],
  ])('Z5: %s %s', (topic, payload) => {
    const three = inOrder(...[0, 1, 2].map((n) => from(topic, payload, { afterMs: n * 500 })));
    expect(three.flatMap(({ signals }) => signals)).toEqual([]);
  });

  it('Z5: any bare value on any topic of an undescribed lamp raises nothing', () => {
    const word = fc
      .stringMatching(/^[A-Za-z0-9_. -]{1,20}$/)
      .filter((text) => !/emergency|panic|sos|help|mayday/i.test(text));
    const value = fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true }).map(String),
      fc.boolean().map(String),
      word,
    );
    const property = fc.constantFrom('linkquality', 'state', 'brightness', 'color_temp', 'power', 'voltage', 'x');
    fc.assert(
      fc.property(property, value, (name, said) => {
        expect(decode(from(`lamp/${name}`, said)).signals).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['bath_sos/action', 'emergency', 'sos'],
    ['bath_sos/action', 'single', 'sos'],
    ['bath_sos/emergency', 'true', 'sos'],
    ['bath_sos/event', 'sos', 'sos'],
    ['smoke/smoke', 'true', 'smoke'],
    ['smoke/alarm', 'alarm', 'smoke'],
    ['gas/gas', '1', 'gas'],
    ['nobody_knows/smoke', 'true', 'smoke'],
    ['nobody_knows/action', 'emergency', 'sos'],
  ])('an alarm on a topic of its own is heard: %s %s', (topic, payload, kind) => {
    expect(decode(from(topic, payload)).signals).toMatchObject([{ kind, phase: 'raise', child: topic.split('/')[0] }]);
  });
});

describe('a hub with the wrong base topic', () => {
  it.each(['zigbee2mqtt/bath_sos', 'other-hub/bath_sos', 'a/b/bath_sos'])(
    'Z16: %s is the registered button',
    (name) => {
      expect(decode(from(name, { action: 'single' })).signals).toMatchObject([
        { kind: 'sos', child: 'bath_sos', sourceId: 'hub-1.sos-button' },
      ]);
    },
  );
});
