import type { Refusal } from '@silverbell/kernel';
import type { Problem } from '@silverbell/wire';
import { outsideSlug, statusOf } from './sentences.js';

export interface ProblemExtras {
  readonly facts?: Refusal['facts'];
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly current?: unknown;
  readonly changedBy?: NonNullable<Problem['changedBy']>;
  readonly retryAfterS?: number;
}

/** A "no" on its way out of a controller; {@link ProblemFilter} makes it a sentence. */
export class ProblemError extends Error {
  readonly slug: string;
  readonly status: number;

  constructor(
    slug: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(`refused: ${slug}`);
    this.name = 'ProblemError';
    this.slug = outsideSlug(slug);
    this.status = statusOf(this.slug);
  }

  static of(refusal: Refusal, extras: ProblemExtras = {}): ProblemError {
    return new ProblemError(refusal.refused, { facts: refusal.facts, ...extras });
  }
}
