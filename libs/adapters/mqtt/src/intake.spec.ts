import { beforeEach, describe, expect, it } from '@jest/globals';
import { as, instant, type Clock, type DeviceId, type IncidentId } from '@silverbell/kernel';
import type { InboundSignal, Received } from '@silverbell/usecases';
import type { Delivery } from './delivery.js';
import type { ActivityRow, LastSeenRow } from './devices.port.js';
import { Intake, INTAKE_LIMITS } from './intake.js';
import { silentLog } from './log.port.js';
import { Postponed } from './temporary.policy.js';

class Away extends Error {
  readonly code = '57P01';
}

const world = () => {
  const at = { now: 1_000_000 };
  const clock: Clock = { now: () => instant(at.now) };
  const signals: InboundSignal[] = [];
  const spooled: Delivery[] = [];
  const seen: LastSeenRow[] = [];
  const signs: ActivityRow[] = [];
  const counted: Record<string, number> = {};
  let given = 0;
  let answer: (signal: InboundSignal) => Promise<Received> = () =>
    Promise.resolve({ incidentId: as<IncidentId>('i1'), how: 'raised' });
  const intake = new Intake(
    {
      receive: async (signal, along = []) => {
        const received = await answer(signal);
        signals.push(signal, ...along);
        return received;
      },
      bindings: {
        bindingOf: (id) =>
          Promise.resolve({
            id,
            role: 'hub',
            children: { heiman: { id: 'btn-1', role: 'sos-button' }, cube: { id: 'door-1', role: 'door' } },
          }),
      },
      spool: { append: (delivery) => Promise.resolve(void spooled.push(delivery)) },
      seen: { note: (row) => void seen.push(row) },
      signs: { note: (row) => void signs.push(row) },
      isTemporary: (error) => error instanceof Away,
      clock,
      newId: () => `id-${String((given += 1))}`,
      metrics: {
        inc: (name, labels = {}) =>
          void (counted[`${name}:${Object.values(labels).join()}`] =
            (counted[`${name}:${Object.values(labels).join()}`] ?? 0) + 1),
        observe: () => undefined,
      },
      log: silentLog,
      engineId: 'engine-1',
    },
    { ...INTAKE_LIMITS, commitWithinMs: 200, spoolAfterMs: 50 },
  );
  const deliver = (topic: string, payload: string | Uint8Array, more: Partial<Delivery> = {}): Promise<void> =>
    intake.accept({
      deviceId: as<DeviceId>(topic.split('/')[topic.startsWith('care') ? 2 : 1] ?? ''),
      topic,
      payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
      replayed: false,
      repeats: topic.endsWith('/alert'),
      receivedAt: clock.now(),
      doubts: [],
      ...more,
    });
  return {
    at,
    signals,
    spooled,
    seen,
    signs,
    counted,
    intake,
    deliver,
    answers: (next: typeof answer) => void (answer = next),
  };
};

const FRAME = '[3G*1234567890*0000*AL,150126,083000,A,31.230400,N,121.473700,E,0.00,0.0,4.0,8,60,55,1200,0,00010000,0]';
const ALERT = 'care/v1/pendant-1/alert';
const sos = (id = 'p1'): string => JSON.stringify({ id, kind: 'sos' });

let the: ReturnType<typeof world>;
beforeEach(() => {
  the = world();
});

describe('a press', () => {
  it('becomes a signal that says who, what, how sure, and keeps the bytes', async () => {
    await the.deliver(ALERT, sos());
    expect(the.signals).toHaveLength(1);
    expect(the.signals[0]).toMatchObject({
      deviceId: 'pendant-1',
      child: null,
      alertId: 'p1',
      kind: 'sos',
      phase: 'raise',
      test: false,
      engineId: 'engine-1',
      topic: ALERT,
    });
    expect(Buffer.from(the.signals[0]!.raw).toString()).toBe(sos());
  });

  it('says that its device is there; one that a broker kept and says again does not', async () => {
    await the.deliver(ALERT, sos());
    expect(the.seen).toEqual([expect.objectContaining({ deviceId: 'pendant-1', seenAt: expect.any(Number) })]);
    await the.deliver(ALERT, sos('kept'), { replayed: true });
    expect(the.seen).toHaveLength(1);
  });

  it('of a hub is read by what its child is registered as, not by the word it sends', async () => {
    await the.deliver('zigbee2mqtt/hub-1/heiman', '{"action":"single"}');
    await the.deliver('zigbee2mqtt/hub-1/cube', '{"action":"single"}');
    expect(the.signals).toHaveLength(1);
    expect(the.signals[0]).toMatchObject({ deviceId: 'hub-1', child: 'heiman', kind: 'sos' });
  });

  it('that cannot be read is unspecified, with its bytes, and is acknowledged', async () => {
    const bytes = Buffer.from([0xff, 0, 0x7b]);
    await the.deliver(ALERT, bytes);
    expect(the.signals[0]).toMatchObject({
      kind: 'unspecified',
      phase: 'raise',
      doubts: expect.arrayContaining(['unreadable']) as unknown,
    });
    expect(Buffer.from(the.signals[0]!.raw).equals(bytes)).toBe(true);
  });

  it('of one device comes in the order in which it was sent, while other devices pass', async () => {
    const order: string[] = [];
    the.answers(async (signal) => {
      if (signal.alertId === 'p0') await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(signal.alertId);
      return { incidentId: null, how: 'joined' };
    });
    await Promise.all([
      ...Array.from({ length: 5 }, (_, n) => the.deliver(ALERT, sos(`p${n}`))),
      the.deliver('care/v1/other/alert', sos('other')),
    ]);
    expect(order[0]).toBe('other');
    const taken = the.signals.map(({ alertId }) => alertId).filter((id) => id !== 'other');
    expect(taken).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  });

  it('above twenty in a second is doubted, and not one is dropped', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => the.deliver(ALERT, sos(`p${n}`))));
    expect(new Set(the.signals.map(({ alertId }) => alertId)).size).toBe(200);
    expect(the.signals.filter(({ doubts }) => doubts.includes('over-quota'))).toHaveLength(180);
  });

  it('that waits while others of its device are written shares the next step; what differs stands alone, in its order', async () => {
    let steps = 0;
    the.answers(async () => {
      steps += 1;
      await Promise.resolve();
      return { incidentId: null, how: 'joined' };
    });
    const kinds = Array.from({ length: 38 }, (_, n) => (n === 25 ? 'fall' : 'sos'));
    await Promise.all(kinds.map((kind, n) => the.deliver(ALERT, JSON.stringify({ id: `p${String(n)}`, kind }))));
    expect(the.signals.map(({ kind }) => kind)).toEqual(kinds);
    // the first alone, twenty, four, the fall, twelve
    expect(steps).toBe(5);
    expect(the.counted['alerts_coalesced_total:']).toBe(3);
  });

  it('has an id of its own from its arrival on, and keeps it on the disk', async () => {
    await the.deliver(ALERT, sos('p1'));
    the.answers(() => Promise.reject(new Away()));
    await the.deliver(ALERT, sos('p2'), { repeats: false });
    expect([the.signals[0]?.deliveryId, the.spooled[0]?.id]).toEqual(['id-1', 'id-2']);
    the.answers(() => Promise.resolve({ incidentId: null, how: 'joined' }));
    for (const kept of the.spooled) await the.intake.replay(kept);
    const [{ id: _, ...before }] = the.spooled as [Delivery];
    for (let replay = 1; replay <= 2; replay += 1) await the.intake.replay(before);
    const ids = the.signals.map(({ deliveryId }) => deliveryId);
    expect(ids.slice(0, 2)).toEqual(['id-1', 'id-2']);
    // what an older version kept has the same name each time
    expect(ids[2]).toMatch(/^kept:pendant-1:/);
    expect(ids[3]).toBe(ids[2]);
  });
});

describe('while the database is away', () => {
  beforeEach(() => the.answers(() => Promise.reject(new Away())));

  it('a device that repeats gets no acknowledgement, and nothing pretends to be kept', async () => {
    await expect(the.deliver(ALERT, sos())).rejects.toBeInstanceOf(Postponed);
    expect(the.spooled).toHaveLength(0);
  });

  it('a press that nobody repeats goes to the disk', async () => {
    await the.deliver(ALERT, sos(), { repeats: false });
    await the.deliver('zigbee2mqtt/hub-1/heiman', '{"action":"single"}');
    expect(the.spooled.map(({ topic }) => topic)).toEqual([ALERT, 'zigbee2mqtt/hub-1/heiman']);
  });

  it('a heartbeat is simply lost', async () => {
    await the.deliver('zigbee2mqtt/hub-1/heiman/availability', '{"state":"online"}');
    expect(the.spooled).toHaveLength(0);
  });

  it('what lies on the disk is handed in when it is back, and not before', async () => {
    await the.deliver(ALERT, sos(), { repeats: false });
    const [press] = the.spooled;
    expect(await the.intake.replay(press!)).toBe(false);
    the.answers(() => Promise.resolve({ incidentId: null, how: 'raised' }));
    expect(await the.intake.replay(press!)).toBe(true);
    expect(the.signals[0]).toMatchObject({ alertId: 'p1', receivedAt: press!.receivedAt });
  });

  it('a state that was never committed is not taken for known', async () => {
    const smoke = (): Promise<void> => the.deliver('zigbee2mqtt/hub-1/kitchen_smoke', '{"smoke":true}');
    await smoke();
    the.answers(() => Promise.resolve({ incidentId: null, how: 'raised' }));
    await smoke();
    expect(the.signals).toEqual([expect.objectContaining({ kind: 'smoke', phase: 'raise' })]);
  });
});

describe('a database that is slow', () => {
  it('is waited for while it works: the last of many presses is taken like the first', async () => {
    the.answers(async () => {
      the.at.now += 30;
      return Promise.resolve({ incidentId: null, how: 'joined' });
    });
    await Promise.all(Array.from({ length: 100 }, (_, n) => the.deliver(ALERT, sos(`p${n}`))));
    expect(the.signals).toHaveLength(100);
  });
});

describe('a database that hangs', () => {
  beforeEach(() => the.answers(() => new Promise(() => undefined)));

  it('holds no socket for ever: a repeating device is told to come again', async () => {
    await expect(the.deliver(ALERT, sos())).rejects.toBeInstanceOf(Postponed);
  });

  it('lets the presses behind it go to the disk without each waiting its full time', async () => {
    const begun = Date.now();
    const all = Array.from({ length: 20 }, (_, n) => the.deliver(ALERT, sos(`p${n}`), { repeats: false }));
    the.at.now += 60;
    await Promise.all(all);
    expect(the.spooled).toHaveLength(20);
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});

describe('our own mistake', () => {
  it('does not lose the press: it becomes an unreadable one that a person sees', async () => {
    the.answers((signal) =>
      signal.kind === 'sos'
        ? Promise.reject(new TypeError('a bug'))
        : Promise.resolve({ incidentId: null, how: 'raised' }),
    );
    await the.deliver(ALERT, sos());
    expect(the.signals).toEqual([expect.objectContaining({ kind: 'unspecified', doubts: ['unreadable'] })]);
  });

  it('that breaks even on that is kept on the disk, and the device is not asked for ever', async () => {
    the.answers(() => Promise.reject(new TypeError('a bug')));
    await the.deliver(ALERT, sos());
    expect(the.spooled).toHaveLength(1);
  });
});

describe('what is no alert', () => {
  it('says when a device was heard, and takes no turn among the alerts', async () => {
    await the.deliver('care/v1/pendant-1/heartbeat', '{"batteryPct":55}');
    expect(the.seen).toEqual([expect.objectContaining({ deviceId: 'pendant-1', online: true, batteryPct: 55 })]);
    expect(the.signals).toHaveLength(0);
  });

  it('tells of a hub too when a child speaks through it', async () => {
    await the.deliver('zigbee2mqtt/hub-1/heiman', '{"battery":90}');
    expect(the.seen.map(({ deviceId }) => deviceId)).toEqual(expect.arrayContaining(['btn-1', 'hub-1']));
  });
});

describe('a packet that was cut', () => {
  it('opens a case for the device that sent it', async () => {
    await the.intake.reportCut({
      deviceId: as<DeviceId>('pendant-1'),
      topic: ALERT,
      head: Buffer.from('{"id"'),
      receivedAt: instant(1),
    });
    expect(the.signals[0]).toMatchObject({ deviceId: 'pendant-1', kind: 'unspecified', doubts: ['too-large'] });
  });
});

describe('5,000 retained messages at once, after a broker came back', () => {
  const HUBS = 10;
  const names = Array.from({ length: 5_000 }, (_, n) => `zigbee2mqtt/hub-${n % HUBS}/d${n}`);
  const flood = (): Promise<unknown> =>
    Promise.all(names.map((topic, n) => the.deliver(topic, STATES[n % STATES.length] ?? '', { replayed: true })));
  const STATES = [
    '{"smoke":true}',
    '{"action":"emergency"}',
    '{"water_leak":true,"battery_low":true}',
    '{"smoke":false}',
  ];
  const phases = (): string[] => [...new Set(the.signals.map(({ phase }) => phase))];

  it('each alarm that stands is heard once, and the next flood rings nothing again', async () => {
    await flood();
    expect(phases()).toEqual(['raise']);
    expect(the.signals).toHaveLength(5_000);
    expect(new Set(the.signals.map(({ deviceId, child, kind }) => `${deviceId} ${child} ${kind}`)).size).toBe(5_000);
    the.signals.length = 0;
    the.at.now += 60_000;
    await flood();
    // 1,250 low batteries stand still and need no second word; the rest is said to be a replay.
    expect(phases()).toEqual(['note']);
    expect(the.signals).toHaveLength(3_750);
    expect(the.signals.every(({ doubts }) => doubts.includes('replayed'))).toBe(true);
    expect(the.spooled).toEqual([]);
  });

  it('in one house alone: what does not get its turn lies on the disk, and nothing is lost', async () => {
    const topics = Array.from({ length: 3_000 }, (_, n) => `zigbee2mqtt/hub-1/d${n}`);
    await Promise.all(topics.map((topic) => the.deliver(topic, '{"smoke":true}', { replayed: true })));
    expect(the.signals.length + the.spooled.length).toBe(3_000);
    for (const delivery of the.spooled) expect(await the.intake.replay(delivery)).toBe(true);
    expect(new Set(the.signals.map(({ child }) => child)).size).toBe(3_000);
    expect(the.signals.every(({ phase }) => phase === 'raise')).toBe(true);
  });
});

describe('what came over a bare connection', () => {
  const raw = (payload: string) =>
    the.deliver('raw/watch/c1', payload, { deviceId: as<DeviceId>('watch:1234567890'), repeats: true });

  it('says that a device was heard: no sign of a person, and no place', async () => {
    await raw(FRAME);
    await raw('[3G*1234567890*0008*heart,72]');
    expect(the.signs).toEqual([]);
    expect(the.seen).toMatchObject([
      { deviceId: 'watch:1234567890', unproven: true, position: null },
      { deviceId: 'watch:1234567890', unproven: true, position: null },
    ]);
  });

  it('raises all the same, and says that nothing proves it', async () => {
    await raw(FRAME);
    expect(the.signals).toMatchObject([{ kind: 'sos', phase: 'raise', unproven: true }]);
    expect(the.signals[0]?.position).not.toBeNull();
  });

  it('tells of those turned away once, with the first of its signals', async () => {
    const turnedAway = { count: 3, lastDeviceId: as<DeviceId>('watch:9') };
    const both = FRAME.replace('00010000', '00010001');
    await the.deliver('raw/watch/c1', both, { deviceId: as<DeviceId>('watch:1'), turnedAway });
    expect(the.signals.map((signal) => signal.turnedAway)).toEqual([turnedAway, undefined]);
  });

  it('the same from an authenticated device is a sign, as ever', async () => {
    await the.deliver(ALERT, sos());
    expect(the.signs).toMatchObject([{ deviceId: 'pendant-1', pressed: true }]);
    expect(the.seen.some(({ unproven }) => unproven === true)).toBe(false);
    expect(the.signals[0]?.unproven).toBeUndefined();
  });
});

describe('N6: what a device says below its own prefix', () => {
  it('on a near miss of the alert topic is a press, and is acknowledged after its commit', async () => {
    await the.deliver('care/v1/pendant-1/sos', sos(), { repeats: true });
    expect(the.signals).toMatchObject([{ kind: 'sos', alertId: 'p1', topic: 'care/v1/pendant-1/sos' }]);
    expect(the.signals[0]?.doubts).toContain('near-topic');
    the.answers(() => Promise.reject(new Away()));
    await expect(the.deliver('care/v1/pendant-1/alarm', sos('p2'), { repeats: true })).rejects.toThrow(Postponed);
    await the.deliver('care/v1/pendant-1/alarm', sos('p3'), { repeats: false });
    expect(the.spooled).toMatchObject([{ topic: 'care/v1/pendant-1/alarm' }]);
  });

  it('as an alert on the topic for telemetry has the priority of alerts', async () => {
    the.answers(() => Promise.reject(new Away()));
    await the.deliver('care/v1/pendant-1/telemetry', sos('p4'), { repeats: false });
    expect(the.spooled).toMatchObject([{ topic: 'care/v1/pendant-1/telemetry' }]);
  });
});

describe('what nobody understands', () => {
  const TOPIC = 'care/v1/pendant-1/sensors';

  it('is counted, and is one task of the device in an hour, with its bytes', async () => {
    for (let times = 0; times < 5; times += 1) await the.deliver(TOPIC, `{"x":${String(times)}}`, { repeats: true });
    expect(the.counted['messages_not_understood_total:not-understood']).toBe(5);
    expect(the.signals).toMatchObject([
      {
        deviceId: 'pendant-1',
        kind: 'fault',
        phase: 'raise',
        doubts: ['not-understood'],
        topic: TOPIC,
        raisedByPlatform: { homeId: null },
      },
    ]);
    expect(Buffer.from(the.signals[0]!.raw).toString()).toBe('{"x":0}');

    the.at.now += 3_600_000;
    await the.deliver(TOPIC, '{"x":9}', { repeats: true });
    expect(the.signals.map(({ alertId }) => alertId)).toEqual(['not-understood', 'not-understood']);
    expect(the.signals[0]?.dedupeKey).not.toBe(the.signals[1]?.dedupeKey);
  });

  it('of another device is another task', async () => {
    await the.deliver(TOPIC, '{"x":1}', { repeats: true });
    await the.deliver('care/v1/pendant-2/sensors', '{"x":1}', { repeats: true });
    expect(the.signals.map(({ deviceId }) => deviceId)).toEqual(['pendant-1', 'pendant-2']);
  });

  it('is told again after a database that was away, so that nobody misses it', async () => {
    the.answers(() => Promise.reject(new Away()));
    await expect(the.deliver(TOPIC, '{"x":1}', { repeats: true })).rejects.toThrow(Postponed);
    the.answers(() => Promise.resolve({ incidentId: as<IncidentId>('i1'), how: 'raised' }));
    await the.deliver(TOPIC, '{"x":1}', { repeats: true });
    expect(the.signals).toHaveLength(1);
  });

  it('is no heartbeat, no ordinary telemetry, and no press that could not be read', async () => {
    await the.deliver('care/v1/pendant-1/heartbeat', 'garbage');
    await the.deliver('care/v1/pendant-1/telemetry', '{"readings":[]}');
    await the.deliver(ALERT, 'garbage');
    expect(the.signals.map(({ kind }) => kind)).toEqual(['unspecified']);
  });
});

describe('what a device marks as sent before', () => {
  const press = '{"kind":"sos"}';
  const again = { sentBefore: true };

  it('is handed on with the mark, and without it when the one before was sent back and never taken in', async () => {
    const the = world();
    await the.deliver('care/v1/pendant-1/alert', press);
    await the.deliver('care/v1/pendant-1/alert', press, again);
    expect(the.signals.map(({ sentBefore }) => sentBefore)).toEqual([false, true]);

    the.answers(() => Promise.reject(new Away()));
    for (let n = 0; n < 2; n += 1)
      await expect(the.deliver('care/v1/pendant-1/alert', press)).rejects.toBeInstanceOf(Postponed);
    the.answers(() => Promise.resolve({ incidentId: as<IncidentId>('i1'), how: 'joined' }));
    for (let n = 0; n < 3; n += 1) await the.deliver('care/v1/pendant-1/alert', press, again);
    expect(the.signals.slice(2).map(({ sentBefore }) => sentBefore)).toEqual([false, false, true]);
  });
});
