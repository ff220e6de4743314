/** jsdom has none, and the router makes one at each step; it reads nothing but these. */
class RouterRequest {
  readonly method = 'GET';
  readonly signal: AbortSignal | undefined;
  constructor(
    readonly url: string,
    { signal }: { readonly signal?: AbortSignal } = {},
  ) {
    this.signal = signal;
  }
}

/** Before a page that goes from one of its addresses to another. */
export const routerMayGo = (): void => {
  globalThis.Request ??= RouterRequest as never;
};
