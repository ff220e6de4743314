import { lookOf, type MoverPlace } from '@silverbell/web-map';

export interface HelperCounts {
  readonly onDuty: number;
  /** Her phone sent a position that still counts. */
  readonly live: number;
  /** It sent one that is too old to count. */
  readonly expired: number;
  /** It sent none: she is where she is registered. */
  readonly based: number;
}

/** The helpers on duty by what is known of where they are; a position is fresh, old or expired by the rule of the map. */
export function countHelpers(places: Iterable<MoverPlace>, nowS: number): HelperCounts {
  let [live, expired, based] = [0, 0, 0];
  for (const { atS } of places) {
    const look = lookOf(atS, nowS);
    if (look === 'based') based += 1;
    else if (look === 'expired') expired += 1;
    else live += 1;
  }
  return { onDuty: live + expired + based, live, expired, based };
}
