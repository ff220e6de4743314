// Real: the embedded broker with its sockets, the intake, the profiles, MQTT.js and mosquitto_pub as clients.
// Not real: what happens to a signal, and the register of devices.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connect as connectSocket, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ALERT, brokerWorld, mosquittoPub, SECRET, sos, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

const LIMITS = { connections: 120, unproven: 60, perAddress: 40 };
let the: BrokerWorld;
const sockets: Socket[] = [];
beforeEach(async () => {
  the = await brokerWorld({}, null, LIMITS);
});
afterEach(async () => {
  sockets.splice(0).forEach((socket) => socket.destroy());
  await the.close();
});

const silent = async (port: number, count: number): Promise<readonly Socket[]> =>
  Promise.all(
    Array.from({ length: count }, () => {
      const socket = connectSocket(port, '127.0.0.1');
      socket.on('error', () => undefined);
      sockets.push(socket);
      return new Promise<Socket>((resolve) => void socket.once('connect', () => resolve(socket)));
    }),
  );
const press = (user: string, id: string) =>
  mosquittoPub(the.port, user, [
    '-P',
    SECRET,
    '-i',
    `${user}~press`,
    '-q',
    '1',
    '-t',
    `care/v1/${user}/alert`,
    '-m',
    sos(id),
  ]);

describe('the connections of one device', () => {
  it('N17: a fifth connection of a device ends its longest idle one, and its press gets in', async () => {
    const idle: MqttClient[] = [];
    for (const name of ['r4nd1', 'r4nd2', 'r4nd3', 'r4nd4']) {
      idle.push(await the.connect('pendant-1', { clientId: `pendant-1~${name}`, keepalive: 0 }));
      await pause(20);
    }
    const pressed = await press('pendant-1', 'n17');
    expect(pressed).toMatchObject({ status: 0 });
    expect(the.signals).toMatchObject([{ deviceId: 'pendant-1', kind: 'sos', alertId: 'n17' }]);
    await until('one of them is gone', () => idle.some(({ connected }) => !connected));
    expect(idle.map(({ connected }) => connected)).toEqual([false, true, true, true]);
    expect(the.count('connections_ended_total mqtt device-full')).toBe(1);
    expect(the.refused).toContain('pendant-1 too-many-connections 127.0.0.1');
  });

  it('the one that is idle goes, not the one that is older and speaks', async () => {
    const four: MqttClient[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      four.push(await the.connect('pendant-1', { clientId: `pendant-1~${name}`, keepalive: 0 }));
      await pause(20);
    }
    await four[0]!.publishAsync('care/v1/pendant-1/status', '{"online":true}', { qos: 1 });
    await the.connect('pendant-1', { clientId: 'pendant-1~e' });
    await until('one of them is gone', () => four.some(({ connected }) => !connected));
    expect(four.map(({ connected }) => connected)).toEqual([true, false, true, true]);
  });

  it('one that has sent an alarm is not the one that goes, however long it has been idle', async () => {
    const alarmed = await the.connect('pendant-1', { clientId: 'pendant-1~a', keepalive: 0 });
    await alarmed.publishAsync(ALERT, sos(), { qos: 1 });
    for (let n = 0; n < 12; n += 1) {
      await the.connect('pendant-1', { clientId: `pendant-1~n${String(n)}`, keepalive: 0 });
      await pause(5);
    }
    expect(alarmed.connected).toBe(true);
    expect(the.count('connections_ended_total mqtt device-full')).toBe(9);
  });

  it('the will of one that made place does not say that the device is gone', async () => {
    const will = { topic: 'care/v1/pendant-1/status', payload: Buffer.from('{"online":false}'), qos: 1 as const };
    const first = await the.connect('pendant-1', { clientId: 'pendant-1~a', will });
    await pause(20);
    for (const name of ['b', 'c', 'd', 'e']) await the.connect('pendant-1', { clientId: `pendant-1~${name}` });
    await until('it is gone', () => !first.connected);
    expect(the.seen.filter(({ online }) => online === false)).toEqual([]);
  });
});

describe('who has no secret', () => {
  it('cannot keep a device out with wrong secrets and its public name: every right one gets in', async () => {
    let going = true;
    const guesses = Array.from({ length: 8 }, async (_, n) => {
      for (let i = 0; going; i += 1) {
        await the
          .connect('pendant-1', { clientId: `pendant-1~g${String(n)}-${String(i)}`, password: `guess ${String(i)}` })
          .catch(() => undefined);
        await pause(20);
      }
    });
    try {
      await until('somebody guesses a lot', () => the.count('mqtt_connections_refused_total wrong-password') > 80);
      const right: Awaited<ReturnType<typeof press>>[] = [];
      for (let n = 0; n < 20; n += 1) {
        const begun = Date.now();
        right.push(await press('pendant-1', `p${String(n)}`));
        expect(Date.now() - begun).toBeLessThan(4_000);
      }
      expect(right.map(({ status }) => status)).toEqual(right.map(() => 0));
      expect(the.signals).toHaveLength(20);
    } finally {
      going = false;
      await Promise.all(guesses);
    }
  });

  it.each(['port', 'wsPort'] as const)(
    'cannot take the listener %s with silent connections of one host',
    async (listener) => {
      const open = await silent(the[listener], 300);
      const url = listener === 'port' ? `mqtt://127.0.0.1:${the.port}` : `ws://127.0.0.1:${the.wsPort}`;
      const client = await the.connect('pendant-1', { protocolVersion: 4 }, url);
      await client.publishAsync(ALERT, sos(), { qos: 1 });
      expect(the.signals).toHaveLength(1);
      await until('most of them are gone', () => open.filter(({ closed }) => closed).length >= 260);
      expect(the.guardEvents.some(({ reason }) => reason === 'address-full')).toBe(true);
      // Devices whose secret was right stand in the reserve, whether they have sent an alarm or not.
      const quiet = await the.connect('pendant-2', { protocolVersion: 4 }, url);
      const flood = await silent(the[listener], 200);
      await until('most of the flood is gone', () => flood.filter(({ closed }) => closed).length >= 160);
      expect([client.connected, quiet.connected]).toEqual([true, true]);
    },
  );

  it('is gone after some seconds when nothing was proven', async () => {
    const [quiet] = await silent(the.port, 1);
    const [web] = await silent(the.wsPort, 1);
    await until('both are gone', () => quiet!.closed && web!.closed, 20_000);
  });
});

describe('a press of which the end never came', () => {
  const connectPacket = (user: string): Buffer => {
    const field = (words: string): Buffer => Buffer.concat([Buffer.from([0, words.length]), Buffer.from(words)]);
    const body = Buffer.concat([
      ...[field('MQTT'), Buffer.from([4, 0xc2, 0, 60]), field(`${user}~torn`), field(user), field(SECRET)],
    ]);
    return Buffer.concat([Buffer.from([0x10, body.length]), body]);
  };
  const publishPacket = (topic: string, payload: string, qos: 0 | 1): Buffer => {
    const body = Buffer.concat([
      Buffer.from([0, topic.length]),
      Buffer.from(topic),
      ...(qos === 1 ? [Buffer.from([0, 7])] : []),
      Buffer.from(payload),
    ]);
    return Buffer.concat([Buffer.from([0x30 | (qos << 1), body.length]), body]);
  };
  const tornAt = async (packet: Buffer, at: number, end: 'end' | 'resetAndDestroy'): Promise<void> => {
    const [socket] = await silent(the.port, 1);
    socket!.write(connectPacket('pendant-1'));
    await new Promise((resolve) => socket!.once('data', resolve));
    await new Promise<void>((resolve) => void socket!.write(packet.subarray(0, at), () => resolve()));
    socket![end]();
  };

  it.each([
    [0, 'end'],
    [1, 'end'],
    [0, 'resetAndDestroy'],
    [1, 'resetAndDestroy'],
  ] as const)(
    'is heard, unverified, at QoS %s when the connection goes by %s, wherever it was cut',
    async (qos, end) => {
      const packet = publishPacket(ALERT, sos('torn'), qos);
      const begins = 2 + 2 + ALERT.length;
      for (let n = 0; begins + n * 9 < packet.length; n += 1) {
        await tornAt(packet, begins + n * 9, end);
        await until('it is heard', () => the.signals.length === n + 1);
        expect(the.signals[n]).toMatchObject({ deviceId: 'pendant-1', phase: 'raise' });
        expect(the.signals[n]?.doubts).toContain('field-dropped');
      }
    },
  );

  it('is not what a torn heartbeat is', async () => {
    const packet = publishPacket('care/v1/pendant-1/heartbeat', '{"batteryPct":80,"at":null}', 0);
    await tornAt(packet, packet.length - 5, 'end');
    await press('pendant-1', 'after');
    expect(the.signals.map(({ alertId }) => alertId)).toEqual(['after']);
  });
});
