/** What a phone can do and this browser made of JavaScript cannot: each test gives it and takes it away again. */
export function hasOnPhone(name: string, what: unknown): () => void {
  Object.defineProperty(navigator, name, { configurable: true, value: what });
  return () => void Reflect.deleteProperty(navigator, name);
}

/** Shown or hidden, as when she takes another page to the front. */
export function pageIs(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The receiver of positions in her phone. */
export class FakeGeolocation {
  private readonly watching = new Map<number, readonly [PositionCallback, PositionErrorCallback | null | undefined]>();
  private watches = 0;
  private last: GeolocationPosition | null = null;

  watchPosition = (found: PositionCallback, failed?: PositionErrorCallback | null): number => {
    this.watching.set((this.watches += 1), [found, failed]);
    return this.watches;
  };
  clearWatch = (id: number): void => void this.watching.delete(id);
  getCurrentPosition = (found: PositionCallback, failed?: PositionErrorCallback | null): void => {
    if (this.last === null) failed?.(DENIED);
    else found(this.last);
  };

  get watched(): number {
    return this.watching.size;
  }

  isAt(lat: number, lng: number, accuracy = 8): void {
    // eslint-disable-next-line no-restricted-syntax -- a phone dates a fix by its own clock, which may be wrong
    this.last = { coords: { latitude: lat, longitude: lng, accuracy }, timestamp: Date.now() } as GeolocationPosition;
    for (const [found] of this.watching.values()) found(this.last);
  }

  isNotAllowed(): void {
    for (const [, failed] of this.watching.values()) failed?.(DENIED);
  }
}
const DENIED = { code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError;
