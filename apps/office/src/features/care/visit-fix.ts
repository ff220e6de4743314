import { clock } from '../../shared/app-client.js';

/** Where the phone is: degrees in WGS-84, metres, and when it was measured. */
export interface Fix {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number;
  readonly at: string;
}

/** No older a fix is asked for. */
const OLDEST_MS = 15_000;
const LIMIT_MS = 5_000;

/** Dated by the server's clock: that of a phone may be wrong by hours. */
const fixFrom = ({ coords, timestamp }: GeolocationPosition): Fix => ({
  ...{ lat: coords.latitude, lng: coords.longitude },
  accuracyM: Math.min(100_000, Math.max(0, Math.round(coords.accuracy))),
  at: new Date(clock.ofMachine(timestamp, OLDEST_MS)).toISOString(),
});

/** Where she is now; `null`: the phone does not say so in time. */
export function fixNow(): Promise<Fix | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    // A browser answers nothing while its permission question stays open: a second behind its own limit that counts as no position.
    const timer = setTimeout(() => resolve(null), LIMIT_MS + 1_000);
    const end = (fix: Fix | null): void => {
      clearTimeout(timer);
      resolve(fix);
    };
    navigator.geolocation.getCurrentPosition(
      (position) => end(fixFrom(position)),
      () => end(null),
      { enableHighAccuracy: true, timeout: LIMIT_MS, maximumAge: OLDEST_MS },
    );
  });
}
