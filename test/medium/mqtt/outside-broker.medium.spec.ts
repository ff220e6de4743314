// Real: mosquitto as the outside broker, the intake client, the intake. Not real: what happens to a signal.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Intake, INTAKE_LIMITS, MqttIntakeClient, noMetrics, silentLog } from '@silverbell/adapter-mqtt';
import { instant } from '@silverbell/kernel';
import type { InboundSignal, Received } from '@silverbell/usecases';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { DatabaseAway, mosquittoPub, until } from './broker-world.js';

jest.setTimeout(240_000);

const ALERT = 'care/v1/pendant-1/alert';
const sos = (id: string): string => JSON.stringify({ id, kind: 'sos' });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const holder = createServer();
    holder.listen(0, '127.0.0.1', () => {
      const { port } = holder.address() as AddressInfo;
      holder.close(() => resolve(port));
    });
  });

let port: number;
let folder: string;
let mosquitto: ChildProcess;
let signals: InboundSignal[];
let answer: (signal: InboundSignal) => Promise<Received>;
let engines: MqttIntakeClient[];

async function startMosquitto(): Promise<void> {
  const program = existsSync('/usr/sbin/mosquitto') ? '/usr/sbin/mosquitto' : 'mosquitto';
  mosquitto = spawn(program, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  await until('mosquitto listens', async () => (await mosquittoPub(port, 'x', ['-t', 'test', '-m', 'x'])).status === 0);
}
async function stopMosquitto(): Promise<void> {
  const gone = new Promise((resolve) => mosquitto.once('exit', resolve));
  mosquitto.kill();
  await gone;
}

async function engine(engineId = 'engine-1'): Promise<MqttIntakeClient> {
  const clock = { now: () => instant(Date.now()) };
  const intake = new Intake(
    {
      receive: async (signal) => {
        const received = await answer(signal);
        signals.push(signal);
        return received;
      },
      bindings: { bindingOf: () => Promise.resolve(null) },
      spool: { append: () => Promise.reject(new Error('nothing is spooled here')) },
      seen: { note: () => undefined },
      isTemporary: (error) => error instanceof DatabaseAway,
      clock,
      newId: randomUUID,
      metrics: noMetrics,
      log: silentLog,
      engineId,
    },
    INTAKE_LIMITS,
  );
  const client = new MqttIntakeClient(
    { intake, clock, metrics: noMetrics, log: silentLog },
    { url: `mqtt://127.0.0.1:${port}`, engineId },
  );
  engines.push(client);
  await client.listen();
  return client;
}
const press = (id: string, ...more: string[]): Promise<unknown> =>
  mosquittoPub(port, 'pendant-1', ['-t', ALERT, '-q', '1', '-m', sos(id), ...more]);

beforeEach(async () => {
  port = await freePort();
  folder = mkdtempSync(join(tmpdir(), 'silverbell-mosquitto-'));
  writeFileSync(
    join(folder, 'mosquitto.conf'),
    `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\npersistence false\n`,
  );
  signals = [];
  engines = [];
  answer = () => Promise.resolve({ incidentId: null, how: 'raised' });
  await startMosquitto();
});
afterEach(async () => {
  await Promise.all(engines.map((one) => one.close()));
  await stopMosquitto();
  rmSync(folder, { recursive: true, force: true });
});

describe('behind an outside broker', () => {
  it('a press is heard, and the answer goes back the same way', async () => {
    const one = await engine();
    const device = await connectAsync(`mqtt://127.0.0.1:${port}`);
    const heard: string[] = [];
    device.on('message', (topic) => void heard.push(topic));
    await device.subscribeAsync('care/v1/pendant-1/receipt', { qos: 1 });
    await press('p1');
    await until('it is heard', () => signals.length === 1);
    expect(signals[0]).toMatchObject({ deviceId: 'pendant-1', alertId: 'p1', phase: 'raise' });
    await one.publish('care/v1/pendant-1/receipt', '{}');
    await until('the device hears', () => heard.length === 1);
    await device.endAsync(true);
  });

  it.each([
    'care/v1/pendant-1/sos',
    'care/v1/pendant-1/event/alert',
    'care/v1/pendant-1/ALERT',
    '/care/v1/pendant-1/alert',
  ])('N6: %s is a press, once, and what the platform says itself is none', async (topic) => {
    const one = await engine();
    await mosquittoPub(port, 'pendant-1', ['-t', topic, '-q', '1', '-m', sos('near')]);
    await until('it is heard', () => signals.length === 1);
    await one.publish('care/v1/pendant-1/receipt', '{"alertId":"near","stage":"received"}');
    await mosquittoPub(port, 'pendant-1', ['-t', 'care/v1/pendant-1/telemetry', '-q', '1', '-m', '{"readings":[]}']);
    await press('exact');
    await until('the press behind them is heard', () => signals.some(({ alertId }) => alertId === 'exact'));
    expect(signals.map(({ kind, alertId }) => [kind, alertId])).toEqual([
      ['sos', 'near'],
      ['sos', 'exact'],
    ]);
  });

  it('N6: a near miss made while the engine was away waits for it', async () => {
    await (await engine()).close();
    await mosquittoPub(port, 'pendant-1', ['-t', 'care/v1/pendant-1/alarm', '-q', '1', '-m', sos('while-away')]);
    await engine();
    await until('it is heard', () => signals.some(({ alertId }) => alertId === 'while-away'));
  });

  it('a press that could not be committed is handed over again, and the ones behind it keep their order', async () => {
    await engine();
    let failures = 2;
    answer = () =>
      failures-- > 0 ? Promise.reject(new DatabaseAway()) : Promise.resolve({ incidentId: null, how: 'raised' });
    await press('p1');
    await press('p2');
    await until('both are there', () => new Set(signals.map(({ alertId }) => alertId)).size === 2);
    expect(signals[0]?.alertId).toBe('p1');
  });

  it('a press made while the engine was away waits for it', async () => {
    await (await engine()).close();
    await press('while-away');
    await engine();
    await until('it is heard', () => signals.some(({ alertId }) => alertId === 'while-away'));
  });

  it('every engine hears every press: none waits in the queue of a dead one', async () => {
    await engine('engine-1');
    await engine('engine-2');
    await press('p1');
    await until('both have it', () => new Set(signals.map(({ engineId }) => engineId)).size === 2);
  });

  it('a press that the broker kept and replays is told from a live one', async () => {
    await press('kept', '-r');
    await engine();
    await until('it is heard', () => signals.length === 1);
    expect(signals[0]?.doubts).toContain('replayed');
    await press('live', '-r');
    await until('the live one is heard', () => signals.length === 2);
    expect(signals[1]?.doubts).not.toContain('replayed');
  });

  it('the engine finds its way back when the broker was started again', async () => {
    await engine();
    await stopMosquitto();
    await startMosquitto();
    await until('presses are heard again', async () => {
      await press('after');
      return signals.some(({ alertId }) => alertId === 'after');
    });
  });

  it('a session that the broker remembers without its subscriptions is not deaf', async () => {
    const heard = await engine('engine-1');
    // Somebody takes the session away, and leaves an empty one of the same name: as a broker that died between the two wrote it down.
    for (const clean of [true, false]) {
      const other = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'silverbell-engine-engine-1', clean });
      await other.endAsync(true);
    }
    await until('presses are heard again', async () => {
      if (heard.connected) await press('after');
      return signals.some(({ alertId }) => alertId === 'after');
    });
  });
});
