import { describe, expect, it } from '@jest/globals';
import { Heartbeat } from './heartbeat.js';

const heart = () => {
  const at = { steady: 0, fails: false, written: 0, troubles: 0, ended: 0 };
  const heartbeat = new Heartbeat({
    write: () => {
      if (at.fails) return Promise.reject(new Error('cannot execute INSERT in a read-only transaction'));
      at.written += 1;
      return Promise.resolve();
    },
    everyMs: 3_600_000,
    onTrouble: () => (at.troubles += 1),
    onEnd: () => Promise.resolve(void (at.ended += 1)),
    monotonicNow: () => at.steady,
  });
  return { at, heartbeat };
};

describe('the heartbeat of a server', () => {
  it('is fresh once one was written, and until its limit is over', async () => {
    const { at, heartbeat } = heart();
    expect(heartbeat.isFresh(10)).toBe(false);
    await heartbeat.start();
    expect(heartbeat.isFresh(10)).toBe(true);
    at.steady = 10_001;
    expect(heartbeat.isFresh(10)).toBe(false);
    await heartbeat.stop();
  });

  it('grows old while the database takes no write, says so once, and is fresh again with the first one that goes through', async () => {
    const { at, heartbeat } = heart();
    await heartbeat.start();
    at.fails = true;
    at.steady = 11_000;
    await heartbeat.beat();
    await heartbeat.beat();
    expect(heartbeat.isFresh(10)).toBe(false);
    expect(at.troubles).toBe(1);
    at.fails = false;
    await heartbeat.beat();
    expect(heartbeat.isFresh(10)).toBe(true);
    at.fails = true;
    await heartbeat.beat();
    expect(at.troubles).toBe(2);
    await heartbeat.stop();
  });

  it('writes one at a time, and takes leave when it is stopped', async () => {
    const { at, heartbeat } = heart();
    await Promise.all([heartbeat.beat(), heartbeat.beat()]);
    expect(at.written).toBe(1);
    await heartbeat.stop();
    expect(at.ended).toBe(1);
  });
});
