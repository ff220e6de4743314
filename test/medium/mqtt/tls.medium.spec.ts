// Real: the embedded broker over TLS, an authority made by openssl. Not real: what happens to a signal.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IClientOptions } from 'mqtt';
import { connect, type Socket } from 'node:net';
import { Authority, type Papers } from './authority.js';
import { brokerWorld, SECRET, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(240_000);

let ours: Authority;
let foreign: Authority;
let world: BrokerWorld;
let server: Papers;

beforeAll(async () => {
  ours = new Authority();
  foreign = new Authority();
  server = ours.signs('broker', '127.0.0.1');
  const { certFile, keyFile } = server;
  const tls = { port: 0, certFile, keyFile, clientCaFile: ours.caFile };
  world = await brokerWorld({}, tls, { connections: 120, unproven: 60, perAddress: 40 });
});
afterAll(async () => {
  await world?.close();
  ours?.isRemoved();
  foreign?.isRemoved();
});

/** Without user name or password unless they are given. */
const comes = (deviceId: string, papers: Papers | null, more: IClientOptions = {}) =>
  world.connect(
    deviceId,
    {
      ca: ours.ca,
      ...(papers && { cert: papers.cert, key: papers.key }),
      ...{ username: undefined, password: undefined, clientId: deviceId },
      ...more,
    } as IClientOptions,
    `mqtts://127.0.0.1:${String(world.tlsPort)}`,
  );
const isRefused = (coming: Promise<unknown>): Promise<void> => expect(coming).rejects.toThrow();

describe('the broker over TLS', () => {
  it('hears a device that shows its password', async () => {
    const device = await comes('pendant-1', null, { username: 'pendant-1', password: SECRET });
    await device.publishAsync('care/v1/pendant-1/alert', '{"id":"over-tls","kind":"sos"}', { qos: 1 });
    expect(world.signals.map(({ alertId }) => alertId)).toContain('over-tls');
    await isRefused(comes('pendant-1', null, { username: 'pendant-1', password: 'a guess' }));
  });

  it('takes a certificate of our authority for the device it names, and for no other', async () => {
    const papers = ours.signs('pendant-2');
    const device = await comes('pendant-2', papers);
    await device.publishAsync('care/v1/pendant-2/alert', '{"id":"by-certificate","kind":"sos"}', { qos: 1 });
    expect(world.signals.find(({ alertId }) => alertId === 'by-certificate')?.deviceId).toBe('pendant-2');
    await comes('pendant-2', papers, { username: 'pendant-2', clientId: 'pendant-2~second' });
    // Not even with the other one's password: the two contradict each other.
    await isRefused(comes('pendant-1', papers, { username: 'pendant-1', password: SECRET }));
    await isRefused(comes('hub-1', papers));
  });

  it('refuses a certificate of somebody else’s authority, and one of a device that nobody registered', async () => {
    await isRefused(comes('pendant-2', foreign.signs('pendant-2')));
    await until('it was counted', () => world.count('mqtt_connections_refused_total certificate') > 0);
    await isRefused(comes('stranger', ours.signs('stranger')));
  });

  it('survives whoever speaks no TLS at its door', async () => {
    await isRefused(world.connect('pendant-1', {}, `mqtt://127.0.0.1:${String(world.tlsPort)}`));
    expect(
      (await comes('pendant-1', null, { username: 'pendant-1', password: SECRET, clientId: 'pendant-1~after' }))
        .connected,
    ).toBe(true);
  });

  it('cannot be taken with silent connections of one host', async () => {
    const silent = await Promise.all(
      Array.from({ length: 150 }, () => {
        const socket = connect(world.tlsPort ?? 0, '127.0.0.1');
        socket.on('error', () => undefined);
        return new Promise<Socket>((resolve) => void socket.once('connect', () => resolve(socket)));
      }),
    );
    try {
      const device = await comes('hub-1', ours.signs('hub-1'));
      await until('most of them are gone', () => silent.filter(({ closed }) => closed).length >= 110);
      expect(device.connected).toBe(true);
    } finally {
      silent.forEach((socket) => socket.destroy());
    }
  });
});
