// Real: the embedded broker with its sockets, the intake, the profiles, MQTT.js and mosquitto_pub as clients.
// Not real: what happens to a signal, and the register of devices.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect as connectTcp } from 'node:net';
import { ALERT, brokerWorld, cutOff, sos, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

let the: BrokerWorld;
beforeEach(async () => {
  the = await brokerWorld();
});
afterEach(() => the.close());

describe('bad input', () => {
  const publish = async (payload: string | Buffer): Promise<void> => {
    await (await the.connect('pendant-1')).publishAsync(ALERT, payload, { qos: 1 });
  };

  it.each([
    ['malformed JSON', Buffer.from('{"p1","sos"')],
    ['NUL bytes', Buffer.from('\0\0\0')],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nothing at all', Buffer.alloc(0)],
    ['a word that is no kind', Buffer.from('hello')],
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
    ['N1: gas and a byte of 0', '{"id":"k2","kind":"gas"}\0', 'gas'],
    ['N1: panic and a byte of 0', '{"id":"k2","kind":"panic"}\0', 'panic'],
    ['N3: a value nan', '{"id":"k2","kind":"smoke","values":{"ppm":nan},"batteryPct":80}', 'smoke'],
    ['N4: JSON in a string', JSON.stringify('{"id":"k2","kind":"carbon-monoxide"}'), 'carbon-monoxide'],
    ['N4b: JSON in a list', '[{"id":"k2","kind":"gas"}]', 'gas'],
    ['N4c: JSON that breaks off', '{"id":"k2","kind":"gas","position":{"lat":31.2', 'gas'],
    ['JSON that breaks off early', '{"id":"k2","kind":"sos"', 'sos'],
  ])('%s is read, doubted and used, with the id of the device', async (_, payload, kind) => {
    await publish(payload);
    expect(the.signals).toMatchObject([{ deviceId: 'pendant-1', kind, phase: 'raise', alertId: 'k2' }]);
    expect(the.signals[0]?.doubts).toContain('repaired');
  });

  it.each(['help', 'SOS', 'gas'])('the word %s alone is the alarm that it names', async (word) => {
    await publish(word);
    expect(the.signals).toMatchObject([{ kind: word === 'gas' ? 'gas' : 'sos', phase: 'raise' }]);
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
