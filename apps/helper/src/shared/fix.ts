import { clock } from './app-client.js';

export interface Fix {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number;
  readonly at: string;
}

/** No older a fix is asked for. */
export const oldestMs = 15_000;

/** Dated by the server's clock: one dated by a phone that is wrong by hours would look old, or come from the future. */
export const fixFrom = ({ coords, timestamp }: GeolocationPosition): Fix => ({
  lat: coords.latitude,
  lng: coords.longitude,
  accuracyM: Math.min(100_000, Math.max(0, Math.round(coords.accuracy))),
  at: new Date(clock.ofMachine(timestamp, oldestMs)).toISOString(),
});

/** Where she is now, or null: an arrival is never refused for want of a fix, only shown as unproven. */
export function fixNow(limitMs = 5_000): Promise<Fix | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    // A browser calls neither back while its permission question stays open: a second behind its own limit that counts as no position.
    const timer = setTimeout(() => resolve(null), limitMs + 1_000);
    navigator.geolocation.getCurrentPosition(
      (position) => {
        clearTimeout(timer);
        resolve(fixFrom(position));
      },
      () => {
        clearTimeout(timer);
        resolve(null);
      },
      { enableHighAccuracy: true, timeout: limitMs, maximumAge: oldestMs },
    );
  });
}
