import { seededRandom } from '@silverbell/kernel';
import { targetsOf } from './targets.js';

/** No single input may hold the line longer than this, on a machine that is busy with other things. */
const LONGEST_MS = 2_000;
const MOST_SHOWN = 20;

export interface Fuzzed {
  readonly seed: number;
  readonly inputs: number;
  readonly slowestMs: number;
  readonly broken: readonly string[];
}

export interface FuzzRequest {
  readonly seed: number;
  readonly payloads: string;
  /** Asked before each round over all targets. */
  readonly goesOn: (inputs: number) => boolean;
  readonly now: () => number;
}

/** Input after input to every parser. Each input has a seed of its own, which is all it takes to make it again. */
export function fuzz({ seed, payloads, goesOn, now }: FuzzRequest): Fuzzed {
  const targets = targetsOf(payloads);
  const broken: string[] = [];
  let [inputs, slowestMs] = [0, 0];
  for (let round = seed; goesOn(inputs) && broken.length < MOST_SHOWN; round += 1) {
    for (const target of targets) {
      const began = now();
      const fault = faultOf(() => target.run(seededRandom(round)));
      const took = now() - began;
      slowestMs = Math.max(slowestMs, took);
      inputs += 1;
      if (fault !== null) broken.push(`${target.name} (--seed ${String(round)}): ${fault}`);
      if (took > LONGEST_MS)
        broken.push(`${target.name} (--seed ${String(round)}): took ${String(Math.round(took))} ms`);
    }
  }
  return { seed, inputs, slowestMs: Math.round(slowestMs), broken };
}

function faultOf(run: () => string | null): string | null {
  try {
    return run();
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
