/** The work took longer than its caller may wait. It was not cancelled and may still complete. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Rejects with `TimeoutError` after `timeoutMs`. The work itself keeps running, so running it a second time must do no harm. */
export function withTimeout<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** Resolves when the work has ended, or after `timeoutMs` whatever has become of it: a shutdown waits no longer. Rejects as the work does. */
export async function untilTimeout(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  await withTimeout(timeoutMs, work).catch((error: unknown) => {
    if (!(error instanceof TimeoutError)) throw error;
  });
}
