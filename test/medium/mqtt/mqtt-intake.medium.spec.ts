// Real: the embedded broker with its sockets, the intake, the profiles, MQTT.js and mosquitto_pub as clients.
// Not real: what happens to a signal, and the register of devices.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DeviceRole } from '@silverbell/profiles';
import { connect } from 'mqtt';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { brokerWorld, cutOff, DatabaseAway, mosquittoPub, SECRET, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

const ALERT = 'care/v1/pendant-1/alert';
const sos = (id = 'p1', more: object = {}): string => JSON.stringify({ id, kind: 'sos', ...more });

let the: BrokerWorld;
beforeEach(async () => {
  the = await brokerWorld();
});
afterEach(() => the.close());

describe('who may connect', () => {
  it.each([
    ['a wrong password', 'pendant-1', 'guessed', 'wrong-password'],
    ['no password', 'pendant-1', '', 'wrong-password'],
    ['a device that nobody registered', 'pendant-99', SECRET, 'unknown-device'],
    ['a name that is no device id', 'care/v1/#', SECRET, 'no-device-id'],
  ])('%s is refused, counted, and the secret is in no log', async (_, username, password, reason) => {
    await expect(the.connect('pendant-1', { username, password, clientId: `${username}~x` })).rejects.toMatchObject({
      code: 4,
    });
    expect(the.count(`mqtt_connections_refused_total ${reason}`)).toBe(1);
    expect(the.lines.join('\n')).not.toContain('guessed');
    expect(the.lines.join('\n')).not.toContain(SECRET);
  });

  it('a client id of another device is refused: it would throw that one out', async () => {
    const victim = await the.connect('pendant-2', { clientId: 'pendant-2' });
    await expect(the.connect('pendant-1', { clientId: 'pendant-2' })).rejects.toMatchObject({ code: 2 });
    expect(victim.connected).toBe(true);
  });

  it('a second connection of a device stands beside the first', async () => {
    const first = await the.connect('pendant-1', { clientId: 'pendant-1' });
    await the.connect('pendant-1', { clientId: 'pendant-1~bedroom' });
    await first.publishAsync(ALERT, sos(), { qos: 1 });
    expect(the.signals).toHaveLength(1);
  });

  it('a fifth connection is refused, and a place that was left is free again', async () => {
    const four = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => the.connect('pendant-1', { clientId: `pendant-1~${name}` })),
    );
    await expect(the.connect('pendant-1', { clientId: 'pendant-1~e' })).rejects.toMatchObject({ code: 3 });
    expect(the.count('mqtt_connections_refused_total too-many-connections')).toBe(1);
    await four[0]!.endAsync();
    await until('the place is free', () =>
      the.connect('pendant-1', { clientId: 'pendant-1~e' }).then(
        () => true,
        () => false,
      ),
    );
  });

  it('a device without a client id of its own gets one', async () => {
    const client = await the.connect('pendant-1', { clientId: '' });
    await client.publishAsync(ALERT, sos(), { qos: 1 });
    expect(the.signals).toHaveLength(1);
  });

  it('a device that was let in before is let in while the register is away: it may hold a press', async () => {
    await (await the.connect('pendant-1')).endAsync();
    the.state.registerAway = true;
    await the.connect('pendant-1');
    await expect(the.connect('pendant-2')).rejects.toMatchObject({ code: 3 });
  });

  it('a device in a reconnect loop waits, and the others do not notice', async () => {
    const attempts = Array.from({ length: 80 }, (_, n) =>
      the
        .connect('pendant-1', { clientId: `pendant-1~${n}`, password: 'x' })
        .catch((error: { code: number }) => error.code),
    );
    expect(await Promise.all(attempts)).toContain(3);
    await the.connect('pendant-2');
  });
});

describe('where a device may speak and listen', () => {
  it('publishing under another device is refused, counted, and seen by people as a fault of the one that did it', async () => {
    const thief = await the.connect('pendant-1');
    const gone = cutOff(thief);
    thief.publish('care/v1/pendant-2/alert', sos(), { qos: 1 });
    await gone;
    await until('the fault is told', () => the.signals.length > 0);
    expect(the.signals).toEqual([expect.objectContaining({ deviceId: 'pendant-1', kind: 'fault' })]);
    expect(the.count('mqtt_publish_refused_total foreign-topic')).toBe(1);
  });

  it.each([
    '$SYS/broker/uptime',
    'internal/positions',
    'internal/presence/i-1',
    'care/v1/pendant-10/alert',
    'zigbee2mqtt/hub-1/bath_sos',
    'anything',
  ])('%s may not be published', async (topic) => {
    const client = await the.connect('pendant-1');
    const gone = cutOff(client);
    client.publish(topic, sos(), { qos: 1 });
    await gone;
    expect(the.signals.filter(({ kind }) => kind !== 'fault')).toEqual([]);
  });

  it.each([
    '#',
    'care/v1/+/receipt',
    'care/v1/pendant-2/receipt',
    '$share/g/care/v1/pendant-1/alert',
    '$SYS/#',
    'internal/#',
    'internal/presence/+',
    'zigbee2mqtt/#',
  ])('%s may not be listened to', async (filter) => {
    const client = await the.connect('pendant-1');
    await expect(client.subscribeAsync(filter)).rejects.toThrow();
    expect(client.connected).toBe(true);
  });

  it('a receipt reaches its device and nobody else', async () => {
    const [mine, other] = [await the.connect('pendant-1'), await the.connect('pendant-2')];
    const heard: string[] = [];
    mine.on('message', (_topic, payload) => void heard.push(`mine ${payload.toString()}`));
    other.on('message', (_topic, payload) => void heard.push(`other ${payload.toString()}`));
    await mine.subscribeAsync('care/v1/pendant-1/#', { qos: 1 });
    await other.subscribeAsync('care/v1/pendant-2/#', { qos: 1 });
    await the.broker.publish('care/v1/pendant-1/receipt', 'r1');
    await until('the receipt is there', () => heard.length > 0);
    expect(heard).toEqual(['mine r1']);
  });

  it('a receipt waits for a device with a session that is away for the moment', async () => {
    const session = { clientId: 'pendant-1', clean: false };
    const first = await the.connect('pendant-1', session);
    await first.subscribeAsync('care/v1/pendant-1/receipt', { qos: 1 });
    await first.endAsync();
    await the.broker.publish('care/v1/pendant-1/receipt', 'while away');
    const heard: string[] = [];
    const again = connect(`mqtt://127.0.0.1:${the.port}`, {
      ...session,
      username: 'pendant-1',
      password: SECRET,
      reconnectPeriod: 0,
    });
    again.on('message', (_topic, payload) => void heard.push(payload.toString()));
    await until('the receipt is there', () => heard.length > 0);
    expect(heard).toEqual(['while away']);
    await again.endAsync(true);
  });
});

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

describe('bad input', () => {
  const publish = async (payload: string | Buffer): Promise<void> => {
    await (await the.connect('pendant-1')).publishAsync(ALERT, payload, { qos: 1 });
  };

  it.each([
    ['malformed JSON', Buffer.from('{"id":"p1","kind":"sos"')],
    ['NUL bytes', Buffer.from('{"id":"p1","kind":"sos"}\0\0')],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nothing at all', Buffer.alloc(0)],
    ['a word', Buffer.from('help')],
    ['64 KiB of nothing', Buffer.alloc(64 * 1024, 32)],
  ])('%s is a press that somebody must ask about, keeps its bytes, and is acknowledged', async (_, payload) => {
    await publish(payload);
    expect(the.signals).toHaveLength(1);
    expect(the.signals[0]).toMatchObject({
      deviceId: 'pendant-1',
      kind: 'unspecified',
      phase: 'raise',
      certainty: 'unverified',
    });
    expect(Buffer.from(the.signals[0]!.raw).equals(payload)).toBe(true);
  });

  it.each([
    [
      'wrong types',
      { id: {}, kind: 7, at: [], position: 'here', batteryPct: 'full' },
      { kind: 'unspecified' },
      ['unknown-kind', 'no-id'],
    ],
    ['a kind nobody knows', { id: 'p', kind: 'earthquake' }, { kind: 'unspecified' }, ['unknown-kind']],
    [
      'coordinates at 0/0',
      { id: 'p', kind: 'sos', position: { lat: 0, lng: 0 } },
      { kind: 'sos', position: null },
      ['position-implausible'],
    ],
    [
      'coordinates out of range',
      { id: 'p', kind: 'sos', position: { lat: 95, lng: 500 } },
      { kind: 'sos', position: null },
      ['position-implausible'],
    ],
    [
      'a clock in 1970',
      { id: 'p', kind: 'sos', at: '1970-01-01T00:00:00Z' },
      { kind: 'sos', deviceTime: '1970-01-01T00:00:00Z' },
      ['clock-skew'],
    ],
    [
      'a clock in 2099',
      { id: 'p', kind: 'sos', at: '2099-12-31T23:59:59Z' },
      { kind: 'sos', deviceTime: '2099-12-31T23:59:59Z' },
      ['clock-skew'],
    ],
    ['test:true', { id: 'p', kind: 'sos', test: true }, { kind: 'sos', test: true, phase: 'raise' }, []],
  ])('%s is heard, with its doubts', async (_, message, expected, doubts) => {
    await publish(JSON.stringify(message));
    expect(the.signals).toEqual([expect.objectContaining(expected)]);
    expect(the.signals[0]?.doubts).toEqual(expect.arrayContaining(doubts));
  });

  it.each([
    ['1 MiB', 1024 * 1024],
    ['20 MiB', 20 * 1024 * 1024],
  ])('%s is cut at the socket, opens a case for the device, is counted, and harms nobody else', async (_, bytes) => {
    const other = await the.connect('pendant-2');
    const client = await the.connect('pendant-1');
    const gone = cutOff(client);
    client.publish(ALERT, Buffer.alloc(bytes, 'x'), { qos: 1 });
    await gone;
    await until('the case is there', () => the.signals.length > 0);
    expect(the.signals).toEqual([
      expect.objectContaining({ deviceId: 'pendant-1', kind: 'unspecified', doubts: ['too-large'] }),
    ]);
    expect(the.count('mqtt_oversize_total cut')).toBe(1);
    await other.publishAsync('care/v1/pendant-2/alert', sos(), { qos: 1 });
    expect(the.signals).toHaveLength(2);
  });

  it('a press in front of an oversize packet is not lost with it', async () => {
    const client = await the.connect('pendant-1');
    const gone = cutOff(client);
    client.publish(ALERT, sos('before'), { qos: 0 });
    client.publish(ALERT, Buffer.alloc(200_000, 'x'), { qos: 0 });
    await gone;
    await until('both are there', () => the.signals.length === 2);
    expect(the.signals.map(({ alertId }) => alertId)).toContain('before');
  });

  it('a hub that lists all its devices in one long message stays connected', async () => {
    const hub = await the.connect('hub-1');
    for (const topic of ['bridge/devices', 'bridge/definitions'])
      await hub.publishAsync(`zigbee2mqtt/hub-1/${topic}`, `[${'{},'.repeat(100_000)}{}]`, { qos: 0 });
    await hub.publishAsync('zigbee2mqtt/hub-1/bath_sos', '{"action":"emergency"}', { qos: 1 });
    expect(the.signals).toEqual([expect.objectContaining({ child: 'bath_sos', kind: 'sos' })]);
  });

  it('a detector that announces itself as Home Assistant wants it is heard, and its hub named for the receipt', async () => {
    const hub = await the.connect('hub-1');
    const topic = 'homeassistant/hub-1/binary_sensor/kitchen/config';
    const config = { dev_cla: 'smoke', stat_t: 'homeassistant/hub-1/kitchen/state', name: 'kitchen' };
    await hub.publishAsync(topic, JSON.stringify(config), { qos: 1, retain: true });
    await hub.publishAsync('homeassistant/hub-1/kitchen/state', 'ON', { qos: 1 });
    expect(the.signals).toEqual([expect.objectContaining({ deviceId: 'hub-1', kind: 'smoke', phase: 'raise' })]);
  });

  it.each([0, 1] as const)('a list of 2 MiB is read to its last device, at QoS %s', async (qos) => {
    const hub = await the.connect('hub-1');
    const exposes = [{ type: 'binary', name: 'smoke', property: 'smoke', access: 1, value_on: 'YES', value_off: 'NO' }];
    const devices = Array.from({ length: 2_000 }, (_, n) => ({
      ...{ ieee_address: `0x${n}`, friendly_name: `detector-${n}`, type: 'EndDevice' },
      definition: { description: 'x'.repeat(750), exposes },
    }));
    const list = JSON.stringify(devices);
    expect(list.length).toBeGreaterThan(1.8 * 1024 * 1024);
    await hub.publishAsync('zigbee2mqtt/hub-1/bridge/devices', list, { qos });
    await hub.publishAsync('zigbee2mqtt/hub-1/detector-1999', '{"smoke":"YES"}', { qos: 1 });
    expect(the.signals).toEqual([expect.objectContaining({ child: 'detector-1999', kind: 'smoke', phase: 'raise' })]);
    expect(hub.connected).toBe(true);
  });

  it('bytes that are no MQTT at all close their connection and nothing else', async () => {
    const socket = connectTcp(the.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await closed;
    await publish(sos());
    expect(the.signals).toHaveLength(1);
  });

  it('the same alert fifty times is handed in fifty times, in order', async () => {
    const client = await the.connect('pendant-1');
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => client.publishAsync(ALERT, sos('same', { attempt: n + 1 }), { qos: 1 })),
    );
    expect(the.signals).toHaveLength(50);
    const attempts = the.signals.map(
      ({ raw }) => (JSON.parse(Buffer.from(raw).toString()) as { attempt: number }).attempt,
    );
    expect(attempts).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('200 different alerts of one device in a second are all taken, and doubted', async () => {
    const client = await the.connect('pendant-1');
    await Promise.all(Array.from({ length: 200 }, (_, n) => client.publishAsync(ALERT, sos(`p${n}`), { qos: 1 })));
    expect(new Set(the.signals.map(({ alertId }) => alertId)).size).toBe(200);
    expect(the.count('alert_doubts_total over-quota')).toBeGreaterThan(0);
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
