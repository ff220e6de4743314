import type { FigureName } from '../figures.js';

export interface Measured {
  readonly figures: Partial<Record<FigureName, number>>;
  /** Why the whole run counts for nothing. */
  readonly invalid: readonly string[];
  /** What the figures were made of, for people. */
  readonly seen: Readonly<Record<string, number | string | readonly number[]>>;
}
