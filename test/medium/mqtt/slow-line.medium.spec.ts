// Real: mosquitto, the line to it. Not real: who handles what comes.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BrokerConnection, silentLog } from '@silverbell/adapter-mqtt';
import { freePort } from '@silverbell/adapter-postgres/embedded';
import { connectAsync } from 'mqtt';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerPart } from '../../rig/broker.js';
import { until } from './broker-world.js';

jest.setTimeout(240_000);

/** Longer in all than the line waits for a sign of life (one and a half times this), and shorter for each message. */
const KEEPALIVE_S = 6;
const EACH_TAKES_MS = 800;
const MESSAGES = 15;

let folder: string;
let broker: BrokerPart;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-line-'));
  broker = new BrokerPart({ folder, port: await freePort() });
  await broker.start();
});
afterEach(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the line to an outside broker', () => {
  it('is not taken for dead while what waits in it is handled, slowly, one after the other', async () => {
    let breaks = 0;
    const heard: string[] = [];
    const line = new BrokerConnection(
      { url: broker.url, clientId: 'slow', sessionLastsS: 60, keepaliveS: KEEPALIVE_S },
      silentLog,
      {
        left: () => (breaks += 1),
        handle: (packet, done) => {
          heard.push(packet.payload.toString());
          setTimeout(done, EACH_TAKES_MS);
        },
      },
    );
    await line.open({ 'slow/#': { qos: 1 } });
    const sender = await connectAsync(broker.url);
    const sent = Array.from({ length: MESSAGES }, (_, n) => String(n));
    for (const word of sent) await sender.publishAsync('slow/word', word, { qos: 1 });
    await until('everything was handled', () => heard.length >= MESSAGES, 90_000);
    expect(heard).toEqual(sent);
    expect(breaks).toBe(0);
    await sender.endAsync();
    await line.close();
  });
});
