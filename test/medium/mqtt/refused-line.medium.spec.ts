// Real: the embedded broker, the lines of pendant, hub and servers. Not real: the register behind the broker.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BrokerConnection, silentLog } from '@silverbell/adapter-mqtt';
import { connectMqtt } from '@silverbell/device-kit';
import { brokerWorld, SECRET, until, type BrokerWorld } from './broker-world.js';

jest.setTimeout(120_000);

let the: BrokerWorld;
const closes: (() => Promise<void>)[] = [];

beforeEach(async () => {
  the = await brokerWorld();
});
afterEach(async () => {
  await Promise.all(closes.splice(0).map((close) => close()));
  await the.close();
});

const url = (login = ''): string => `mqtt://${login}127.0.0.1:${String(the.port)}`;
const will = { topic: 'care/v1/hub-1/status', payload: '{"online":false}', retain: true };
/** Each tells when it was let in. */
const LINES = {
  'a pendant': (isIn: () => void) => {
    const line = connectMqtt({ url: url(), username: 'pendant-1', password: SECRET, clientId: 'pendant-1' });
    line.onConnect(isIn);
    return () => line.close();
  },
  'a hub': (isIn: () => void) => {
    const line = connectMqtt({ url: url(), username: 'hub-1', password: SECRET, clientId: 'hub-1', will });
    line.onConnect(isIn);
    return () => line.close();
  },
  'a server': (isIn: () => void) => {
    const login = `pendant-2:${encodeURIComponent(SECRET)}@`;
    const settings = { url: url(login), clientId: 'pendant-2~line', sessionLastsS: 0, protocol: 4 } as const;
    const line = new BrokerConnection(settings, silentLog, { listening: isIn });
    void line.open();
    return () => line.close();
  },
};

describe('a line that the broker refuses', () => {
  it.each(Object.entries(LINES))('%s asks again until it is let in', async (_, opens) => {
    the.state.registerAway = true;
    let isIn = false;
    closes.push(opens(() => (isIn = true)));
    await until('it was refused', () => the.lines.some((line) => line.includes('connection-refused')));
    expect(isIn).toBe(false);
    the.state.registerAway = false;
    await until('it is let in', () => isIn);
  });
});
