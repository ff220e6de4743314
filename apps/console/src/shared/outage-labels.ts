import type { IncidentSummary } from '@silverbell/wire';
import type { TFunction } from 'i18next';

/** What those have in common whose way to call is gone; the region's name is known once the incident was read. */
export function outagePlace(one: IncidentSummary, t: TFunction<'console'>, regionName?: string): string | null {
  const place = one.outage?.place;
  if (!place) return null;
  if (place.type === 'home') return one.home?.label ?? t('rollCall.place.home', {});
  const id = place.type === 'region' ? (regionName ?? t('rollCall.sameRegion')) : place.id;
  return t(`rollCall.place.${place.type}`, { id });
}

/** Numbers that are not registered have no home to be named by. */
export const unregisteredTitle = ({ unregistered }: IncidentSummary, t: TFunction<'console'>): string | null =>
  unregistered === null ? null : t('unregistered.title', { n: unregistered.heard });
