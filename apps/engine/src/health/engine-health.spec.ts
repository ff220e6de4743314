import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@silverbell/adapter-runtime';
import { instant } from '@silverbell/kernel';
import type { WaitingWork } from '@silverbell/usecases';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineMetrics } from './metrics.js';
import { EngineHealth } from './engine-health.js';

const NOW = instant(1_000_000_000);
const quiet: WaitingWork = { overdue: { count: 0, oldest: null }, backlog: [] };
const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

const engine = (deadManUrl = '') => {
  const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_DEAD_MAN_URL: deadManUrl });
  if (!read.ok) throw new Error(read.sentences.join());
  const state = {
    ticker: 100 as number | null,
    sms: 100 as number | null,
    open: true,
    work: (): Promise<WaitingWork> => Promise.resolve(quiet),
    write: (): Promise<void> => Promise.resolve(),
  };
  const metrics = new EngineMetrics();
  const watch = new EngineHealth({
    settings: read.settings,
    engineId: 'engine-1',
    loops: { ticker: { sinceGoodMs: () => state.ticker }, 'relay:sms': { sinceGoodMs: () => state.sms } },
    door: { isOpen: () => state.open },
    spool: { size: 0 },
    work: { at: () => state.work() },
    heartbeats: { beat: () => state.write() },
    databaseClock: null,
    metrics,
    clock: { now: () => NOW },
    log: silentLog,
  });
  return { state, metrics, watch };
};

describe('an engine that watches itself', () => {
  it('is fresh only while its ticker has good rounds', () => {
    const { state, watch } = engine();
    expect(watch.tickerIsFresh()).toBe(true);
    state.ticker = 11_000;
    expect(watch.tickerIsFresh()).toBe(false);
    state.ticker = null;
    expect(watch.tickerIsFresh()).toBe(false);
  });

  it('counts a database that reads and does not write as one that does not write, until it does', async () => {
    const { state, watch } = engine();
    state.write = () => Promise.reject(new Error('could not extend file: No space left on device'));
    await watch.heartbeat.beat();
    expect(watch.databaseTakesWrites()).toBe(false);
    expect(await watch.databaseAnswers()).toBe(true);
    state.write = () => Promise.resolve();
    await watch.heartbeat.beat();
    expect(watch.databaseTakesWrites()).toBe(true);
  });

  it('says the age of every loop, of the oldest deadline and of every channel as metrics, also when a channel is empty again', async () => {
    const { state, metrics, watch } = engine();
    state.work = () =>
      Promise.resolve({
        overdue: { count: 1, oldest: instant(NOW - 7_000) },
        backlog: [{ channel: 'sms', count: 1, oldest: instant(NOW - 9_000) }],
      });
    await watch.refreshMetrics();
    const text = await metrics.registry.metrics();
    expect(text).toContain('silverbell_deadline_oldest_overdue_seconds 7');
    expect(text).toContain('silverbell_outbox_channel_oldest_seconds{channel="sms"} 9');
    expect(text).toContain('silverbell_loop_heartbeat_age_seconds{engine="engine-1",loop="ticker"} 0.1');
    state.work = () => Promise.resolve(quiet);
    await watch.refreshMetrics();
    expect(await metrics.registry.metrics()).not.toContain('channel="sms"');
  });

  it('pings only when ticker, relays, door and database are well, writes go through and nothing is overdue', async () => {
    let pings = 0;
    const server = createServer((_, response) => {
      pings += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { state, watch } = engine(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    const well = { ...state };
    const faults: Partial<typeof state>[] = [
      { ticker: 11_000 },
      { sms: 61_000 },
      { open: false },
      { work: () => Promise.reject(new Error('away')) },
      { work: () => Promise.resolve({ ...quiet, overdue: { count: 1, oldest: instant(NOW - 6_000) } }) },
    ];
    // Nothing was written yet.
    await watch.deadMan?.loop.runNow();
    await watch.heartbeat.beat();
    for (const fault of faults) {
      Object.assign(state, well, fault);
      await watch.deadMan?.loop.runNow();
    }
    expect(pings).toBe(0);
    Object.assign(state, well);
    await watch.deadMan?.loop.runNow();
    expect(pings).toBe(1);
    await watch.deadMan?.loop.stop();
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  });
});
