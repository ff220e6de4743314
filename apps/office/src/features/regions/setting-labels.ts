import {
  DEVICE_WORK_LABELS,
  LIMIT_LABELS,
  PILOT_FEATURE_LABELS,
  type DeviceWork,
  type LimitName,
  type PilotFeature,
} from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { Setting } from './region-settings.js';

const PILOT = 'pilot.';
const LIMIT = 'limits.';
const WORK = /^deviceWork\.(.+)\.withinH$/;

/** The name and the value of a setting in words; a number of the platform that has no name here keeps its key. */
export function useSettingLabels() {
  const { t } = useTranslation('office');
  const known: Readonly<Record<string, string>> = {
    timeZone: t('regions.keys.timeZone'),
    ladders: t('regions.keys.ladders'),
    basemap: t('regions.keys.basemap'),
    'deviceWork.callingOfflineWithinH': t('regions.keys.callingOffline'),
    'deviceWork.expiryAheadD': t('regions.keys.expiryAhead'),
    'checks.seatEveryD': t('regions.keys.seatEvery'),
    'checks.numberEveryD': t('regions.keys.numberEvery'),
    'rota.warnAheadD': t('regions.keys.rotaAhead'),
    'coverage.withinMin': t('regions.keys.coverage'),
    'helpers.channelTestEveryD': t('regions.keys.channelEvery'),
    'helpers.certificateAheadD': t('regions.keys.certificateAhead'),
  };
  const nameOf = (key: string): string => {
    const work = WORK.exec(key)?.[1];
    if (work !== undefined) return t('regions.keys.work', { name: labelOf(DEVICE_WORK_LABELS, work as DeviceWork) });
    if (key.startsWith(LIMIT)) return labelOf(LIMIT_LABELS, key.slice(LIMIT.length) as LimitName);
    if (!key.startsWith(PILOT)) return known[key] ?? key;
    const feature = key.slice(PILOT.length);
    const name = feature in PILOT_FEATURE_LABELS ? labelOf(PILOT_FEATURE_LABELS, feature as PilotFeature) : feature;
    return t('regions.keys.pilot', { name });
  };
  const valueOf = ({ value, unit }: Pick<Setting, 'value' | 'unit'>): string => {
    if (typeof value === 'boolean') return t(value ? 'regions.on' : 'regions.off');
    if (typeof value === 'number')
      return unit === 'number' ? String(value) : t(`regions.units.${numbered(unit)}`, { n: value });
    return typeof value === 'string' ? value : value === null ? '—' : t('regions.data');
  };
  return { nameOf, valueOf };
}

const numbered = (unit: Setting['unit']): 'days' | 'hours' | 'minutes' | 'seconds' | 'number' =>
  unit === 'days' || unit === 'hours' || unit === 'minutes' || unit === 'seconds' ? unit : 'number';
