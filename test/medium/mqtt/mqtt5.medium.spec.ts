// Real: the embedded broker, MQTT.js and mosquitto's clients speaking MQTT 5. Not real: what happens to a signal, and the register.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { connect as connectSocket } from 'node:net';
import { ALERT, brokerWorld, mosquittoPub, SECRET, sos, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

let the: BrokerWorld;
beforeEach(async () => {
  the = await brokerWorld();
});
afterEach(() => the.close());

describe('a device that speaks MQTT 5', () => {
  it.each(['0', '1', '2'])('N7: presses with mosquitto_pub -V mqttv5 at QoS %s', async (qos) => {
    const said = await mosquittoPub(the.port, 'pendant-1', [
      ...['-V', 'mqttv5', '-P', SECRET, '-i', 'pendant-1', '-q', qos, '-t', ALERT, '-m', sos('n7')],
      ...['-D', 'publish', 'user-property', 'made-by', 'somebody', '-D', 'connect', 'session-expiry-interval', '60'],
    ]);
    expect(said).toEqual({ status: 0, said: '' });
    await until('it is heard', () => the.signals.length > 0);
    expect(the.signals).toMatchObject([{ deviceId: 'pendant-1', kind: 'sos', alertId: 'n7' }]);
  });

  it('is told which client id it has when it names none', async () => {
    const said = await mosquittoPub(the.port, 'pendant-1', [
      ...['-V', 'mqttv5', '-P', SECRET, '-q', '1', '-t', ALERT, '-m', sos()],
    ]);
    expect(said).toMatchObject({ status: 0 });
  });

  it('hears its receipts, over TCP and over WebSocket', async () => {
    const urls = [`mqtt://127.0.0.1:${the.port}`, `ws://127.0.0.1:${the.wsPort}`];
    for (const [n, url] of urls.entries()) {
      const client = await the.connect('pendant-1', { protocolVersion: 5, clientId: `pendant-1~${String(n)}` }, url);
      const heard: string[] = [];
      client.on('message', (_topic, payload) => void heard.push(payload.toString()));
      expect(await client.subscribeAsync('care/v1/pendant-1/receipt', { qos: 1 })).toMatchObject([{ qos: 1 }]);
      await client.publishAsync(ALERT, sos(`p${String(n)}`), {
        qos: 1,
        properties: { contentType: 'application/json' },
      });
      await the.broker.publish('care/v1/pendant-1/receipt', `r${String(n)}`);
      await until('the receipt is there', () => heard.length > 0);
      expect(heard).toEqual([`r${String(n)}`]);
      await client.unsubscribeAsync('care/v1/pendant-1/receipt');
      await client.endAsync();
    }
    expect(the.signals).toHaveLength(2);
  });

  it('gets receipts with mosquitto_sub that were sent while it was away', async () => {
    const sub = (...more: string[]) =>
      spawn('mosquitto_sub', [
        ...[
          '-V',
          'mqttv5',
          '-h',
          '127.0.0.1',
          '-p',
          String(the.port),
          '-u',
          'pendant-1',
          '-P',
          SECRET,
          '-i',
          'pendant-1',
        ],
        ...['-c', '-x', '3600', '-q', '1', '-t', 'care/v1/pendant-1/receipt', ...more],
      ]);
    const first = sub('-E');
    await new Promise((resolve) => first.once('close', resolve));
    await the.broker.publish('care/v1/pendant-1/receipt', 'while away');
    const second = sub('-C', '1');
    let said = '';
    second.stdout.on('data', (text: Buffer) => (said += text.toString()));
    await new Promise((resolve) => second.once('close', resolve));
    expect(said).toBe('while away\n');
  });

  it('is told why it is refused', async () => {
    const wrong = the.connect('pendant-1', { protocolVersion: 5, password: 'guessed' });
    await expect(wrong).rejects.toMatchObject({ code: 0x86 });
    const foreign = the.connect('pendant-1', { protocolVersion: 5, clientId: 'pendant-2' });
    await expect(foreign).rejects.toMatchObject({ code: 0x85 });
    const client = await the.connect('pendant-1', { protocolVersion: 5 });
    await expect(client.subscribeAsync('care/v1/pendant-2/receipt')).rejects.toThrow('Not authorized');
    expect(the.refused).toEqual([
      'pendant-1 wrong-secret 127.0.0.1',
      'pendant-1 foreign-client-id 127.0.0.1',
      'pendant-1 admitted',
    ]);
  });

  it('has its will published when its connection breaks, and not when it says goodbye', async () => {
    const will = { topic: 'care/v1/pendant-1/status', payload: Buffer.from('{"online":false}'), qos: 1 as const };
    const options = { protocolVersion: 5 as const, will: { ...will, properties: { willDelayInterval: 0 } } };
    await (await the.connect('pendant-1', options)).endAsync();
    const broken = await the.connect('pendant-1', options);
    broken.stream.destroy();
    await until('the will is there', () => the.seen.some(({ online }) => online === false));
    expect(the.seen.filter(({ online }) => online === false)).toHaveLength(1);
  });
});

describe('a version that nobody here speaks', () => {
  it('is answered in words every client knows, and the registered device that asked is told of', async () => {
    const field = (words: string): Buffer => Buffer.concat([Buffer.from([0, words.length]), Buffer.from(words)]);
    const body = Buffer.concat([
      ...[field('MQTT'), Buffer.from([6, 0xc2, 0, 60]), field('pendant-1'), field('pendant-1'), field(SECRET)],
    ]);
    const socket = connectSocket(the.port, '127.0.0.1');
    const answer = new Promise<Buffer>((resolve) => socket.once('data', resolve));
    socket.write(Buffer.concat([Buffer.from([0x10, body.length]), body]));
    expect([...(await answer)]).toEqual([0x20, 2, 0, 1]);
    await until('it is told', () => the.refused.length > 0);
    expect(the.refused).toEqual(['pendant-1 protocol-version 127.0.0.1']);
    socket.destroy();
  });
});
