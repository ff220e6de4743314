import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, decode, faultsOf, inOrder, truncations, type Message } from '../conformance/conformance.js';
import type { DeviceBinding } from '../profile.js';

const hub: DeviceBinding = {
  id: 'hub-1',
  role: 'hub',
  children: {
    bath_sos: { id: 'hub-1.bath_sos', role: 'sos-button' },
    kitchen_smoke: { id: 'hub-1.kitchen_smoke', role: 'smoke' },
    bed_fall: { id: 'hub-1.bed_fall', role: 'fall-sensor' },
    hall_motion: { id: 'hub-1.hall_motion', role: 'motion' },
    'flat/bath/cord': { id: 'hub-1.cord', role: 'pull-cord' },
    '0x00158d0001020304': { id: 'hub-1.by-address', role: 'sos-button' },
  },
};
const from = (name: string, state: unknown, more: Partial<Message> = {}): Message => ({
  topic: `zigbee2mqtt/hub-1/${name}`,
  payload: typeof state === 'string' ? state : JSON.stringify(state),
  device: hub,
  ...more,
});
const kinds = (message: Message): string[] => decode(message).signals.map((signal) => `${signal.phase} ${signal.kind}`);

describe('the role of a button decides', () => {
  it.each(['emergency', 'panic', 'sos', 'single', 'double', 'hold', 'on', '1_single', 'anything'])(
    '%s of a registered SOS button is an SOS',
    (action) => {
      expect(kinds(from('bath_sos', { action, battery: 90 }))).toEqual(['raise sos']);
    },
  );

  it('names the hub for the receipt and the button for the place', () => {
    expect(
      decode(
        from('bath_sos', {
          action: 'emergency',
          battery: 100,
          last_seen: '2026-01-15T16:29:59+08:00',
          linkquality: 18,
        }),
      ).signals,
    ).toMatchObject([
      {
        deviceKey: 'hub-1',
        child: 'bath_sos',
        sourceId: 'hub-1.bath_sos',
        batteryPct: 100,
        occurredAt: '2026-01-15T16:29:59+08:00',
        doubts: [],
        values: { action: 'emergency' },
      },
    ]);
  });

  it.each([{ action: '' }, { action: null }, { battery: 100, linkquality: 20 }, { sos: false }])(
    '%j is no press',
    (state) => {
      expect(kinds(from('bath_sos', state))).toEqual([]);
    },
  );

  it('a boolean `sos` is an SOS with every report that says so', () => {
    const results = inOrder(
      from('bath_sos', { sos: true, battery_low: false }),
      from('bath_sos', { sos: true }),
      from('bath_sos', { sos: false }),
    );
    expect(results.map((result) => result.signals.map((signal) => `${signal.phase} ${signal.kind}`))).toEqual([
      ['raise sos'],
      ['raise sos'],
      ['clear sos'],
    ]);
  });

  it('`fall` of a button is a press: the gadget was dropped, or somebody fell on it', () => {
    expect(kinds(from('bath_sos', { action: 'fall' }))).toEqual(['raise sos']);
  });

  it('`fall` of a motion sensor is nothing, of a fall sensor a fall', () => {
    expect(kinds(from('hall_motion', { action: 'fall' }))).toEqual([]);
    expect(kinds(from('bed_fall', { action: 'fall' }))).toEqual(['raise fall']);
    expect(kinds(from('bed_fall', { status: 'falling' }))).toEqual(['raise fall']);
    expect(kinds(from('hall_motion', { status: 'falling' }))).toEqual([]);
    expect(kinds(from('hall_motion', { fall_status: 'fall_alarm' }))).toEqual(['raise fall']);
  });

  it('the end of a long press belongs to it; alone it is a press whose beginning was lost', () => {
    expect(
      inOrder(from('bath_sos', { action: 'hold' }), from('bath_sos', { action: 'release' }, { afterMs: 2_000 }))[1]
        ?.signals,
    ).toEqual([]);
    expect(decode(from('bath_sos', { action: 'release' })).signals).toMatchObject([
      { kind: 'sos', phase: 'raise', certainty: 'likely' },
    ]);
  });

  it.each([{ action: 5 }, { action: { type: 'emergency' } }, { action: ['emergency'] }, { sos: 'yes' }])(
    '%j cannot be read and raises',
    (state) => {
      expect(decode(from('bath_sos', state)).signals).toMatchObject([
        { kind: 'unspecified', phase: 'raise', certainty: 'unverified' },
      ]);
    },
  );

  it('a name with slashes is a name', () => {
    expect(decode(from('flat/bath/cord', { action: 'single' })).signals).toMatchObject([
      { child: 'flat/bath/cord', sourceId: 'hub-1.cord', kind: 'sos' },
    ]);
  });
});

describe('a device nobody registered', () => {
  it.each(['emergency', 'panic', 'sos', '1_emergency', 'SOS'])('is heard when it says %s', (action) => {
    expect(decode(from('new_button', { action })).signals).toMatchObject([
      { kind: 'sos', phase: 'raise', child: 'new_button', sourceId: null, doubts: ['unregistered-child'] },
    ]);
  });

  it('is heard behind a hub nobody registered', () => {
    expect(decode(from('x', { action: 'emergency' }, { device: null })).signals).toMatchObject([
      { kind: 'sos', sourceId: null, deviceKey: 'hub-1' },
    ]);
  });

  it('is heard when it speaks one bare word', () => {
    expect(kinds(from('new_button', 'emergency'))).toEqual(['raise sos']);
    expect(kinds(from('new_button', '"sos"'))).toEqual(['raise sos']);
  });

  it('is no alarm when it is a light switch', () => {
    expect(kinds(from('lamp_switch', { action: 'single' }))).toEqual([]);
    expect(decode(from('lamp_switch', { action: 'single' })).observations).toMatchObject([
      { child: 'lamp_switch', online: true },
    ]);
  });

  it('becomes known by its address after a renaming', () => {
    const devices = [
      { ieee_address: '0x00158d0001020304', friendly_name: 'renamed', type: 'EndDevice', definition: { exposes: [] } },
    ];
    const [, press] = inOrder(from('bridge/devices', devices), from('renamed', { action: 'single' }));
    expect(press?.signals).toMatchObject([{ kind: 'sos', sourceId: 'hub-1.by-address', doubts: [] }]);
  });
});

describe('sensors say it themselves', () => {
  it.each([
    ['smoke', 'smoke'],
    ['gas', 'gas'],
    ['carbon_monoxide', 'carbon-monoxide'],
    ['water_leak', 'water'],
  ])('%s raises, and clears when it is over', (property, kind) => {
    const results = inOrder(
      from('hall_motion', { [property]: false }),
      from('hall_motion', { [property]: true }),
      from('hall_motion', { [property]: false }),
    );
    expect(results.map((result) => result.signals.map((signal) => `${signal.phase} ${signal.kind}`))).toEqual([
      [],
      [`raise ${kind}`],
      [`clear ${kind}`],
    ]);
  });

  it('a meter that counts gas is no alarm', () => {
    expect(kinds(from('meter', { gas: 1 }))).toEqual([]);
    expect(kinds(from('meter', { gas: 412.7 }))).toEqual([]);
  });

  it('reads on and off as the definition writes them', () => {
    const exposes = [{ type: 'binary', property: 'carbon_monoxide', value_on: 'ALARM', value_off: 'CLEAR', access: 1 }];
    const devices = [{ ieee_address: '0x1', friendly_name: 'co', type: 'EndDevice', definition: { exposes } }];
    const [, , alarm, calm] = inOrder(
      from('bridge/devices', devices),
      from('co', { carbon_monoxide: 'CLEAR' }),
      from('co', { carbon_monoxide: 'ALARM' }),
      from('co', { carbon_monoxide: 'CLEAR' }),
    );
    expect(alarm?.signals).toMatchObject([{ kind: 'carbon-monoxide', phase: 'raise' }]);
    expect(calm?.signals).toMatchObject([{ kind: 'carbon-monoxide', phase: 'clear' }]);
  });

  const alarms: [string, unknown, string][] = [
    ['action', 'emergency', 'sos'],
    ['sos', true, 'sos'],
    ['smoke', true, 'smoke'],
    ['gas', true, 'gas'],
    ['carbon_monoxide', true, 'carbon-monoxide'],
    ['water_leak', true, 'water'],
    ['tamper', true, 'tamper'],
    ['battery_low', true, 'battery-low'],
    ['fall_status', 'fall_alarm', 'fall'],
  ];
  const pairs = alarms.flatMap((a, i) => alarms.slice(i + 1).map((b) => [a, b] as const));
  it.each(pairs)('no alarm hides another: %j and %j', (a, b) => {
    const result = decode(from('bath_sos', { [a[0]]: a[1], [b[0]]: b[1] }));
    expect(result.signals.map((signal) => signal.kind).sort()).toEqual([...new Set([a[2], b[2]])].sort());
    expect(faultsOf(result)).toEqual([]);
  });

  it('puts the press before the dying battery', () => {
    expect(kinds(from('bath_sos', { battery_low: true, tamper: true, action: 'emergency' }))).toEqual([
      'raise sos',
      'raise tamper',
      'raise battery-low',
    ]);
  });

  it('says once that a battery is low, not with every report', () => {
    const results = inOrder(from('bath_sos', { battery_low: true }), from('bath_sos', { battery_low: true }));
    expect(results.map((result) => result.signals.length)).toEqual([1, 0]);
  });
});

describe('a definition says what a property is', () => {
  const describedAs = (exposes: unknown, name = 'thing'): Message =>
    from('bridge/devices', [{ ieee_address: '0x1', friendly_name: name, type: 'EndDevice', definition: { exposes } }]);
  const binary = (property: string, more: object = {}): object => ({
    ...{ type: 'binary', name: property, property, access: 1, value_on: true, value_off: false },
    ...more,
  });
  const after = (exposes: unknown, state: unknown): string[] =>
    (inOrder(describedAs(exposes), from('thing', state))[1]?.signals ?? []).map(
      ({ phase, kind }) => `${phase} ${kind}`,
    );

  it('a switch is no alarm, whatever it is called', () => {
    expect(after([binary('smoke', { access: 7 })], { smoke: true })).toEqual([]);
    expect(after([binary('sos', { access: 3 })], { sos: true })).toEqual([]);
    expect(after([binary('gas', { access: 5 })], { gas: true })).toEqual(['raise gas']);
  });

  it('an inverted alarm rings when it says no', () => {
    const exposes = [binary('water_leak', { value_on: false, value_off: true })];
    expect(after(exposes, { water_leak: false })).toEqual(['raise water']);
    expect(after(exposes, { water_leak: true })).toEqual([]);
  });

  it('each endpoint of a detector is one, and one that is dry does not calm the wet one', () => {
    const exposes = ['l1', 'l2'].map((endpoint) =>
      binary('water_leak', { property: `water_leak_${endpoint}`, endpoint }),
    );
    const [, wet, dry] = inOrder(
      describedAs(exposes),
      from('thing', { water_leak_l1: true, water_leak_l2: false }),
      from('thing', { water_leak_l1: false, water_leak_l2: true }),
    );
    expect(wet?.signals).toMatchObject([{ kind: 'water', phase: 'raise', values: { water_leak_l1: true } }]);
    expect(dry?.signals).toMatchObject([{ kind: 'water', phase: 'raise', values: { water_leak_l2: true } }]);
  });

  it('a number is a meter, not an alarm', () => {
    const exposes = [{ type: 'numeric', name: 'gas', property: 'gas', access: 1, unit: 'm³' }];
    const [, result] = inOrder(describedAs(exposes), from('thing', { gas: 1 }));
    expect(result?.signals).toEqual([]);
    expect(result?.observations).toMatchObject([{ readings: [{ kind: 'gas-meter', value: 1, unit: 'm³' }] }]);
  });

  it('a water meter shows its dial; what ran today is none, because it begins anew every night', () => {
    const exposes = ['water_consumed', 'daily_water_consumption'].map((name) => ({
      ...{ type: 'numeric', name, property: name, access: 1, unit: 'm³' },
    }));
    const [, result] = inOrder(
      describedAs(exposes),
      from('thing', { water_consumed: 12.3, daily_water_consumption: 1 }),
    );
    expect(result?.observations).toMatchObject([{ readings: [{ kind: 'water-meter', value: 12.3, unit: 'm³' }] }]);
  });

  it('a contact is open when its definition says so, which is usually the wrong way round', () => {
    const readings = (exposes: readonly unknown[], contact: unknown) =>
      inOrder(describedAs(exposes), from('thing', { contact }))[1]?.observations[0]?.readings;
    const inverted = [binary('contact', { value_on: false, value_off: true })];
    expect(readings(inverted, false)).toEqual([{ kind: 'contact-open', value: 1, unit: null }]);
    expect(readings(inverted, true)).toEqual([{ kind: 'contact-open', value: 0, unit: null }]);
    expect(readings([binary('contact')], true)).toEqual([{ kind: 'contact-open', value: 1, unit: null }]);
    expect(readings([], false)).toEqual([{ kind: 'contact-open', value: 1, unit: null }]);
  });

  it.each([
    ['status', ['unoccupied', 'sitting', 'falling'], 'falling', 'likely'],
    ['fall_status', ['normal', 'fall_warning', 'fall_alarm'], 'fall_alarm', 'likely'],
    ['fall_status', ['normal', 'fall_warning', 'fall_alarm'], 'fall_warning', 'possible'],
    ['fall_down_status', ['none', 'maybe_fall', 'fall'], 'fall', 'likely'],
    ['fall_down_status', ['none', 'maybe_fall', 'fall'], 'maybe_fall', 'possible'],
  ])('a person fell: %s %j says %s', (property, values, word, certainty) => {
    const exposes = [{ type: 'enum', name: property, property, values, access: 1 }];
    const [, fall, up] = inOrder(
      describedAs(exposes),
      from('thing', { [property]: word }),
      from('thing', { [property]: values[0] }),
    );
    expect(fall?.signals).toMatchObject([{ kind: 'fall', phase: 'raise', certainty }]);
    expect(up?.signals).toMatchObject([{ kind: 'fall', phase: 'clear' }]);
  });

  it('the status of a curtain is no fall', () => {
    const exposes = [{ type: 'enum', name: 'status', property: 'status', values: ['opening', 'closing'], access: 1 }];
    expect(after(exposes, { status: 'opening' })).toEqual([]);
  });

  it('a bare alarm means what the device is registered as, and nothing of a siren', () => {
    const of = (name: string) =>
      inOrder(describedAs([binary('alarm')], name), from(name, { alarm: true }))[1]?.signals.map(({ kind }) => kind);
    expect(of('kitchen_smoke')).toEqual(['smoke']);
    expect(of('siren')).toEqual([]);
  });
});

describe('what misleads', () => {
  it('alarm and restore in one message: the alarm is heard, and nothing says that it is over', () => {
    expect(kinds(from('bath_sos', { action: 'emergency', sos: false, smoke: true, gas: false }))).toEqual([
      'raise sos',
      'raise smoke',
    ]);
  });

  it('everything at once: each kind once, the most urgent first', () => {
    const everything = Object.fromEntries(
      ['sos', 'smoke', 'gas', 'carbon_monoxide', 'water_leak', 'tamper', 'battery_low'].map((name) => [name, true]),
    );
    const result = decode(from('bath_sos', { ...everything, fall_status: 'fall_alarm', action: 'sos' }));
    expect(result.signals.map(({ kind }) => kind).sort()).toEqual(
      ['sos', 'smoke', 'gas', 'carbon-monoxide', 'water', 'tamper', 'battery-low', 'fall'].sort(),
    );
    expect(result.signals.at(-1)?.kind).toBe('battery-low');
    expect(faultsOf(result)).toEqual([]);
  });

  it('a device registered twice, as a button and as a door: its press is a press', () => {
    const device: DeviceBinding = {
      id: 'hub-1',
      role: 'hub',
      children: { twice: { id: 'door', role: 'door' }, '0x7': { id: 'button', role: 'sos-button' } },
    };
    const devices = [{ ieee_address: '0x7', friendly_name: 'twice', type: 'EndDevice' }];
    const [, press] = inOrder(
      from('bridge/devices', devices, { device }),
      from('twice', { action: 'single' }, { device }),
    );
    expect(press?.signals).toMatchObject([{ kind: 'sos', sourceId: 'button' }]);
  });

  it('a hub that reports for another home speaks for itself alone', () => {
    // Another home's button, carried here: this hub's list does not have it, so nobody is taken for its owner.
    const devices = [{ ieee_address: '0xother', friendly_name: 'other_home_sos', type: 'EndDevice' }];
    const [, press] = inOrder(from('bridge/devices', devices), from('other_home_sos', { action: 'emergency' }));
    expect(press?.signals).toMatchObject([
      { kind: 'sos', deviceKey: 'hub-1', sourceId: null, doubts: ['unregistered-child'] },
    ]);
  });

  it('availability that flaps once a second rings nothing', () => {
    const flaps = Array.from({ length: 600 }, (_, second) =>
      from('bath_sos/availability', second % 2 ? 'online' : 'offline', { afterMs: second * 1_000 }),
    );
    const results = inOrder(...flaps);
    expect(results.flatMap(({ signals }) => signals)).toEqual([]);
    expect(results.every(({ priority }) => priority === 'batch')).toBe(true);
  });

  it('a clock that runs backwards loses no press', () => {
    const results = inOrder(
      ...[0, 1, 2, 3].map((n) =>
        from('bath_sos', { action: 'single', last_seen: `2026-01-15T08:2${9 - n}:00Z` }, { afterMs: n * 1_000 }),
      ),
    );
    expect(results.map(({ signals }) => signals.map(({ phase, kind }) => `${phase} ${kind}`))).toEqual(
      Array.from({ length: 4 }, () => ['raise sos']),
    );
    expect(new Set(results.map(({ signals }) => signals[0]?.alertId)).size).toBe(4);
  });
});

describe('replays', () => {
  const press = { action: 'emergency', battery: 90 };

  it('a replay of the press we know is a visible note', () => {
    const [, replay] = inOrder(from('bath_sos', press), from('bath_sos', press, { retained: true }));
    expect(replay?.signals).toMatchObject([{ kind: 'sos', phase: 'note', doubts: ['replayed'] }]);
  });

  it('a replay of a press we never saw raises', () => {
    expect(decode(from('bath_sos', press, { retained: true })).signals).toMatchObject([
      { kind: 'sos', phase: 'raise', doubts: ['replayed'] },
    ]);
  });

  it('the same press again, live, is a press', () => {
    const [first, second] = inOrder(from('bath_sos', press), from('bath_sos', press, { afterMs: 1 }));
    expect(second?.signals).toMatchObject([{ kind: 'sos', phase: 'raise', doubts: [] }]);
    expect(second?.signals[0]?.alertId).not.toBe(first?.signals[0]?.alertId);
    expect(second?.signals[0]?.dedupeKey).toBe(first?.signals[0]?.dedupeKey);
  });

  it('replayed smoke raises unless it is what we know', () => {
    const [first, second] = inOrder(
      from('kitchen_smoke', { smoke: true }, { retained: true }),
      from('kitchen_smoke', { smoke: true }, { retained: true }),
    );
    expect(first?.signals).toMatchObject([{ phase: 'raise' }]);
    expect(second?.signals).toMatchObject([{ phase: 'note' }]);
  });

  it('one press on two topics is one press and a note', () => {
    const results = inOrder(from('bath_sos', press), from('bath_sos/action', 'emergency', { afterMs: 40 }));
    expect(results.map((result) => result.signals[0]?.phase)).toEqual(['raise', 'note']);
    const reversed = inOrder(from('bath_sos/action', 'emergency'), from('bath_sos', press, { afterMs: 40 }));
    expect(reversed.map((result) => result.signals[0]?.phase)).toEqual(['raise', 'note']);
  });

  it('a replayed state proves no life', () => {
    expect(decode(from('bath_sos', { battery: 90 }, { retained: true })).observations).toMatchObject([
      { online: null },
    ]);
  });
});

describe('the hub itself', () => {
  it.each([
    ['{"state":"online"}', true],
    ['{"state":"offline"}', false],
    ['online', true],
    ['offline', false],
    ['??', null],
  ])('bridge/state %s', (payload, online) => {
    expect(decode(from('bridge/state', payload))).toMatchObject({
      priority: 'batch',
      signals: [],
      observations: [{ deviceKey: 'hub-1', child: null, online }],
    });
  });

  it.each([
    ['{"state":"online"}', true],
    ['offline', false],
  ])('availability %s is of the child', (payload, online) => {
    expect(decode(from('bath_sos/availability', payload)).observations).toMatchObject([
      { child: 'bath_sos', sourceId: 'hub-1.bath_sos', online },
    ]);
  });

  it('says so when a registered device leaves it', () => {
    const leave = { type: 'device_leave', data: { friendly_name: 'bath_sos', ieee_address: '0x1' } };
    expect(decode(from('bridge/event', leave)).signals).toMatchObject([
      { kind: 'offline', child: 'bath_sos', phase: 'raise' },
    ]);
    expect(kinds(from('bridge/event', { type: 'device_leave', data: { friendly_name: 'lamp' } }))).toEqual([]);
  });

  it.each(['bridge/logging', 'bridge/health', 'bridge/info', 'bridge/devices'])(
    '%s never alarms, readable or not',
    (topic) => {
      expect(kinds(from(topic, 'emergency \u0001'))).toEqual([]);
      expect(kinds(from(topic, { action: 'emergency' }))).toEqual([]);
    },
  );

  it('commands to its devices are not their words', () => {
    expect(decode(from('bath_sos/set', { action: 'emergency' }))).toMatchObject({
      signals: [],
      issues: [{ code: 'own-echo' }],
    });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['malformed', '{"action":"emer'],
    ['a number', '7'],
    ['a list', '[]'],
    ['nothing', ''],
    ['NUL', new Uint8Array([0])],
    ['no UTF-8', new Uint8Array([0x7b, 0xc3, 0x28])],
    ['9 KiB', new Uint8Array(9 * 1024).fill(0x20)],
  ])('%s on a device topic raises', (_, payload) => {
    expect(decode({ ...from('bath_sos', ''), payload }).signals).toMatchObject([
      { kind: 'unspecified', phase: 'raise', sourceId: 'hub-1.bath_sos' },
    ]);
  });

  it('a press cut at any byte raises, as a press from the byte on at which the word is complete', () => {
    const complete = '{"action":"emergency"'.length;
    for (const payload of truncations(bytes('{"action":"emergency","battery":100}')))
      expect(decode({ ...from('bath_sos', ''), payload }).signals).toMatchObject([
        { kind: payload.length < complete ? 'unspecified' : 'sos', phase: 'raise' },
      ]);
  });

  it.each([
    ['Z18: a NUL behind it', bytes('{"action":"emergency"}\u0000')],
    ['a list around it', bytes('[{"action":"emergency"}]')],
    ['a string around it', bytes('"{\\"action\\":\\"emergency\\"}"')],
    ['nan in it', bytes('{"linkquality":nan,"action":"emergency"}')],
    ['a comma too many', bytes('{"action":"emergency",}')],
    ['UTF-16', new Uint8Array([0xff, 0xfe, ...Buffer.from('{"action":"emergency"}', 'utf16le')])],
    [
      'a name in another encoding',
      new Uint8Array([...bytes('{"n":"'), 0xce, 0xc0, ...bytes('","action":"emergency"}')]),
    ],
  ])('%s: a press is a press, and doubted', (_, payload) => {
    for (const name of ['bath_sos', 'nobody_knows'])
      expect(decode({ ...from(name, ''), payload }).signals).toMatchObject([
        { kind: 'sos', phase: 'raise', doubts: expect.arrayContaining(['repaired']) },
      ]);
  });

  it('a detector that is damaged says its own alarm, and what it cannot say is not calm', () => {
    const of = (payload: string): string[] => kinds(from('kitchen_smoke', payload));
    expect(of('{"smoke":true,"battery":8')).toEqual(['raise smoke']);
    expect(of('{"battery":80,"smo')).toEqual(['raise unspecified']);
    expect(of('{"smoke":false,"battery":80}\u0000')).toEqual([]);
    expect(of('{"linkquality":7,"state":"ON"}\u0000')).toEqual([]);
  });
});

describe('the profile is total', () => {
  const rest = fc.oneof(
    fc.constantFrom(
      'bath_sos',
      'kitchen_smoke',
      'bridge/devices',
      'bridge/event',
      'bath_sos/action',
      'bath_sos/availability',
      '__proto__',
      'constructor',
      'x/set',
      '',
    ),
    fc.string(),
  );
  const word = fc.oneof(
    fc.constantFrom('emergency', 'hold', 'release', '', 'ON', 'fall_alarm'),
    fc.boolean(),
    fc.jsonValue(),
  );
  const state = fc.record(
    {
      action: word,
      click: word,
      sos: word,
      smoke: word,
      gas: word,
      battery: word,
      battery_low: word,
      last_seen: word,
      test: word,
      fall_status: word,
      type: word,
      data: word,
    },
    { requiredKeys: [] },
  );

  it('for any bytes on any topic of a hub', () => {
    fc.assert(
      fc.property(rest, fc.uint8Array({ maxLength: 200 }), fc.boolean(), (name, payload, retained) => {
        expect(faultsOf(decode({ topic: `zigbee2mqtt/hub-1/${name}`, payload, retained, device: hub }))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('for any sequence of states', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rest, state, fc.boolean()), { maxLength: 8 }), (messages) => {
        for (const result of inOrder(...messages.map(([name, fields, retained]) => from(name, fields, { retained }))))
          expect(faultsOf(result)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes the session it was given', () => {
    const first = decode(from('bath_sos', { smoke: true }));
    const before = [...first.session.zigbee2mqtt.activeAlarms];
    decode({ ...from('bath_sos', { smoke: false, action: 'sos' }), session: first.session });
    expect([...first.session.zigbee2mqtt.activeAlarms]).toEqual(before);
  });

  it('hears a hub with a thousand devices, and remembers what fits', () => {
    const devices = Array.from({ length: 1000 }, (_, n) => ({
      ieee_address: `0x${n}`,
      friendly_name: `d${n}`,
      type: 'EndDevice',
    }));
    const results = inOrder(
      ...Array.from({ length: 1000 }, (_, n) => from(`d${n}`, { smoke: true })),
      from('bridge/devices', devices.slice(0, 400)),
      from('d999', { action: 'sos' }),
    );
    expect(results.slice(0, 1000).every((result) => result.signals.length === 1)).toBe(true);
    expect(results.at(-1)?.signals).toHaveLength(1);
    expect(results.at(-1)?.session.zigbee2mqtt.activeAlarms.size).toBeLessThanOrEqual(8_192);
  });
});
