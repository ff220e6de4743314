/** The parts of the world a simulated hub needs, handed in so that a test can turn them. */
export interface Outside {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
}
export const realOutside = (): Outside => ({ now: Date.now, random: Math.random });
