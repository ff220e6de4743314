import { describe, expect, it } from '@jest/globals';
import { instant, type Instant } from '@silverbell/kernel';
import { IntakeWatermark, type WatermarkStore } from './intake-watermark.js';

const world = (known: number | null = null) => {
  let now = 1_000_000;
  const written: Instant[] = [];
  const memory: WatermarkStore = {
    read: () => (known === null ? null : instant(known)),
    write: (heard) => void written.push(heard),
  };
  const pulse = new IntakeWatermark({ now: () => instant(now) }, memory);
  return { pulse, written, passes: (ms: number) => (now += ms) };
};

describe('how far an engine has heard', () => {
  it('is nothing at all at first: any copy may be one', () => {
    expect(world().pulse.copiesSince).toBe(0);
  });

  it('goes up to when the word it heard was sent, less what clocks may differ', () => {
    const { pulse, passes } = world();
    const word = pulse.probe();
    passes(300);
    expect(pulse.lagMsOf(word)).toBe(300);
    expect(pulse.copiesSince).toBe(1_000_000 - 5_000);
  });

  it('outlives the process', () => {
    const { pulse, written } = world(900_000);
    expect(pulse.copiesSince).toBe(895_000);
    pulse.lagMsOf(pulse.probe());
    expect(written).toEqual([1_000_000]);
  });

  it('never goes back for a word that was said twice', () => {
    const { pulse, passes } = world();
    const old = pulse.probe();
    passes(10_000);
    pulse.lagMsOf(pulse.probe());
    pulse.lagMsOf(old);
    expect(pulse.copiesSince).toBe(1_005_000);
  });

  it('is now, when the broker kept nothing for us', () => {
    const { pulse } = world(5);
    pulse.reset();
    expect(pulse.copiesSince).toBe(995_000);
  });

  it.each(['', 'x', '-1', '1e300', '99999999999999'])('does not move for %j', (word) => {
    const { pulse, written } = world();
    expect(pulse.lagMsOf(word)).toBeNull();
    expect(written).toEqual([]);
  });
});
