import { describe, expect, it } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { after, duration, hours } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { FakeRetentionStore } from '@silverbell/usecases/fakes';
import { EngineMetrics } from '../health/metrics.js';
import { makeRetention } from './retention-loop.js';

describe('the loop of retention', () => {
  it('leaves a start alone, then counts and logs what went', async () => {
    const book = new FakeRetentionStore();
    const clock = new FixedClock();
    book.rows.set('helper-position', [after(clock.now(), duration(-hours(48))), clock.now()]);
    const metrics = new EngineMetrics();
    const said: string[] = [];
    const log = {
      ...silentLog,
      info: (what: string, facts?: object) => void said.push(JSON.stringify({ what, facts })),
    };
    const loop = makeRetention({ retention: book, clock, newId: countedIds() }, 'e1', metrics, log);
    await loop.runNow();
    expect(book.runs).toEqual([]);
    await loop.runNow();
    await loop.stop();
    expect(book.rows.get('helper-position')).toEqual([clock.now()]);
    expect(said.map((line) => (JSON.parse(line) as { what: string }).what).slice(0, 2)).toEqual([
      'retention-begun',
      'retention-ended',
    ]);
    const exported = await metrics.registry.metrics();
    expect(exported).toContain('silverbell_retention_removed_total{what="helper-position"} 1');
    expect(exported).toContain('silverbell_retention_runs_total{what="helper-position"} 1');
  });
});
