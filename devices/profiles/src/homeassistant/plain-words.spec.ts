import { describe, expect, it } from '@jest/globals';
import { decode, inOrder, type Message } from '../conformance/conformance.js';
import { announcementsIn, newGatewaySession, recallAnnouncements } from '../gateway.js';
import type { DeviceBinding } from '../profile.js';

const hub: DeviceBinding = {
  id: 'hub-1',
  role: 'hub',
  children: {
    pendant: { id: 'hub-1.pendant', role: 'sos-button', room: '卧室' },
    kitchen: { id: 'hub-1.kitchen', role: 'smoke' },
  },
};
const from = (rest: string, payload: unknown, more: Partial<Message> = {}): Message => ({
  topic: `homeassistant/hub-1/${rest}`,
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  device: hub,
  ...more,
});
const announced = (component: string, id: string, config: object = {}): Message =>
  from(`${component}/${id}/config`, { stat_t: `homeassistant/hub-1/${id}/state`, uniq_id: `${id}-1`, ...config });
const heard = (...messages: readonly Message[]): string[] =>
  inOrder(...messages)
    .at(-1)!
    .signals.map(({ phase, kind, certainty }) => `${phase} ${kind}${certainty === 'unverified' ? ' unverified' : ''}`);

describe('templates that real firmware sends', () => {
  it.each([
    ['{{ value_json.sos | is_defined }}', { sos: 'ON' }],
    ["{{ value_json.sos | default('OFF') }}", { sos: 'ON' }],
    ["{{ value_json.get('sos') }}", { sos: 'ON' }],
    ['{{ value_json.sos | upper }}', { sos: 'on' }],
    ['{% if value_json.sos == 1 %}ON{% else %}OFF{% endif %}', { sos: 1 }],
    ["{{ value_json.sos | bool | iif('ON', 'OFF') }}", { sos: 'true' }],
    ["{{ value_json.sos | regex_replace('x', 'y') }}", { sos: 'ON' }],
    ["{{ ['OFF', 'ON'][value_json.sos] if value_json.sos in [0, 1] else 'OFF' }}", { sos: 'pressed' }],
    ["{{ states('sensor.x') }}", { event: 'sos' }],
  ])('H1: %s of %j is a call for help', (template, state) => {
    const config = announced('binary_sensor', 'x', { val_tpl: template, dev_cla: 'safety' });
    expect(heard(config, from('x/state', state)).map((word) => word.replace(' unverified', ''))).toEqual(['raise sos']);
  });

  it('H1: what the payload does not speak of is nothing, and calm is calm', () => {
    const config = announced('binary_sensor', 'x', { val_tpl: '{{ value_json.sos | is_defined }}', dev_cla: 'safety' });
    expect(heard(config, from('x/state', { battery: 80 }))).toEqual([]);
    expect(heard(config, from('x/state', { sos: 'OFF' }))).toEqual([]);
  });
});

describe('a word for help is heard, whatever it was announced as', () => {
  it.each([{ action: 'emergency' }, 'SOS', '"panic"', { event: 'sos' }, { type: 'emergency_call' }, '求救', 'help'])(
    'H2: an announced sensor says %j',
    (payload) => {
      expect(heard(announced('sensor', 'x'), from('x/state', payload))).toEqual(['raise sos']);
      expect(heard(announced('binary_sensor', 'x', { dev_cla: 'motion' }), from('x/state', payload))).toEqual([
        'raise sos',
      ]);
    },
  );

  it.each([{ action: 'emergency' }, { event: 'sos' }, 'SOS', { emergency: true }])(
    'H4: a topic that nobody announced says %j',
    (payload) => {
      expect(heard(from('unknown/state', payload))).toEqual(['raise sos']);
    },
  );

  it.each([
    { action: 'single' },
    { state: 'ON', effect: 'sos' },
    { temperature: 21.5 },
    'ON',
    '21.5',
    '{"name":"SOS button"}',
  ])('%j of a stranger is nothing, announced or not', (payload) => {
    expect(heard(from('unknown/state', payload))).toEqual([]);
    expect(heard(announced('sensor', 'x'), from('x/state', payload))).toEqual([]);
  });

  it('a sensor of a registered button says any press', () => {
    expect(heard(announced('sensor', 'pendant'), from('pendant/state', 'double'))).toEqual(['raise sos']);
    expect(heard(announced('sensor', 'pendant'), from('pendant/state', { action: 'single', battery: 9 }))).toEqual([
      'raise sos',
    ]);
    expect(heard(announced('sensor', 'pendant'), from('pendant/state', { battery: 9 }))).toEqual([]);
  });
});

describe('a detector that does not use its own two words', () => {
  it.each([{ value: 3 }, '1', 'true', 'alarm', 'detected', '3', 'xyzzy', { smoke: true }])(
    'H6: class smoke says %j and raises unverified',
    (payload) => {
      expect(heard(announced('binary_sensor', 'x', { dev_cla: 'smoke' }), from('x/state', payload))).toEqual([
        'raise smoke unverified',
      ]);
    },
  );

  it.each([
    '0',
    'false',
    'clear',
    'normal',
    'none',
    'unknown',
    'unavailable',
    '',
    { value: 0 },
    { battery: 3, temperature: 40 },
  ])('class gas says %j and raises nothing', (payload) => {
    expect(heard(announced('binary_sensor', 'x', { dev_cla: 'gas' }), from('x/state', payload))).toEqual([]);
  });
});

describe('who a device is does not hang on its announcement', () => {
  const config = (name: string): Message =>
    from('binary_sensor/n1/x/config', {
      ...{ stat_t: 'homeassistant/hub-1/x', uniq_id: 'u1', dev: { name, ids: ['d1'] } },
    });
  const press = { kind: 'sos', phase: 'raise', child: 'pendant', sourceId: 'hub-1.pendant' };

  it('a renamed device keeps its registration, and so does one that moved to another topic', () => {
    expect(inOrder(config('pendant'), config('bedroom'), from('x', 'ON'))[2]?.signals).toMatchObject([press]);
    const moved = from('binary_sensor/other/config', {
      ...{ stat_t: 'homeassistant/hub-1/y', uniq_id: 'u1', dev: { name: 'bedroom', ids: ['d1'] } },
    });
    const emptied = from('binary_sensor/n1/x/config', '');
    expect(inOrder(config('pendant'), emptied, moved, from('y', 'ON'))[3]?.signals).toMatchObject([press]);
  });

  it('a restart of ours forgets no announcement', () => {
    const [, , renamed] = inOrder(config('pendant'), announced('sensor', 'z'), config('bedroom'));
    const kept: unknown = JSON.parse(JSON.stringify(announcementsIn(renamed!.session)));
    const session = recallAnnouncements(newGatewaySession(), kept, 'hub-1');
    expect(decode({ ...from('x', 'ON'), session }).signals).toMatchObject([press]);
    expect(decode({ ...from('z/state', 'SOS'), session }).signals).toMatchObject([{ kind: 'sos', child: 'z-1' }]);
  });

  it('a registered device that takes its announcement back is offline until it comes again', () => {
    const [, gone, again] = inOrder(config('pendant'), from('binary_sensor/n1/x/config', ''), config('pendant'));
    expect(gone?.signals).toMatchObject([{ kind: 'offline', phase: 'raise', child: 'pendant' }]);
    expect(again?.signals).toMatchObject([{ kind: 'offline', phase: 'clear', child: 'pendant' }]);
    const lamp = announced('binary_sensor', 'lamp');
    expect(inOrder(lamp, from('binary_sensor/lamp/config', ''))[1]?.signals).toEqual([]);
  });

  it.each([
    ['pendant/state', 'single', 'sos'],
    ['pendant', { action: 'hold' }, 'sos'],
    ['pendant/state', 'ON', 'sos'],
    ['kitchen/state', { smoke: true }, 'smoke'],
    ['kitchen/smoke', 'ON', 'smoke'],
    ['kitchen', 'alarm', 'smoke'],
  ])('a registered device that was not announced yet is read by its role: %s %j', (rest, payload, kind) => {
    expect(decode(from(rest, payload)).signals).toMatchObject([{ kind, phase: 'raise', doubts: [] }]);
  });

  it.each([
    ['pendant/battery', '80'],
    ['pendant/availability', 'online'],
    ['pendant/state', 'OFF'],
    ['pendant/state', '80'],
    ['kitchen/temperature', '21'],
    ['kitchen/state', 'OFF'],
  ])('and raises nothing when it is calm: %s %s', (rest, payload) => {
    expect(decode(from(rest, payload)).signals).toEqual([]);
  });

  it('the screen gets the registered name: announced as Kitchen, registered as node-7', () => {
    const device: DeviceBinding = { id: 'hub-1', role: 'hub', children: { 'node-7': { id: 'n7', role: 'smoke' } } };
    const config = from('binary_sensor/node-7/x/config', {
      ...{ stat_t: 'homeassistant/hub-1/x', dev_cla: 'smoke', dev: { name: 'Kitchen' } },
    });
    const [, alarm] = inOrder({ ...config, device }, { ...from('x', 'ON'), device });
    expect(alarm?.signals).toMatchObject([{ child: 'node-7', sourceId: 'n7' }]);
  });
});

describe('an announcement of a hub that was set up without its id', () => {
  it.each(['homeassistant/x', 'homeassistant/hub-1/x', 'homeassistant/other/x'])('hears %s', (topic) => {
    const config = from('binary_sensor/n/config', { stat_t: topic, dev_cla: 'smoke' });
    const below = topic.replace('homeassistant/', '').replace('hub-1/', '');
    expect(heard(config, from(below, 'ON'))).toEqual(['raise smoke']);
  });
});
