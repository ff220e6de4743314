import { stopReading, vibrate } from '@silverbell/web-ui/phone';
import { useEffect } from 'react';
import { sound } from '../../shared/app-client.js';

const REPEAT_MS = 8_000;

/** Rings and vibrates while an offer waits for an answer; `which` makes a new offer ring at once. */
export function useRinging(rings: boolean, which: string): void {
  useEffect(() => {
    if (!rings) return;
    const ring = (): void => {
      sound.play('urgent', 0.9);
      vibrate([500, 200, 500, 200, 500]);
    };
    ring();
    const timer = setInterval(ring, REPEAT_MS);
    return () => {
      clearInterval(timer);
      sound.hush();
      stopReading();
      vibrate(0);
    };
  }, [rings, which]);
}
