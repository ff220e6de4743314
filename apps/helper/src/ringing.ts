import { useEffect } from 'react';
import { sound } from './app-client.js';

/** Rings and vibrates while an offer waits for an answer; `which` makes a new offer ring at once. */
export function useRinging(rings: boolean, which: string): void {
  useEffect(() => {
    if (!rings) return;
    const ring = (): void => {
      sound.play('urgent', 0.9);
      // Browsers without vibration, or before the first touch, refuse quietly.
      navigator.vibrate?.([500, 200, 500, 200, 500]);
    };
    ring();
    const timer = setInterval(ring, 8_000);
    return () => {
      clearInterval(timer);
      sound.hush();
      navigator.vibrate?.(0);
    };
  }, [rings, which]);
}
