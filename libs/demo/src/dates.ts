import { hours, instant, toIso, type Instant } from '@silverbell/kernel';
import type { Dice } from './prng.js';

export const daysBefore = (at: Instant, days: number): Instant => instant(at - days * hours(24));
export const daysAfter = (at: Instant, days: number): Instant => instant(at + days * hours(24));

/** The birthday of a person who is `age` years old at `at`, and stays so for a month at least. */
export const birthDate = (d: Dice, at: Instant, age: number): string =>
  toIso(daysBefore(at, Math.ceil(age * 365.25) + d.int(2, 330))).slice(0, 10);
