// Real: the embedded broker with its sockets, the intake, the profiles, MQTT.js and mosquitto_pub as clients.
// Not real: what happens to a signal, and the register of devices.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect } from 'mqtt';
import { ALERT, brokerWorld, cutOff, SECRET, sos, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

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

  it('a device in a reconnect loop with a wrong secret is refused, and the others do not notice', async () => {
    const attempts = Array.from({ length: 80 }, (_, n) =>
      the
        .connect('pendant-1', { clientId: `pendant-1~${n}`, password: 'x', connectTimeout: 20_000 })
        .catch((error: { code: number }) => error.code),
    );
    expect(new Set(await Promise.all(attempts))).toEqual(new Set([4]));
    await the.connect('pendant-2');
  });
});

describe('where a device may speak and listen', () => {
  it('publishing under another device is refused, counted, and told as a fault of the one that did it', async () => {
    const thief = await the.connect('pendant-1');
    const gone = cutOff(thief);
    thief.publish('care/v1/pendant-2/alert', sos(), { qos: 1 });
    await gone;
    expect(the.signals).toEqual([]);
    expect(the.refused).toEqual(['pendant-1 admitted', 'pendant-1 foreign-topic 127.0.0.1']);
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
    expect(the.signals).toEqual([]);
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

  it('one session is kept of a device, under its own name, however many client ids ask for one', async () => {
    const topic = 'care/v1/pendant-1/receipt';
    const sessions = Array.from({ length: 12 }, (_, n) => ({ clientId: `pendant-1~${String(n)}`, clean: false }));
    for (const session of sessions) {
      const once = await the.connect('pendant-1', session);
      await once.subscribeAsync(topic, { qos: 1 });
      await once.endAsync();
    }
    await the.broker.publish(topic, 'while away');
    const kept: boolean[] = [];
    for (const session of sessions) {
      const again = connect(`mqtt://127.0.0.1:${the.port}`, {
        ...{ ...session, username: 'pendant-1', password: SECRET, reconnectPeriod: 0 },
      });
      const connack = await new Promise<{ sessionPresent: boolean }>((resolve, reject) => {
        again.once('connect', resolve);
        again.once('error', reject);
      });
      kept.push(connack.sessionPresent);
      await again.endAsync();
    }
    expect(kept).toEqual(sessions.map(() => false));
  });
});
