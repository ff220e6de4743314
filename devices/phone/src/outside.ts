/** What a simulated person needs of the world, handed in so that a test can turn it. */
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
