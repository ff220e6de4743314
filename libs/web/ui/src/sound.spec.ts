import { beforeEach, describe, expect, it } from '@jest/globals';
import { Sound } from './sound.js';

/** As much of Web Audio as a tone needs; its clock stands where the spec puts it. */
class SilentContext {
  static now = 0;
  static started: number[] = [];
  state = 'running';
  destination = {};
  get currentTime(): number {
    return SilentContext.now;
  }
  resume = () => Promise.resolve();
  createGain = () => {
    const gain = { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined };
    return { gain, connect: () => undefined, disconnect: () => undefined };
  };
  createOscillator = () => {
    const tone = {
      ...{ type: '', frequency: { value: 0 }, stop: () => undefined },
      connect: () => ({ connect: () => undefined }),
      start: () => void SilentContext.started.push(tone.frequency.value),
    };
    return tone;
  };
}

describe('one sound at a time', () => {
  let sound: Sound;
  beforeEach(async () => {
    Object.assign(globalThis, { AudioContext: SilentContext });
    SilentContext.now = 0;
    SilentContext.started = [];
    sound = new Sound();
    expect(await sound.unlock()).toBe(true);
  });
  const RING = [440, 440];

  it('a telephone rings when nothing else sounds', () => {
    sound.playWhenFree('call');
    expect(SilentContext.started).toEqual(RING);
  });

  it('a telephone is left out while an alarm sounds, and rings again behind it', () => {
    sound.play('important');
    SilentContext.started = [];
    sound.playWhenFree('call');
    SilentContext.now = 0.8;
    sound.playWhenFree('call');
    expect(SilentContext.started).toEqual([]);
    SilentContext.now = 0.95;
    sound.playWhenFree('call');
    expect(SilentContext.started).toEqual(RING);
  });

  it('an alarm sounds whatever rings', () => {
    sound.playWhenFree('call');
    SilentContext.started = [];
    expect(sound.play('important')).toBe(true);
    expect(SilentContext.started).toEqual([660, 660, 660]);
  });

  it('a telephone rings at once when an alarm was hushed', () => {
    sound.play('urgent');
    sound.hush();
    SilentContext.started = [];
    sound.playWhenFree('call');
    expect(SilentContext.started).toEqual(RING);
  });
});
