/** Clock, randomness and timers of a simulated device or person, handed in so that a test controls them. Real only in the programs. */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Runs `what` after `ms`; the returned function cancels it. */
  later(ms: number, what: () => void): () => void;
}

export const systemEnvironment = (random: () => number = Math.random): Environment => ({
  now: Date.now,
  random,
  later(ms, what) {
    const timer = setTimeout(what, ms);
    return () => clearTimeout(timer);
  },
});
