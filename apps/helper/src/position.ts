import { useCallback, useEffect, useRef, useState } from 'react';
import { api, clock } from './app-client.js';

export interface Fix {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number;
  readonly at: string;
}

/** No older a fix is asked for. */
const oldestMs = 15_000;

/** Dated by the server's clock: one dated by a phone that is wrong by hours would look old, or come from the future. */
const fixFrom = ({ coords, timestamp }: GeolocationPosition): Fix => ({
  lat: coords.latitude,
  lng: coords.longitude,
  accuracyM: Math.min(100_000, Math.max(0, Math.round(coords.accuracy))),
  at: new Date(clock.ofMachine(timestamp, oldestMs)).toISOString(),
});

/** A fix for the arrival, or null: an arrival is never refused for want of one, only shown as unproven. */
function fixNow(limitMs = 5_000): Promise<Fix | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    // Some browsers call neither back while their permission question stays open.
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

export interface Tracking {
  readonly refused: boolean;
  readonly sentAt: number | null;
}

/** Young enough to say where she stands now. */
const freshMs = 20_000;

const sendEveryMs = 10_000;

/**
 * Sends where she is between acceptance and finish, while this page is visible, and no longer: a web page gets no
 * position in the background, and the page says so instead of pretending.
 */
export function useTracking(active: boolean): Tracking & { readonly fix: () => Promise<Fix | null> } {
  const [state, setState] = useState<Tracking>({ refused: false, sentAt: null });
  const last = useRef<Fix | null>(null);
  useEffect(() => {
    if (!active || !('geolocation' in navigator)) return;
    let latest: Fix | null = null;
    let sentFor: string | null = null;
    const watch = navigator.geolocation.watchPosition(
      (position) => {
        latest = fixFrom(position);
        last.current = latest;
        setState((before) => (before.refused ? { ...before, refused: false } : before));
        if (sentFor === null) send();
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) setState((before) => ({ ...before, refused: true }));
      },
      { enableHighAccuracy: true, maximumAge: oldestMs },
    );
    function send(): void {
      if (latest === null || latest.at === sentFor || document.visibilityState !== 'visible') return;
      sentFor = latest.at;
      api.call('position', { body: { ...latest, sentAt: new Date(clock.now()).toISOString() } }).then(
        () => setState((before) => ({ ...before, sentAt: clock.now() })),
        () => {
          sentFor = null;
        },
      );
    }
    const timer = setInterval(send, sendEveryMs);
    return () => {
      navigator.geolocation.clearWatch(watch);
      clearInterval(timer);
    };
  }, [active]);
  // The watch usually knows already; only otherwise does she wait at the door for a fix.
  const fix = useCallback(async () => {
    const known = last.current;
    return known !== null && clock.now() - Date.parse(known.at) < freshMs ? known : fixNow();
  }, []);
  return { ...state, fix };
}

/** Keeps the screen on during a task; the browser drops the lock whenever the page is hidden. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = (): void => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (got) => {
          if (over) void got.release();
          else lock = got;
        },
        () => undefined,
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, [active]);
}
