// Real: the embedded broker with its sockets, the intake, the profiles, MQTT.js and mosquitto_pub as clients.
// Not real: what happens to a signal, and the register of devices.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DeviceRole } from '@silverbell/vocabulary';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALERT,
  brokerWorld,
  cutOff,
  DatabaseAway,
  mosquittoPub,
  SECRET,
  sos,
  until,
  type BrokerWorld,
} from './broker-world.js';

jest.setTimeout(240_000);

let the: BrokerWorld;
beforeEach(async () => {
  the = await brokerWorld();
});
afterEach(() => the.close());

describe('the acknowledgement of an alert', () => {
  it('comes after the commit and not before', async () => {
    let commit = (): void => undefined;
    the.state.answer = () => new Promise((resolve) => (commit = () => resolve({ incidentId: null, how: 'raised' })));
    const client = await the.connect('pendant-1');
    const order: string[] = [];
    const acknowledged = client.publishAsync(ALERT, sos(), { qos: 1 }).then(() => order.push('acknowledged'));
    // A ping that was sent after the press comes back before its acknowledgement.
    await client.subscribeAsync('care/v1/pendant-1/receipt');
    order.push('committed');
    commit();
    await acknowledged;
    expect(order).toEqual(['committed', 'acknowledged']);
  });

  it('never comes when nothing was committed: the connection closes, and the device repeats', async () => {
    the.state.answer = () => Promise.reject(new DatabaseAway());
    const client = await the.connect('pendant-1');
    let acknowledged = false;
    client.publish(ALERT, sos(), { qos: 1 }, (error) => (acknowledged = !error));
    await cutOff(client);
    expect(acknowledged).toBe(false);
    expect(the.spooled).toHaveLength(0);
    the.state.answer = () => Promise.resolve({ incidentId: null, how: 'raised' });
    await (await the.connect('pendant-1')).publishAsync(ALERT, sos(), { qos: 1 });
    expect(the.signals).toHaveLength(1);
  });

  it('of a message that MQTT marks as sent before hands the mark on', async () => {
    const client = await the.connect('pendant-1');
    await client.publishAsync(ALERT, sos(), { qos: 1, dup: true });
    await client.publishAsync(ALERT, sos(), { qos: 1 });
    expect(the.signals.map(({ sentBefore }) => sentBefore)).toEqual([true, false]);
  });

  it('does not hold a socket for ever when the database hangs', async () => {
    await the.close();
    the = await brokerWorld({ commitWithinMs: 100 });
    the.state.answer = () => new Promise(() => undefined);
    const client = await the.connect('pendant-1');
    client.publish(ALERT, sos(), { qos: 1 });
    await cutOff(client);
    expect(the.count('alerts_total postponed')).toBe(1);
  });

  it('a press that nobody repeats goes to the disk while the database is away: QoS 0, and a button behind a hub', async () => {
    the.state.answer = () => Promise.reject(new DatabaseAway());
    const pendant = await the.connect('pendant-1');
    const hub = await the.connect('hub-1');
    await pendant.publishAsync(ALERT, sos(), { qos: 0 });
    await hub.publishAsync('zigbee2mqtt/hub-1/bath_sos', '{"action":"emergency"}', { qos: 0 });
    await hub.publishAsync('zigbee2mqtt/hub-1/bed_sos', '{"sos":true}', { qos: 1 });
    await until('three presses are kept', () => the.spooled.length === 3);
    expect(pendant.connected && hub.connected).toBe(true);
  });
});

describe('how a message was published', () => {
  it('a live press with the retain flag is a press, and nobody hears it again later', async () => {
    const client = await the.connect('pendant-1');
    await client.publishAsync(ALERT, sos(), { qos: 1, retain: true });
    expect(the.signals).toEqual([expect.objectContaining({ phase: 'raise' })]);
    expect(the.signals[0]?.doubts).not.toContain('replayed');
    const heard: string[] = [];
    client.on('message', (topic) => void heard.push(topic));
    await client.subscribeAsync('care/v1/pendant-1/#');
    await client.publishAsync('care/v1/pendant-1/status', '{"online":true}', { qos: 1 });
    await until('the line was quiet', () => heard.length > 0);
    expect(heard).toEqual(['care/v1/pendant-1/status']);
  });

  it('a last will says that the device is gone', async () => {
    const client = await the.connect('pendant-1', {
      will: { topic: 'care/v1/pendant-1/status', payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
    });
    client.stream.destroy();
    await until('the device is known to be gone', () => the.seen.some(({ online }) => online === false));
    expect(the.seen.at(-1)).toMatchObject({ deviceId: 'pendant-1', online: false });
  });

  it('a last will on an alert topic is a press that nobody repeats', async () => {
    the.state.answer = () => Promise.reject(new DatabaseAway());
    const client = await the.connect('pendant-1', {
      will: { topic: ALERT, payload: Buffer.from(sos('will')), qos: 1, retain: false },
    });
    client.stream.destroy();
    await until('it is kept', () => the.spooled.length === 1);
  });

  it('heartbeats and telemetry are batched, and are not in front of an alert', async () => {
    let commit = (): void => undefined;
    the.state.answer = () => new Promise((resolve) => (commit = () => resolve({ incidentId: null, how: 'raised' })));
    const client = await the.connect('pendant-1');
    const pressed = client.publishAsync(ALERT, sos(), { qos: 1 });
    await client.publishAsync('care/v1/pendant-1/heartbeat', '{"batteryPct":40}', { qos: 1 });
    await client.publishAsync(
      'care/v1/pendant-1/telemetry',
      '{"readings":[{"kind":"heart-rate","value":72,"unit":"/min"}]}',
      { qos: 1 },
    );
    expect(the.seen.length).toBeGreaterThanOrEqual(2);
    commit();
    await pressed;
  });

  it('a heartbeat that needs no broker is noted, and its device stays connected', async () => {
    const client = await the.connect('pendant-1', { keepalive: 1 });
    await client.publishAsync('care/v1/pendant-1/heartbeat', '{"batteryPct":40}', { qos: 0 });
    await until('it is noted', () => the.seen.some(({ batteryPct }) => batteryPct === 40));
    await client.publishAsync(ALERT, sos(), { qos: 1 });
    expect(the.signals).toHaveLength(1);
    expect(client.connected).toBe(true);
  });

  it('an alarm on the topic of heartbeats is a press, at QoS 0 too', async () => {
    const client = await the.connect('pendant-1');
    await client.publishAsync('care/v1/pendant-1/heartbeat', sos(), { qos: 0 });
    await until('it is a press', () => the.signals.length === 1);
    expect(the.signals[0]).toMatchObject({ kind: 'sos', topic: 'care/v1/pendant-1/heartbeat' });
  });

  it('a device that listens to its own topics hears its heartbeats', async () => {
    const [listener, speaker] = [await the.connect('pendant-1'), await the.connect('pendant-1')];
    const heard: string[] = [];
    listener.on('message', (topic, payload) => void heard.push(`${topic} ${payload.toString()}`));
    await listener.subscribeAsync('care/v1/pendant-1/#');
    await speaker.publishAsync('care/v1/pendant-1/heartbeat', '{"batteryPct":41}', { qos: 0 });
    await until('it is heard', () => heard.includes('care/v1/pendant-1/heartbeat {"batteryPct":41}'));
    await until('it is noted', () => the.seen.some(({ batteryPct }) => batteryPct === 41));
  });

  it('over WebSocket it is the same', async () => {
    const client = await the.connect('pendant-1', {}, `ws://127.0.0.1:${the.wsPort}`);
    await client.publishAsync(ALERT, sos(), { qos: 1 });
    const gone = cutOff(client);
    client.publish(ALERT, Buffer.alloc(1024 * 1024, 'x'), { qos: 1 });
    await gone;
    await until('the cut is a case', () => the.signals.length === 2);
    expect(the.signals.map(({ kind }) => kind)).toEqual(['sos', 'unspecified']);
  });
});

describe('N6: near misses of its own topics', () => {
  it.each([
    ...['care/v1/pendant-1/alert/', 'care/v1/pendant-1/alerts', 'care/v1/pendant-1/alarm', 'care/v1/pendant-1/sos'],
    ...[
      'care/v1/pendant-1/event/alert',
      'care/v1/pendant-1/telemetry/alert',
      'care/v1/pendant-1/ALERT',
      'care/pendant-1/help',
    ],
    ...['care/v1/pendant-1/telemetry', 'care/v1/pendant-1/event', 'care/v1/pendant-1/求救'],
    '/care/v1/pendant-1/alert',
  ])('%s is a press, acknowledged after its commit', async (topic) => {
    let commit: (() => void) | null = null;
    the.state.answer = () => new Promise((resolve) => (commit = () => resolve({ incidentId: null, how: 'raised' })));
    const pressed = (await the.connect('pendant-1')).publishAsync(topic, sos('x'), { qos: 1 });
    let acknowledged = false;
    void pressed.then(() => (acknowledged = true));
    await until('it is being committed', () => commit !== null);
    expect(acknowledged).toBe(false);
    (commit as (() => void) | null)?.();
    await pressed;
    expect(the.signals).toMatchObject([{ deviceId: 'pendant-1', kind: 'sos', alertId: 'x', phase: 'raise' }]);
  });

  it('nobody else hears them, and those of another device stay refused', async () => {
    const other = await the.connect('pendant-2');
    const heard: string[] = [];
    other.on('message', (topic) => void heard.push(topic));
    await other.subscribeAsync('care/v1/pendant-2/#', { qos: 1 });
    const client = await the.connect('pendant-1');
    await client.publishAsync('care/pendant-1/alert', sos('x'), { qos: 1 });
    const gone = cutOff(client);
    client.publish('care/v1/pendant-2/pendant-1/alert', sos('y'), { qos: 1 });
    await gone;
    expect(the.count('mqtt_publish_refused_total foreign-topic')).toBe(1);
    expect(the.signals.map(({ kind, deviceId }) => [kind, deviceId])).toEqual([['sos', 'pendant-1']]);
    expect(heard).toEqual([]);
  });

  it('what is neither telemetry nor an alarm is one task for somebody, with its bytes', async () => {
    const client = await the.connect('pendant-1');
    for (const x of [1, 2, 3])
      await client.publishAsync('care/v1/pendant-1/sensors', JSON.stringify({ x }), { qos: 1 });
    expect(the.signals).toMatchObject([{ kind: 'fault', doubts: ['not-understood'] }]);
    expect(Buffer.from(the.signals[0]!.raw).toString()).toBe('{"x":1}');
    expect(the.count('messages_not_understood_total not-understood')).toBe(3);
  });
});

describe('mosquitto_pub, a client that nobody here wrote', () => {
  it('presses a native pendant', async () => {
    expect(
      await mosquittoPub(the.port, 'pendant-1', ['-P', SECRET, '-t', ALERT, '-q', '1', '-m', sos('foreign')]),
    ).toMatchObject({ status: 0 });
    expect(the.signals).toEqual([expect.objectContaining({ alertId: 'foreign', kind: 'sos' })]);
  });

  it('presses a button behind a hub', async () => {
    await mosquittoPub(the.port, 'hub-1', [
      '-P',
      SECRET,
      '-i',
      'hub-1',
      '-t',
      'zigbee2mqtt/hub-1/bath_sos',
      '-m',
      '{"action":"emergency"}',
    ]);
    await until('it is there', () => the.signals.length > 0);
    expect(the.signals).toEqual([expect.objectContaining({ deviceId: 'hub-1', child: 'bath_sos', kind: 'sos' })]);
  });

  it('is refused with a wrong password', async () => {
    const { status, said } = await mosquittoPub(the.port, 'pendant-1', [
      '-P',
      'wrong',
      '-t',
      ALERT,
      '-q',
      '1',
      '-m',
      sos(),
    ]);
    expect(status).not.toBe(0);
    expect(said).toMatch(/bad user name or password/i);
    expect(the.signals).toHaveLength(0);
  });
});

describe('golden messages', () => {
  interface Golden {
    readonly file: string;
    readonly topic: string;
    readonly role?: DeviceRole;
    readonly retained?: boolean;
    readonly overTheLine?: boolean;
    readonly generate?: { readonly bytes: number; readonly fill: number };
    readonly expect: {
      readonly signals: readonly {
        readonly kind: string;
        readonly phase: string;
        readonly doubts?: readonly string[];
      }[];
    };
  }
  const folder = join(import.meta.dirname, '../../../devices/payloads');
  const { messages } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { messages: readonly Golden[] };
  // What a broker replays on subscribe never comes up a device's own connection.
  const overTheLine = messages.filter(({ overTheLine, retained }) => overTheLine !== false && !retained);

  it.each(overTheLine.map((message) => [message.file, message] as const))(
    '%s',
    async (_, { file, topic: pattern, role, generate, expect: expected }) => {
      const topic = pattern.replace('{device}', 'pendant-1').replace('{hub}', 'hub-1');
      const foreign = topic.startsWith('zigbee2mqtt/');
      const child = topic.split('/').slice(2).join('/');
      the.state.binding = foreign
        ? { id: 'hub-1', role: 'hub', children: role ? { [child]: { id: 'child-1', role } } : {} }
        : null;
      const payload = generate ? Buffer.alloc(generate.bytes, generate.fill) : readFileSync(join(folder, file));
      await (await the.connect(foreign ? 'hub-1' : 'pendant-1')).publishAsync(topic, payload, { qos: 1 });
      expect(the.signals.map(({ kind, phase }) => ({ kind, phase }))).toEqual(
        expected.signals.map(({ kind, phase }) => ({ kind, phase })),
      );
      expected.signals.forEach(({ doubts }, nth) =>
        expect(the.signals[nth]?.doubts).toEqual(expect.arrayContaining([...(doubts ?? [])])),
      );
    },
  );
});
