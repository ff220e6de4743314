import { MapView } from '@silverbell/web-map';
import { language } from '@silverbell/web-ui';
import type { CoverageNow } from '@silverbell/wire';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import { useHomes } from '../../shared/use-homes.js';
import styles from './coverage.module.css';
import { useCoverage } from '../../shared/use-coverage.js';

const UNITS = 100_000;
/** More labels would cover the squares. */
const LABELS = 3;

const NONE: never[] = [];

/** The middle of some homes. */
function middleOf(points: CoverageNow['villages'][number]['points']): { readonly lat: number; readonly lng: number } {
  const sum = points.reduce(([a, b], [lat, lng]) => [a + lat, b + lng] as const, [0, 0] as readonly [number, number]);
  return { lat: sum[0] / points.length / UNITS, lng: sum[1] / points.length / UNITS };
}

/** Homes that no helper on duty reaches in time as black squares; the three villages where it matters most carry their figures. */
export function CoverageMap() {
  const { t } = useTranslation('console');
  const { data } = useCoverage();
  const { basemap, sources, caption } = useBasemap();
  const homes = useHomes();
  const villages = data?.villages;
  const gaps = useMemo(
    () => villages?.flatMap(({ points }) => points.map(([lat, lng]) => [lat / UNITS, lng / UNITS] as const)) ?? null,
    [villages],
  );
  const words = useMemo(
    () =>
      (villages ?? []).slice(0, LABELS).map(({ name, unreached, soonest, points }) => ({
        ...middleOf(points),
        words: `${t('coverage.label', { name, n: unreached })}\n${soonest === null ? t('coverage.nobody') : t('coverage.soonestIn', { n: Math.ceil(soonest.arrivalS / 60) })}`,
      })),
    [villages, t],
  );
  return (
    <section className={styles.stage} aria-label={t('coverage.stage')}>
      <div className={styles.map}>
        <MapView
          key={language()}
          label={t('map.label')}
          basemap={basemap}
          sources={sources}
          markers={NONE}
          selectedId={null}
          onSelect={() => undefined}
          focus={null}
          caption={caption}
          zoomInLabel={t('map.zoomIn')}
          zoomOutLabel={t('map.zoomOut')}
          homes={homes ?? null}
          gaps={gaps}
          words={words}
        />
      </div>
      <ul className={styles.legend} aria-label={t('map.legend.label')}>
        <li>
          <i className={styles.gap} aria-hidden="true" />
          {t('coverage.legendGap')}
        </li>
        <li>
          <i className={styles.reached} aria-hidden="true" />
          {t('coverage.legendHome')}
        </li>
      </ul>
    </section>
  );
}
