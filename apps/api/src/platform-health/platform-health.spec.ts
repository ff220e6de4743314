import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineProbe } from './engine-probe.js';
import { joinMetrics } from './metrics.controller.js';
import { bothHold } from './readiness.indicator.js';

const engineSaying = async (status: number, body: string) => {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const probe = new EngineProbe({ enginePort: (server.address() as AddressInfo).port });
  return { probe, close: () => new Promise((resolve) => server.close(resolve)) };
};

describe('asking the engine', () => {
  it('passes on what it checks by itself', async () => {
    const { probe, close } = await engineSaying(200, '{"ready":true,"mqtt":true,"database":true}');
    expect(await probe.state()).toEqual({ ready: true, checks: { mqtt: true, database: true } });
    await close();
  });

  it('counts one that is not ready, or answers nonsense, as not ready', async () => {
    const waiting = await engineSaying(503, '{"ready":false,"mqtt":false}');
    expect(await waiting.probe.state()).toEqual({ ready: false, checks: { mqtt: false } });
    await waiting.close();
    const odd = await engineSaying(500, 'oops');
    expect(await odd.probe.state()).toEqual({ ready: false, checks: {} });
    await odd.close();
  });

  it('counts silence as not ready', async () => {
    const { probe, close } = await engineSaying(200, '{}');
    await close();
    expect(await probe.state()).toEqual({ ready: false, checks: {} });
    expect(await probe.metrics()).toBe('');
  });

  it('vouches for nothing when nobody said where it is', async () => {
    expect(await new EngineProbe({ enginePort: null }).state()).toBeNull();
  });
});

describe('what both processes check', () => {
  it('holds only when it holds in both', () => {
    const own = { database: true, writes: false, seeded: true };
    expect(bothHold(own, { database: false, writes: true, ticker: true })).toEqual({
      ...{ database: false, writes: false, seeded: true, ticker: true },
    });
    expect(bothHold(own, {})).toEqual(own);
  });
});

describe('the metrics of both processes', () => {
  it('describe every name once, as Prometheus demands, and keep every value', () => {
    const joined = joinMetrics(
      '# HELP up x\n# TYPE up gauge\nup{process="api"} 1\n',
      '# HELP up x\n# TYPE up gauge\nup{process="engine"} 1\n# TYPE other counter\nother 2\n',
    );
    expect(joined.match(/# TYPE up/g)).toHaveLength(1);
    expect(joined).toContain('up{process="engine"} 1');
    expect(joined).toContain('# TYPE other counter\nother 2');
    expect(joinMetrics('up 1\n', '')).toBe('up 1\n');
  });
});
