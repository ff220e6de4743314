import { TimeoutError } from '@silverbell/adapter-runtime/timeout';

/** Nothing was kept, and the same message may be taken later: no acknowledgement is given. */
export class Postponed extends Error {
  override readonly name = 'Postponed';
}

/** Is it worth trying the same message again? What a store says of its own failures, only its adapter knows. */
export type IsTemporary = (error: unknown) => boolean;

export const orTimeout =
  (isTemporaryForStore: IsTemporary): IsTemporary =>
  (error) =>
    error instanceof TimeoutError || error instanceof Postponed || isTemporaryForStore(error);
