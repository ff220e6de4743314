import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, decode, faultsOf, inOrder, type Message } from '../conformance/conformance.js';
import type { DeviceBinding } from '../profile.js';
import { readTemplate, render } from './template.js';

const hub: DeviceBinding = {
  id: 'hub-1',
  role: 'hub',
  children: {
    pendant: { id: 'hub-1.pendant', role: 'sos-button' },
    radar: { id: 'hub-1.radar', role: 'fall-sensor' },
    'node-7': { id: 'hub-1.kitchen', role: 'smoke' },
  },
};
const from = (rest: string, payload: unknown, more: Partial<Message> = {}): Message => ({
  topic: `homeassistant/hub-1/${rest}`,
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  device: hub,
  ...more,
});
const sensor = (deviceClass: string | null, more: object = {}): Message =>
  from('binary_sensor/node-7/x/config', {
    ...(deviceClass === null ? {} : { dev_cla: deviceClass }),
    ...{ stat_t: '~/state', '~': 'homeassistant/hub-1/x', uniq_id: 'x1' },
    ...more,
  });
const heard = (...messages: readonly Message[]): string[][] =>
  inOrder(...messages).map(({ signals }) => signals.map(({ phase, kind }) => `${phase} ${kind}`));
const issues = (message: Message): string[] => decode(message).issues.map(({ code }) => code);

describe('what announces itself', () => {
  it.each([
    ['smoke', 'smoke'],
    ['gas', 'gas'],
    ['carbon_monoxide', 'carbon-monoxide'],
    ['moisture', 'water'],
    ['tamper', 'tamper'],
    ['battery', 'battery-low'],
    ['problem', 'fault'],
  ])('a binary sensor of class %s raises %s and takes it back', (deviceClass, kind) => {
    expect(heard(sensor(deviceClass), from('x/state', 'OFF'), from('x/state', 'ON'), from('x/state', 'OFF'))).toEqual([
      [],
      [],
      [`raise ${kind}`],
      [`clear ${kind}`],
    ]);
  });

  it('"safety" is a call for help, unless it is registered as something else', () => {
    const config = (id: string) =>
      from(`binary_sensor/${id}/config`, { device_class: 'safety', state_topic: `homeassistant/hub-1/${id}` });
    expect(heard(config('s'), from('s', 'ON'))[1]).toEqual(['raise sos']);
    expect(heard(config('radar'), from('radar', 'ON'))[1]).toEqual(['raise fall']);
  });

  it('a sensor without a class is what it is registered as, and nothing when nobody registered it', () => {
    expect(heard(sensor(null), from('x/state', 'ON'))[1]).toEqual(['raise smoke']);
    const stranger = from('binary_sensor/lamp/config', { stat_t: 'homeassistant/hub-1/lamp' });
    expect(heard(stranger, from('lamp', 'ON'))[1]).toEqual([]);
  });

  it('by one device for all its parts, and by long names as well as short ones', () => {
    const config = from('device/d1/config', {
      device: { identifiers: ['d1'], name: 'Kitchen' },
      components: {
        smoke: {
          platform: 'binary_sensor',
          device_class: 'smoke',
          state_topic: 'homeassistant/hub-1/d1',
          value_template: '{{ value_json.smoke }}',
          payload_on: true,
          payload_off: false,
        },
        battery: {
          p: 'sensor',
          dev_cla: 'battery',
          stat_t: 'homeassistant/hub-1/d1',
          val_tpl: '{{ value_json.battery }}',
        },
      },
    });
    const [, alarm] = inOrder(config, from('d1', { smoke: true, battery: 81 }));
    expect(alarm?.signals).toMatchObject([{ kind: 'smoke', child: 'Kitchen', deviceKey: 'hub-1' }]);
    expect(alarm?.observations.map(({ batteryPct }) => batteryPct)).toEqual([null, 81]);
  });

  it('a button that is registered calls for help whatever it says; another only with a word for help', () => {
    const event = (id: string) =>
      from(`event/${id}/config`, { state_topic: `homeassistant/hub-1/${id}`, event_types: ['press'] });
    expect(heard(event('pendant'), from('pendant', { event_type: 'press' }))[1]).toEqual(['raise sos']);
    const [, quoted] = inOrder(event('pendant'), from('pendant', '"single"'));
    expect(quoted?.signals).toMatchObject([{ kind: 'sos', values: { action: 'single' } }]);
    expect(heard(event('lamp'), from('lamp', { event_type: 'press' }))[1]).toEqual([]);
    expect(heard(event('lamp'), from('lamp', { event_type: 'sos' }))[1]).toEqual(['raise sos']);
    const trigger = from('device_automation/pendant/short/config', {
      atype: 'trigger',
      type: 'button_short_press',
      topic: 'homeassistant/hub-1/t',
      payload: 'short',
    });
    expect(heard(trigger, from('t', 'short'), from('t', 'long'))).toEqual([[], ['raise sos'], []]);
  });

  it('is forgotten when its announcement is emptied', () => {
    expect(heard(sensor('smoke'), from('binary_sensor/node-7/x/config', ''), from('x/state', 'ON'))[2]).toEqual([]);
  });

  it('says that it is gone, in its own words', () => {
    const config = sensor('smoke', {
      avty: [{ t: 'homeassistant/hub-1/x/lwt', pl_avail: 'up', pl_not_avail: 'down' }],
    });
    const [, up, down] = inOrder(config, from('x/lwt', 'up'), from('x/lwt', 'down'));
    expect([up, down].map((result) => result?.observations[0]?.online)).toEqual([true, false]);
  });

  it('doors, motion and the link are facts, not alarms', () => {
    for (const deviceClass of [
      'motion',
      'occupancy',
      'presence',
      'door',
      'window',
      'opening',
      'vibration',
      'connectivity',
    ])
      expect(heard(sensor(deviceClass), from('x/state', 'ON'))[1]).toEqual([]);
    expect(inOrder(sensor('door'), from('x/state', 'ON'))[1]?.observations).toMatchObject([
      { readings: [{ kind: 'contact-open', value: 1 }] },
    ]);
  });

  it('a water meter shows its dial, in the unit it announced', () => {
    const meter = from('sensor/node-7/w/config', {
      ...{ dev_cla: 'water', unit_of_meas: 'm³', stat_t: 'homeassistant/hub-1/w/state' },
    });
    const [, dial, lost] = inOrder(meter, from('w/state', '12.345'), from('w/state', 'unavailable'));
    expect(dial?.signals).toEqual([]);
    expect(dial?.observations).toMatchObject([{ readings: [{ kind: 'water-meter', value: 12.345, unit: 'm³' }] }]);
    expect(lost?.observations).toMatchObject([{ readings: [] }]);
    const [, long] = inOrder(meter, from('w/state', ' 123.45000000000001 '));
    expect(long?.observations[0]?.readings[0]?.value).toBeCloseTo(123.45, 6);
  });

  it('no announcement is an alert path, every state may be one', () => {
    expect(decode(sensor('smoke')).priority).toBe('batch');
    expect(decode(from('x/state', 'ON')).priority).toBe('alert');
  });
});

describe('templates', () => {
  it.each([
    ['{{ value }}', 'ON', 'ON'],
    ['{{ value_json.a.b }}', '{"a":{"b":"x"}}', 'x'],
    ["{{ value_json['a'] }}", '{"a":3}', '3'],
    ['{{ value_json["a b"].c }}', '{"a b":{"c":true}}', 'true'],
    ['{{ value_json.list[1] }}', '{"list":[4,5]}', '5'],
    ['{{ value | int }}', '3.9', '3'],
    ['{{ value_json.t|float|round(0) }}', '{"t":"2.6"}', '3'],
    ["{{ 'ON' if value_json.smoke else 'OFF' }}", '{"smoke":false}', 'OFF'],
    ["{{ 'ON' if value_json.s == 'alarm' else 'OFF' }}", '{"s":"alarm"}', 'ON'],
    ["{{ 'ON' if (value | int > 2) else 'OFF' }}", '3', 'ON'],
    ['{{- value -}}', 'ON', 'ON'],
  ])('%s of %s is %s', (text, payload, expected) => {
    const template = readTemplate(text);
    expect(template).not.toBeNull();
    let json: unknown = null;
    try {
      json = JSON.parse(payload);
    } catch {
      // A bare word is no JSON.
    }
    expect(render(template!, payload, json)).toBe(expected);
  });

  it.each([
    '{% if value %}ON{% endif %}',
    '{{ value_json.a | regex_replace("x","y") }}',
    "{{ states('sensor.x') }}",
    '{{ value_json }}',
    '{{ value }} and {{ value }}',
    '{{ value_json.__class__() }}',
    '{{ ' + 'value_json.a'.repeat(100) + ' }}',
    '',
  ])('%s is outside the subset: an issue, and what is said in plain words is heard as unverified', (text) => {
    expect(readTemplate(text)).toBeNull();
    if (text === '') return;
    const config = sensor('smoke', { val_tpl: text });
    expect(issues(config)).toEqual(['unsupported-template']);
    expect(inOrder(config, from('x/state', 'ON'))[1]?.signals).toMatchObject([
      { kind: 'smoke', certainty: 'unverified' },
    ]);
    // It may compare a measure with something: numbers alone are no guess of ours.
    expect(heard(config, from('x/state', { a: 40, ppm: 3 }), from('x/state', '3'))).toEqual([[], [], []]);
    expect(heard(sensor('motion', { val_tpl: text }), from('x/state', 'ON'))[1]).toEqual([]);
  });

  it('what the payload does not speak of changes nothing', () => {
    const config = sensor('smoke', { val_tpl: '{{ value_json.smoke }}', pl_on: true, pl_off: false });
    expect(
      heard(
        config,
        from('x/state', { smoke: true }),
        from('x/state', { battery: 3 }),
        from('x/state', { smoke: false }),
      ),
    ).toEqual([[], ['raise smoke'], [], ['clear smoke']]);
  });
});

describe('doubtful messages', () => {
  it('a replayed alarm that stands already is a note, one that nobody heard raises', () => {
    const again = from('x/state', 'ON', { retained: true });
    expect(heard(sensor('smoke'), again, again)).toEqual([[], ['raise smoke'], ['note smoke']]);
  });

  it('a state outside the hub’s own prefix is an issue; one of zigbee2mqtt is read by its own profile', () => {
    expect(issues(sensor('smoke', { stat_t: 'tele/other/state' }))).toEqual(['foreign-state-topic']);
    expect(issues(sensor('smoke', { stat_t: 'homeassistant/hub-2/x' }))).toEqual(['foreign-state-topic']);
    expect(issues(sensor('smoke', { stat_t: 'zigbee2mqtt/hub-1/x' }))).toEqual([]);
  });

  it('what nobody announced is heard when it calls for help', () => {
    expect(heard(from('unknown/state', 'SOS'))).toEqual([['raise sos']]);
    expect(heard(from('unknown/state', 'ON'))).toEqual([[]]);
  });

  it('a detector that cannot be read raises', () => {
    const garbled = { ...from('x/state', ''), payload: new Uint8Array([0xff, 0xfe, 0]) };
    expect(heard(sensor('smoke'), garbled)[1]).toEqual(['raise unspecified']);
  });

  describe('that cannot be read', () => {
    const garbled = (rest: string, more: Partial<Message> = {}): Message => ({
      ...from(rest, '', more),
      payload: new Uint8Array([0xff, 0xfe, 0]),
    });

    it('raise once when the broker replays them, and hide no alarm that comes later', () => {
      const retained = garbled('x/state', { retained: true });
      expect(heard(sensor('smoke'), retained, retained)).toEqual([[], ['raise unspecified'], ['note unspecified']]);
      expect(heard(sensor('tamper'), garbled('x/state'), from('x/state', 'ON'))[2]).toEqual(['raise tamper']);
      expect(heard(sensor('smoke'), garbled('x/state'), from('x/state', 'OFF'))[2]).toEqual([]);
      const [, , , ended] = heard(sensor('smoke'), from('x/state', 'ON'), garbled('x/state'), from('x/state', 'OFF'));
      expect(ended).toEqual(['clear smoke']);
    });

    it('raise for a registered button whatever its class, never for a measurement or a tracker', () => {
      const announced = (component: string, deviceClass: string): Message =>
        from(`${component}/pendant/config`, { dev_cla: deviceClass, stat_t: 'homeassistant/hub-1/pendant' });
      expect(heard(announced('event', 'button'), garbled('pendant'))[1]).toEqual(['raise unspecified']);
      expect(heard(announced('sensor', 'battery'), garbled('pendant'))[1]).toEqual([]);
      expect(heard(announced('device_tracker', 'gps'), garbled('pendant'))[1]).toEqual([]);
    });
  });

  it('two announcements on one topic: each is heard, none hides the other', () => {
    const gas = from('binary_sensor/g/config', { dev_cla: 'gas', stat_t: 'homeassistant/hub-1/x/state' });
    expect(heard(sensor('smoke'), gas, from('x/state', 'ON'))[2]).toEqual(['raise smoke', 'raise gas']);
  });

  it('any announcement and any state give a result', () => {
    const key = fc.constantFrom(
      'stat_t',
      'val_tpl',
      'dev_cla',
      'dev',
      'ids',
      '~',
      'avty',
      'pl_on',
      'cmps',
      'name',
      '__proto__',
    );
    // Once found by the property below: JSON may hold what no string can be made of.
    const unsayable = { toString: 0 };
    for (const config of [{ val_tpl: unsayable }, { cmps: { x: { p: unsayable } } }])
      expect(inOrder(from('device/a/config', config))).toHaveLength(1);
    const rounded = from('binary_sensor/a/config', {
      ...{ val_tpl: '{{ value_json.a | int }}', stat_t: 'homeassistant/hub-1/x/state' },
    });
    expect(inOrder(rounded, from('x/state', { a: unsayable }))).toHaveLength(2);
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.uint8Array({ maxLength: 60 }), (config, payload) => {
        const results = inOrder(
          from('binary_sensor/a/config', config),
          from('device/b/config', config),
          sensor('safety', config),
          { ...from('x/state', ''), payload },
          { ...from('sensor/a/config', ''), payload },
        );
        for (const result of results) expect(faultsOf(result)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(decode(from('binary_sensor/a/config', bytes('['.repeat(70_000)).toString())).signals).toEqual([]);
  });
});
