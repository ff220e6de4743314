import type { MapArea } from '@silverbell/web-map';
import type { Incident } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { UNITS } from './map-units.js';

/** Where the homes of an outage are that are silent still, and how far its roll-call is; `null`: no such case, or not for these eyes. */
export function outageArea(
  incident: Pick<Incident, 'silentHomes' | 'rollCall'> | undefined,
  t: TFunction<'console'>,
): MapArea | null {
  if (incident === undefined || incident.silentHomes.length === 0) return null;
  const called = incident.rollCall.filter(({ state }) => state === 'ticked').length;
  return {
    spots: incident.silentHomes.map(([lat, lng]) => ({ lat: lat / UNITS, lng: lng / UNITS })),
    words: t('map.outageArea', { homes: incident.silentHomes.length, called }),
  };
}
