import type { TFunction } from 'i18next';

export const distanceLabel = (metres: number, t: TFunction<'console'>): string =>
  metres < 1_000
    ? t('places.metres', { n: Math.round(metres / 10) * 10 })
    : t('places.kilometres', { n: (metres / 1_000).toFixed(1) });
