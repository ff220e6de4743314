import type { Candidate, Incident } from '@silverbell/wire';
import type { Say } from '@silverbell/web-ui';
import { nearerTo, spotsOf } from './places-of.js';

/** While two places speak for themselves: which of them she is nearer to; `null` once somebody has decided. */
export function nearWord(incident: Incident, { lat, lng }: Pick<Candidate, 'lat' | 'lng'>, say: Say): string | null {
  if (!incident.destination?.alternative || lat === null || lng === null) return null;
  const near = nearerTo({ lat, lng }, spotsOf(incident, null));
  return near === null ? null : say(`places.near.${near}`);
}
