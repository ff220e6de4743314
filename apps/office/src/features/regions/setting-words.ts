import { useTranslation } from 'react-i18next';
import type { Setting } from './region-settings.js';

const PILOT = 'pilot.';

/** The name and the value of a setting in words. */
export function useSettingWords() {
  const { t } = useTranslation('office');
  const known: Readonly<Record<string, string>> = {
    timeZone: t('regions.keys.timeZone'),
    ladders: t('regions.keys.ladders'),
    basemap: t('regions.keys.basemap'),
    'limits.waveSize': t('regions.keys.waveSize'),
  };
  return {
    nameOf: (key: string): string =>
      key.startsWith(PILOT) ? t('regions.keys.pilot', { name: key.slice(PILOT.length) }) : (known[key] ?? key),
    valueOf: ({ value }: Pick<Setting, 'value'>): string =>
      typeof value === 'boolean'
        ? t(value ? 'regions.on' : 'regions.off')
        : typeof value === 'string' || typeof value === 'number'
          ? String(value)
          : t('regions.data'),
  };
}
