import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeadMan } from './dead-man.js';
import { EngineMetrics } from './metrics.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const monitor = async (status = 200) => {
  const heard = { pings: 0 };
  const server = createServer((request, response) => {
    heard.pings += 1;
    request.resume();
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return { heard, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/ping` };
};

const deadMan = (url: string, whyNotWell: () => Promise<string | null>) => {
  const metrics = new EngineMetrics();
  const warnings: string[] = [];
  const log = {
    info: () => undefined,
    error: () => undefined,
    warn: (what: string, facts: object = {}) => void warnings.push(`${what} ${JSON.stringify(facts)}`),
  };
  const man = new DeadMan({ url, intervalS: 3_600, whyNotWell, metrics, log });
  closing.push(() => man.loop.stop());
  const counted = async (result: string): Promise<number> =>
    (await metrics.deadMan.get()).values.find(({ labels }) => labels['result'] === result)?.value ?? 0;
  return { man, counted, warnings };
};

describe('the ping to the outside monitor', () => {
  it('says that all is well when it is', async () => {
    const { heard, url } = await monitor();
    const { man, counted } = deadMan(url, () => Promise.resolve(null));
    await man.loop.runNow();
    expect(heard.pings).toBe(1);
    expect(await counted('sent')).toBe(1);
    expect(man.sinceSentS()).toBeGreaterThanOrEqual(0);
  });

  it('falls silent when the ticker stops, says so once in the log, and speaks again when it is back', async () => {
    const { heard, url } = await monitor();
    let why: string | null = null;
    const { man, counted, warnings } = deadMan(url, () => Promise.resolve(why));
    await man.loop.runNow();
    why = 'ticker';
    await man.loop.runNow();
    await man.loop.runNow();
    expect(heard.pings).toBe(1);
    expect(await counted('withheld')).toBe(2);
    expect(warnings).toEqual(['dead-man-withheld {"why":"ticker"}']);
    why = null;
    await man.loop.runNow();
    expect(heard.pings).toBe(2);
  });

  it('is silent when it cannot find out how things are', async () => {
    const { heard, url } = await monitor();
    const { man } = deadMan(url, () => Promise.reject(new Error('nobody knows')));
    await man.loop.runNow();
    expect(heard.pings).toBe(0);
  });

  it('counts a monitor that refuses or is away, and goes on', async () => {
    const refusing = await monitor(500);
    const first = deadMan(refusing.url, () => Promise.resolve(null));
    await first.man.loop.runNow();
    expect(await first.counted('failed')).toBe(1);
    expect(first.man.sinceSentS()).toBeNull();
    const gone = deadMan('http://127.0.0.1:9/ping', () => Promise.resolve(null));
    await gone.man.loop.runNow();
    expect(await gone.counted('failed')).toBe(1);
    expect(gone.warnings.join()).not.toContain('127.0.0.1');
  });
});
