import { afterEach, describe, expect, it } from '@jest/globals';
import type { Log } from '@silverbell/adapter-mqtt';
import { as, seconds, type DeviceId, type HomeId, type Instant, type SeniorId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { receiveSignal, type Deps } from '@silverbell/usecases';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '@silverbell/usecases/fakes';
import type { Loop } from './loop.js';
import { EngineMetrics } from '../health/metrics.js';
import { makeTicker } from './ticker.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log;

/** Writes down what it is asked. */
class AskedIncidents extends FakeIncidentStore {
  readonly asked: string[] = [];
  stuck = false;

  override async dueIncidents(...args: Parameters<FakeIncidentStore['dueIncidents']>): ReturnType<FakeIncidentStore['dueIncidents']> {
    const due = this.stuck ? [] : await super.dueIncidents(...args);
    this.asked.push(`due ${String(due.length)}`);
    return due;
  }

  override async nextDueAt(): Promise<Instant | null> {
    this.asked.push('next');
    return super.nextDueAt();
  }
}

const tickers: Loop[] = [];
afterEach(() => Promise.all(tickers.splice(0).map((ticker) => ticker.stop())).then(() => undefined));

/** Two homes that pressed, whose first deadlines have come. */
async function ticking() {
  const clock = new FixedClock();
  const [outbox, registry] = [new FakeOutbox(), new FakeCareRecords()];
  const cases = new AskedIncidents(outbox, registry);
  const deps: Deps = {
    ...{
      incidents: cases,
      registry,
      clock,
      helperDirectory: new FakeHelperDirectory(cases),
      notifier: new FakeChangeNotifier(),
      newId: countedIds(),
    },
    timeZone: 'Asia/Shanghai',
  };
  for (const name of ['east', 'west']) {
    const facts = { homeId: as<HomeId>(name), seniorIds: [as<SeniorId>(name)] };
    registry.device(as<DeviceId>(name), {
      homeId: as<HomeId>(name),
      facts: { ...facts, dispatchFirst: false, dementia: false, testWindow: false },
    });
    await receiveSignal(deps, {
      ...{
        deviceId: as<DeviceId>(name),
        child: null,
        alertId: name,
        kind: 'sos',
        phase: 'raise',
        certainty: 'observed',
      },
      ...{ test: false, doubts: [], deviceTime: null, batteryPct: null, position: null, raw: new Uint8Array([1]) },
      ...{ topic: 't', payloadHash: 'h', engineId: 'e', receivedAt: clock.now() },
    });
  }
  clock.advance(seconds(3_600));
  const ticker = makeTicker(deps, new EngineMetrics(), silent);
  tickers.push(ticker);
  return { cases, ticker };
}

describe('the ticker', () => {
  it('looks again at once after it fired, for what fell due meanwhile', async () => {
    const { cases, ticker } = await ticking();
    await ticker.runNow();
    while (!cases.asked.includes('next')) await new Promise((resolve) => setImmediate(resolve));
    expect(cases.asked.slice(0, 3)).toEqual(['due 2', 'due 0', 'next']);
  });

  it('pauses where what is due cannot be had at this moment', async () => {
    const { cases, ticker } = await ticking();
    cases.stuck = true;
    await ticker.runNow();
    await ticker.stop(); // waits for a round that began meanwhile
    expect(cases.asked).toEqual(['due 0', 'next']);
  });
});
