import { useEffect, useState } from 'react';
import { transport } from '../../shared/app-client.js';
import { extendTrails } from './trails.js';

export interface HelperPosition {
  readonly lat: number;
  readonly lng: number;
  /** When it was measured, in seconds since 1970 by the server's clock. */
  readonly atS: number;
  readonly onDuty: boolean;
}

export interface Positions {
  readonly helpers: ReadonlyMap<string, HelperPosition>;
  /** Where each of them was since this page was opened. */
  readonly trails: ReadonlyMap<string, readonly { readonly lat: number; readonly lng: number }[]>;
}

/** Redrawn no oftener, however often the server sends. */
const REDRAWN_AFTER_MS = 500;
const NONE: Positions = { helpers: new Map(), trails: new Map() };

/** Latest place of each helper on duty. */
export function usePositions(): Positions {
  const [shown, setShown] = useState<Positions>(NONE);
  useEffect(() => {
    let latest: ReadonlyMap<string, HelperPosition> | null = null;
    const undo = transport.on('positions', (message) => {
      // Each message is whole: who is not in it went off duty, or may not go any more.
      latest = new Map(
        message.helpers.map(([id, lat, lng, atS, onDuty]) => [id, { lat, lng, atS, onDuty: onDuty === 1 }]),
      );
    });
    const timer = setInterval(() => {
      if (latest === null) return;
      const helpers = latest;
      setShown(({ trails }) => ({ helpers, trails: extendTrails(trails, helpers) }));
      latest = null;
    }, REDRAWN_AFTER_MS);
    return () => {
      undo();
      clearInterval(timer);
    };
  }, []);
  return shown;
}
