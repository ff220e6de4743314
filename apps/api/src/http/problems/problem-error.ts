import type { Refusal } from '@silverbell/kernel';
import type { Label } from '@silverbell/vocabulary';
import type { Problem } from '@silverbell/wire';
import { slugOf, statusOf, type Slug } from './sentences.js';

export interface ProblemExtras {
  readonly facts?: Refusal['facts'];
  /** A message that is a label is said in the caller's language. */
  readonly errors?: readonly { readonly field: string; readonly message: string | Label }[];
  readonly current?: unknown;
  readonly changedBy?: NonNullable<Problem['changedBy']>;
  readonly retryAfterS?: number;
}

/** A "no" on its way out of a controller; {@link ProblemFilter} makes it a sentence. */
export class ProblemError extends Error {
  readonly status: number;

  constructor(
    readonly slug: Slug,
    readonly extras: ProblemExtras = {},
  ) {
    super(`refused: ${slug}`);
    this.name = 'ProblemError';
    this.status = statusOf(slug);
  }

  static of(refusal: Refusal, extras: ProblemExtras = {}): ProblemError {
    return new ProblemError(slugOf(refusal.refused), { facts: refusal.facts, ...extras });
  }
}
