import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode, inOrder, type Message } from '../conformance/conformance.js';
import { announcementsIn, newGatewaySession, recallAnnouncements, type GatewayResult } from '../gateway.js';
import type { DeviceBinding } from '../profile.js';

const ADDRESS = '0x00158d0000000001';
const OTHER = '0x00158d0000000002';
const hub: DeviceBinding = {
  id: 'hub-1',
  role: 'hub',
  children: {
    bed_button: { id: 'btn-1', role: 'sos-button', room: '卧室' },
    bath_sos: { id: 'btn-2', role: 'sos-button', room: '卫生间' },
    kitchen_smoke: { id: 'smoke-1', role: 'smoke' },
    [OTHER]: { id: 'by-address', role: 'sos-button' },
  },
};
const from = (name: string, state: unknown, more: Partial<Message> = {}): Message => ({
  topic: `zigbee2mqtt/hub-1/${name}`,
  payload: typeof state === 'string' ? state : JSON.stringify(state),
  device: hub,
  ...more,
});
const list = (...devices: readonly (readonly [address: string, name: string])[]): Message =>
  from('bridge/devices', [
    { ieee_address: '0x0', friendly_name: 'Coordinator', type: 'Coordinator' },
    ...devices.map(([ieee_address, friendly_name]) => ({ ieee_address, friendly_name, type: 'EndDevice' })),
  ]);
const event = (type: string, data: object): Message => from('bridge/event', { type, data });
const last = (...messages: readonly Message[]): GatewayResult => inOrder(...messages).at(-1)!;
const said = (result: GatewayResult): unknown[] =>
  result.signals.map(({ phase, kind, child, sourceId }) => ({ phase, kind, child, sourceId }));
const press = { phase: 'raise', kind: 'sos', child: 'bed_button', sourceId: 'btn-1' };

describe('a child is known by its address, and its name is a label', () => {
  it('Z1: a registered button that was renamed on its hub is still the registered button', () => {
    const renamed = [
      list([ADDRESS, 'bed_button']),
      from('bed_button', { action: 'single' }),
      list([ADDRESS, 'bedroom/sos']),
      from('bedroom/sos', { action: 'single' }),
    ];
    const results = inOrder(...renamed);
    expect(results.map(said)).toEqual([[], [press], [], [press]]);
    expect(results[3]?.signals[0]?.doubts).toEqual([]);
    expect(results[3]?.observations).toMatchObject([{ child: 'bed_button', sourceId: 'btn-1' }]);
  });

  it('Z1: a renaming is kept beyond the process, as plain JSON', () => {
    const { session } = last(list([ADDRESS, 'bed_button']), list([ADDRESS, 'bedroom/sos']));
    const kept: unknown = JSON.parse(JSON.stringify(announcementsIn(session)));
    const recalled = recallAnnouncements(newGatewaySession(), kept, 'hub-1');
    expect(said(decode({ ...from('bedroom/sos', { action: 'single' }), session: recalled }))).toEqual([press]);
  });

  it('a hub that answers a renaming is believed before it sends its list', () => {
    const answer = from('bridge/response/device/rename', { status: 'ok', data: { from: 'bed_button', to: 'x' } });
    expect(said(last(list([ADDRESS, 'bed_button']), answer, from('x', { action: 'single' })))).toEqual([press]);
    expect(said(last(answer, from('x', { action: 'single' })))).toEqual([press]);
  });

  it.each([
    ['upper case', OTHER.toUpperCase().replace('0X', '0x')],
    ['colons', '00:15:8d:00:00:00:00:02'],
    ['no prefix', OTHER.slice(2)],
  ])('a child registered by its address is found however the address is written: %s', (_, key) => {
    const device: DeviceBinding = { id: 'hub-1', role: 'hub', children: { [key]: { id: 'b', role: 'sos-button' } } };
    const [, heard] = inOrder(
      { ...list([OTHER, 'anything']), device },
      { ...from('anything', { action: 'single' }), device },
    );
    expect(heard?.signals).toMatchObject([{ kind: 'sos', child: key, sourceId: 'b' }]);
  });

  it('a child that speaks under its address is the registered one', () => {
    expect(said(decode(from(OTHER, { action: 'single' })))).toMatchObject([{ sourceId: 'by-address' }]);
    expect(said(last(list([ADDRESS, 'bed_button']), from(ADDRESS, { action: 'single' })))).toEqual([press]);
  });

  it('any number of renamings, replays and restarts in any order never loses a press of a registered button', () => {
    const name = fc.constantFrom('bed_button', 'a', 'b/c', 'x y', 'bedroom/sos', 'smoke');
    const step = fc.oneof(
      name.map((to) => ({ to })),
      fc.constant('restart' as const),
      fc.constant('again' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let { session } = decode(list([ADDRESS, 'bed_button']));
        let called = 'bed_button';
        for (const each of steps) {
          if (each === 'restart')
            session = recallAnnouncements(
              newGatewaySession(),
              JSON.parse(JSON.stringify(announcementsIn(session))),
              'hub-1',
            );
          else {
            if (each !== 'again') called = each.to;
            session = decode({ ...list([ADDRESS, called]), session }).session;
          }
          const heard = decode({ ...from(called, { action: 'single' }), session });
          expect(said(heard)).toEqual([press]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('whatever was kept gives a session', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        for (const each of [
          kept,
          { zigbee2mqtt: kept, homeassistant: kept },
          { zigbee2mqtt: [{ name: 'a', exposed: kept }] },
        ])
          expect(recallAnnouncements(newGatewaySession(), each, 'hub-1')).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  it('what a definition means is kept with it: an alarm in its own words, a switch that is none', () => {
    const exposes = [
      { type: 'binary', name: 'smoke', property: 'smoke', access: 1, value_on: 'HOT', value_off: 'COLD' },
      { type: 'binary', name: 'sos', property: 'sos', access: 7, value_on: true, value_off: false },
    ];
    const { session } = decode(
      from('bridge/devices', [
        { ieee_address: OTHER, friendly_name: 'thing', type: 'EndDevice', definition: { exposes } },
      ]),
    );
    const recalled = recallAnnouncements(
      newGatewaySession(),
      JSON.parse(JSON.stringify(announcementsIn(session))),
      'h',
    );
    const heard = (state: object): string[] =>
      decode({ ...from('thing', state), session: recalled }).signals.map(({ kind }) => kind);
    expect(heard({ smoke: 'HOT' })).toEqual(['smoke']);
    expect(heard({ smoke: 'COLD' })).toEqual([]);
    expect(heard({ sos: true })).toEqual([]);
  });
});

describe('a registered child that is gone is work for a person', () => {
  const offline = (child: string, sourceId: string): object => ({ phase: 'raise', kind: 'offline', child, sourceId });

  it('Z7: a child registered by its address that leaves is offline', () => {
    const leave = event('device_leave', { ieee_address: OTHER, friendly_name: 'whatever' });
    expect(said(decode(leave))).toEqual([offline(OTHER, 'by-address')]);
    expect(said(last(list([OTHER, 'whatever']), leave))).toEqual([offline(OTHER, 'by-address')]);
  });

  it('Z7b: a child registered by its name is offline when the event has only its address', () => {
    const leave = event('device_leave', { ieee_address: ADDRESS, friendly_name: ADDRESS });
    expect(said(last(list([ADDRESS, 'bed_button']), leave))).toEqual([offline('bed_button', 'btn-1')]);
    // The list without it may come first.
    const both = inOrder(list([ADDRESS, 'bed_button']), list(), leave);
    expect(both.flatMap(said)).toContainEqual(offline('bed_button', 'btn-1'));
  });

  it('Z7b: after a restart of ours, too', () => {
    const { session } = decode(list([ADDRESS, 'bed_button']));
    const recalled = recallAnnouncements(newGatewaySession(), announcementsIn(session), 'hub-1');
    const leave = event('device_leave', { ieee_address: ADDRESS, friendly_name: ADDRESS });
    expect(said(decode({ ...leave, session: recalled }))).toEqual([offline('bed_button', 'btn-1')]);
  });

  it('one that is on the list no more is offline, once', () => {
    const results = inOrder(list([ADDRESS, 'bed_button']), list(), list());
    expect(results.map(said)).toEqual([[], [offline('bed_button', 'btn-1')], []]);
    const heardOnly = inOrder(from('bath_sos', { action: 'single' }), list([ADDRESS, 'bed_button']));
    expect(said(heardOnly[1]!)).toEqual([offline('bath_sos', 'btn-2')]);
  });

  it('one that left and is missing on the list is told of once', () => {
    const leave = event('device_leave', { ieee_address: ADDRESS, friendly_name: 'bed_button' });
    expect(inOrder(list([ADDRESS, 'bed_button']), leave, list(), list()).map(said)).toEqual([
      [],
      [offline('bed_button', 'btn-1')],
      [],
      [],
    ]);
  });

  it('one that was removed on the hub is offline; a lamp that goes is nothing', () => {
    const removed = (id: string): Message => from('bridge/response/device/remove', { status: 'ok', data: { id } });
    expect(said(last(list([ADDRESS, 'bed_button']), removed(ADDRESS)))).toEqual([offline('bed_button', 'btn-1')]);
    expect(said(last(list(['0x9', 'lamp']), removed('lamp')))).toEqual([]);
    expect(said(last(list(['0x9', 'lamp']), list()))).toEqual([]);
  });

  it('one that was paired anew under its name is the registered one again', () => {
    const leave = event('device_leave', { ieee_address: ADDRESS, friendly_name: 'bed_button' });
    const joined = event('device_joined', { ieee_address: '0x77', friendly_name: 'bed_button' });
    expect(said(last(list([ADDRESS, 'bed_button']), leave, joined, from('bed_button', { action: 'single' })))).toEqual([
      press,
    ]);
    const named = list(['0x77', 'bed_button']);
    expect(said(last(list([ADDRESS, 'bed_button']), leave, named, from('bed_button', { action: 'single' })))).toEqual([
      press,
    ]);
  });

  it('a name that went to another device while its own is still there is a fault, and both are heard', () => {
    const [, swapped, one, other] = inOrder(
      list([ADDRESS, 'bed_button'], ['0x77', 'new']),
      list([ADDRESS, 'hall'], ['0x77', 'bed_button']),
      from('hall', { action: 'single' }),
      from('bed_button', { action: 'single' }),
    );
    expect(said(swapped!)).toMatchObject([{ kind: 'fault', child: 'bed_button' }]);
    expect([said(one!), said(other!)]).toEqual([[press], [press]]);
  });
});

describe('who pressed, and where', () => {
  it('M6: two buttons of one hub are told apart by the name and the id they are registered under', () => {
    expect(said(decode(from('bath_sos', { action: 'emergency' })))).toEqual([
      { phase: 'raise', kind: 'sos', child: 'bath_sos', sourceId: 'btn-2' },
    ]);
    expect(said(decode(from('bed_button', { action: 'emergency' })))).toEqual([press]);
    const keys = ['bath_sos', 'bed_button'].map(
      (name) => decode(from(name, { action: 'emergency' })).signals[0]?.dedupeKey,
    );
    expect(new Set(keys).size).toBe(2);
  });

  it('Z2: frames of one press that differ in signal, battery and clock are known by what they say', () => {
    const frames = [18, 60, 3].map((linkquality, n) =>
      from(
        'bath_sos',
        { action: 'emergency', linkquality, battery: 90 - n, last_seen: 1_768_465_800_000 + n },
        { afterMs: n * 200 },
      ),
    );
    const keys = inOrder(...frames).map(({ signals }) => signals[0]?.dedupeKey);
    expect(new Set(keys).size).toBe(1);
    expect(keys).not.toContain(decode(from('bath_sos', { smoke: true })).signals[0]?.dedupeKey);
    expect(keys).not.toContain(decode(from('bed_button', { action: 'emergency' })).signals[0]?.dedupeKey);
  });

  it.each([
    ['milliseconds', (at: number) => at],
    ['seconds', (at: number) => at / 1_000],
    ['milliseconds in a string', (at: number) => String(at)],
    ['ISO 8601', (at: number) => new Date(at).toISOString()],
    ['ISO 8601 of another zone', (at: number) => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')],
  ])('Z14: a last_seen of eight hours ago in %s is the time of the device, and doubted', (_, write) => {
    const now = Date.parse('2026-01-15T08:30:00Z');
    const old = decode(from('bath_sos', { action: 'emergency', last_seen: write(now - 8 * 3_600_000) })).signals[0];
    expect(Date.parse(old?.occurredAt ?? '')).toBe(now - 8 * 3_600_000);
    expect(old).toMatchObject({ kind: 'sos', doubts: ['clock-skew'] });
    const fresh = decode(from('bath_sos', { action: 'emergency', last_seen: write(now - 1_000) }));
    expect(fresh.signals[0]?.doubts).toEqual([]);
  });
});
