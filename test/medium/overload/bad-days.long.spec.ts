// Real: the whole engine over PostgreSQL and the demo town, devices over MQTT, a line that is slow, providers that answer nothing.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { foldMismatches } from '@silverbell/adapter-postgres';
import { Cable, eventually } from '@silverbell/testing-world/scenario';
import type { Sender } from '@silverbell/usecases';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../mqtt/broker-world.js';
import { buttonsOfHomes, engineStage, type EngineStage, type StageOptions } from './engine-stage.js';

jest.setTimeout(240_000);
const TIMEOUT_MS = 120_000;

let stage: EngineStage | null = null;
const begins = async (options: StageOptions = {}): Promise<EngineStage> => (stage = await engineStage(options));
afterEach(async () => {
  await stage?.close();
  stage = null;
});

/** As a device does it: the same press again until its receipt has come. Resolves to how long that took, in milliseconds. */
async function pressesUntilReceived(on: EngineStage, deviceId: string): Promise<number> {
  const device = await on.device(deviceId);
  const id = `of-${deviceId}`;
  const begun = performance.now();
  await eventually('its press is received', async () => {
    await device.presses(id).catch(() => undefined);
    return eventually('a receipt', () => device.hasReceived(id)).catch(() => false);
  });
  return performance.now() - begun;
}

const openIncidents = async (on: EngineStage) =>
  (await on.queries.listOpen({ regionIds: null, cursor: null, limit: 500 })).items;

/** Everybody's press is received, a case of her own, and told to the consoles. */
async function everybodyIsHeard(on: EngineStage, buttons: readonly string[]): Promise<void> {
  const took = await Promise.all(buttons.map((id) => pressesUntilReceived(on, id)));
  expect(took).toHaveLength(buttons.length);
  const cases = await openIncidents(on);
  expect(cases.flatMap(({ incident }) => incident.alerts.map(({ deviceId }) => deviceId)).sort()).toEqual(
    expect.arrayContaining([...buttons].sort()),
  );
  expect(cases).toHaveLength(buttons.length);
  await until('the consoles were told of each', () => on.told.size >= buttons.length, TIMEOUT_MS);
  expect(await foldMismatches(on.source, on.queries)).toEqual([]);
}

describe('200 alarms within a minute', () => {
  it('are 200 cases, each received and on the consoles', async () => {
    const on = await begins();
    await everybodyIsHeard(on, await buttonsOfHomes(on, 200));
    expect(on.errors).toEqual([]);
  });
});

describe('a database that is slow', () => {
  it('makes presses slow and loses none, while heartbeats pour in', async () => {
    let cable: Cable | null = null;
    const on = await begins({
      way: async (url) => {
        const to = new URL(url);
        const port = Number(to.port);
        const laid = await new Cable(() => port).lay();
        cable = laid;
        to.port = String(laid.localPort);
        to.hostname = '127.0.0.1';
        return { url: to.href, close: () => laid.takeAway() };
      },
    });
    const [noisy, ...buttons] = await buttonsOfHomes(on, 6);
    const chatterer = await on.connectAs(noisy ?? '');
    (cable as Cable | null)!.lateMs = 100;
    const beats = Array.from({ length: 2_000 }, (_, n) =>
      chatterer.publishAsync(`care/v1/${noisy ?? ''}/heartbeat`, JSON.stringify({ batteryPct: n % 100 }), { qos: 0 }),
    );
    await everybodyIsHeard(on, buttons);
    await Promise.all(beats);
    // Written or let go: either is counted, so that nobody takes silence for health.
    await until(
      'every heartbeat is accounted for',
      async () =>
        (await on.metric('silverbell_seen_total{result="written"}')) +
          (await on.metric('silverbell_seen_total{result="dropped"}')) >
        0,
      TIMEOUT_MS,
    );
  });
});

describe('a provider that never answers', () => {
  it('is named on the health page, and holds up no press and no receipt', async () => {
    let asked = 0;
    // What the webhook makes of an address that takes the connection and says nothing (`senders.spec.ts`).
    const deaf = (channel: 'sms' | 'voice'): Sender => ({
      channel,
      send: async () => {
        asked += 1;
        await pause(5_000);
        return { result: 'temporary', error: 'timeout' };
      },
    });
    const on = await begins({ senders: [deaf('sms'), deaf('voice')] });
    // Nobody is on duty: each press rings the overflow centre at once.
    const buttons = await buttonsOfHomes(on, 12);
    await everybodyIsHeard(on, buttons.slice(0, 8));
    await until('the provider was asked', () => asked > 0, TIMEOUT_MS);
    await until(
      'the health page names it',
      async () => (await on.health()).some(({ key }) => key === 'provider:voice'),
      TIMEOUT_MS,
    );
    await Promise.all(buttons.slice(8).map((id) => pressesUntilReceived(on, id)));
  });
});
