/** The work took longer than a device may be kept waiting; it may still come to its end behind our back. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** Nothing was kept, and the same message may be taken later: no acknowledgement is given. */
export class Postponed extends Error {
  override readonly name = 'Postponed';
}

/** Is it worth trying the same message again? What a store says of its own failures, only its adapter knows. */
export type IsTemporary = (error: unknown) => boolean;

export const orTookTooLong =
  (storeSays: IsTemporary): IsTemporary =>
  (error) =>
    error instanceof TookTooLong || error instanceof Postponed || storeSays(error);
