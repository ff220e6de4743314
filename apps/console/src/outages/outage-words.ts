import type { IncidentSummary } from '@silverbell/wire';
import type { Say } from '@silverbell/web-ui';

/** What those have in common whose way to call is gone; the region's name is known once the case was read. */
export function outagePlace(one: IncidentSummary, say: Say, regionName?: string): string | null {
  const place = one.outage?.place;
  if (!place) return null;
  if (place.type === 'home') return one.home?.label ?? say('rollCall.place.home', {});
  const id = place.type === 'region' ? (regionName ?? say('rollCall.sameRegion')) : place.id;
  return say(`rollCall.place.${place.type}`, { id });
}

/** Numbers that are nobody's have no home to be named by. */
export const unregisteredTitle = ({ unregistered }: IncidentSummary, say: Say): string | null =>
  unregistered === null ? null : say('unregistered.title', { n: unregistered.heard });
