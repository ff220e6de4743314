import { useSecond } from '@silverbell/web-live';
import { vibrate } from '@silverbell/web-ui/phone';
import { useEffect, useRef, useState } from 'react';
import { clock } from '../../shared/app-client.js';

/** So long she stands at the door before it is reported for her. */
const STAY_MS = 30_000;

export interface DoorCountdown {
  /** Seconds until the arrival is reported; `null`: nothing is counted. */
  readonly leftS: number | null;
  /** She is not there yet: nothing is reported for her any more in this task. */
  readonly stop: () => void;
}

/** Reports an arrival for a helper who stays at the door, with the time to say no. Leaving the place ends the count. */
export function useDoorCountdown(near: boolean, onThere: () => void): DoorCountdown {
  const now = useSecond(clock);
  const [since, setSince] = useState<number | null>(null);
  const [stopped, setStopped] = useState(false);
  const there = useRef(onThere);
  there.current = onThere;
  const counts = near && !stopped;
  useEffect(() => {
    setSince(counts ? clock.now() : null);
    if (counts) vibrate([200, 100, 200]);
  }, [counts]);
  const leftMs = since === null ? null : Math.max(0, STAY_MS - (now - since));
  const over = leftMs === 0;
  useEffect(() => {
    if (!over) return;
    setStopped(true);
    there.current();
  }, [over]);
  return { leftS: leftMs === null || over ? null : Math.ceil(leftMs / 1_000), stop: () => setStopped(true) };
}
