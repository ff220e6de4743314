/** What a simulated thing needs of the world, handed in so that a test can turn it. Real only in the CLIs. */
export interface Outside {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Does it later; the answer takes it back. */
  later(ms: number, what: () => void): () => void;
}

export const realOutside = (random: () => number = Math.random): Outside => ({
  now: Date.now,
  random,
  later(ms, what) {
    const timer = setTimeout(what, ms);
    return () => clearTimeout(timer);
  },
});

/** The same chances for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
