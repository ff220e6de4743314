import { useCallback, useEffect, useRef, useState } from 'react';
import { api, clock } from '../../shared/app-client.js';
import { fixFrom, fixNow, oldestMs, type Fix } from '../../shared/fix.js';

export interface Tracking {
  readonly refused: boolean;
  readonly sentAt: number | null;
  /** The last fix; `null`: none yet. */
  readonly last: Fix | null;
}

/** Young enough to say where she stands now. */
const freshMs = 20_000;

const sendEveryMs = 10_000;

/**
 * Sends where she is between acceptance and finish, while this page is visible, and no longer: a web page gets no
 * position in the background, and the page says so instead of pretending.
 */
export function useTracking(active: boolean): Tracking & { readonly fix: () => Promise<Fix | null> } {
  const [state, setState] = useState<Tracking>({ refused: false, sentAt: null, last: null });
  const last = useRef<Fix | null>(null);
  useEffect(() => {
    if (!active || !('geolocation' in navigator)) return;
    let latest: Fix | null = null;
    let sentFor: string | null = null;
    const watch = navigator.geolocation.watchPosition(
      (position) => {
        latest = fixFrom(position);
        last.current = latest;
        const seen = latest;
        setState((before) => ({ ...before, refused: false, last: seen }));
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
