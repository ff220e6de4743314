import { seededRandom } from '@silverbell/kernel';

/** Seeded dice: the same seed throws the same town on every machine. */
export interface Dice {
  /** 0 ≤ x < 1 */
  next(): number;
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  shuffled<T>(from: readonly T[]): T[];
}

export function dice(seed: number): Dice {
  const next = seededRandom(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[int(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    shuffled: (from) => {
      const cards = [...from];
      for (let i = cards.length - 1; i > 0; i--) {
        const j = int(0, i);
        [cards[i], cards[j]] = [cards[j] as (typeof cards)[number], cards[i] as (typeof cards)[number]];
      }
      return cards;
    },
  };
}
