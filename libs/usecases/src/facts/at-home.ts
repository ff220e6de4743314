import { geoPoint, type GeoPoint, type HomeId, type Instant, type SeniorId } from '@silverbell/kernel';
import type { SeniorRow } from './rows.js';

export interface AtHome {
  readonly seniorIds: readonly SeniorId[];
  readonly dispatchFirst: boolean;
  readonly dementia: boolean;
  readonly awayUntil: Instant | null;
  readonly away: GeoPoint | null;
}

const STILL_THERE: readonly SeniorRow['status'][] = ['active', 'suspended'];

/**
 * Who may be at home: not those who died or moved away, unless the file knows no others (H05). The wearer counts for what concerns her alone;
 * what concerns the voice check counts for the whole home, because a pendant is easily borrowed (H05, H06).
 */
export function atHome(
  seniors: readonly SeniorRow[],
  homeId: HomeId | null,
  wearer: SeniorId | null,
  now: Instant,
): AtHome {
  const registered = seniors.filter((senior) => senior.homeId === homeId).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const still = registered.filter(({ status }) => STILL_THERE.includes(status));
  const there = still.length > 0 ? still : registered;
  const worn = there.find(({ id }) => id === wearer);
  const gone = wearer === null && there.length === 1 ? there[0] : worn;
  const isAway =
    gone !== undefined &&
    gone.awayUntil !== null &&
    gone.awayUntil > now &&
    (gone.awayFrom === null || gone.awayFrom <= now);
  return {
    seniorIds: there.map(({ id }) => id),
    dispatchFirst: there.some(({ dispatchFirst }) => dispatchFirst),
    dementia: worn?.dementia ?? there.some(({ dementia }) => dementia),
    awayUntil: isAway ? gone.awayUntil : null,
    away: isAway && gone.awayLat !== null && gone.awayLng !== null ? geoPoint(gone.awayLat, gone.awayLng) : null,
  };
}
