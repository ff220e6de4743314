import { MapView } from '@silverbell/web-map';
import { Button, language } from '@silverbell/web-ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import { useCoverage, useTonight } from '../../shared/use-coverage.js';
import { useHomes } from '../../shared/use-homes.js';
import styles from './coverage.module.css';
import { gapsNow, gapsTonight } from './drawn-gaps.js';

const WHEN = ['now', 'tonight'] as const;

const NO_MARKERS: never[] = [];

/** Where no helper would be in time: at this moment home by home, or tonight village by village, by the duty calendar. */
export function CoverageMap() {
  const { t } = useTranslation('console');
  const [when, setWhen] = useState<(typeof WHEN)[number]>('now');
  const now = useCoverage();
  const tonight = useTonight();
  const { basemap, sources, caption } = useBasemap();
  const homes = useHomes();
  const drawnNow = useMemo(() => (now.data === undefined ? null : gapsNow(now.data, t)), [now.data, t]);
  const drawnTonight = useMemo(() => (tonight.data === undefined ? null : gapsTonight(tonight.data)), [tonight.data]);
  const drawn = when === 'now' ? drawnNow : drawnTonight;
  return (
    <section className={styles.stage} aria-label={t('coverage.stage')}>
      <div className={styles.map}>
        <MapView
          key={language()}
          label={t('map.label')}
          basemap={basemap}
          sources={sources}
          markers={NO_MARKERS}
          selectedId={null}
          onSelect={() => undefined}
          focus={null}
          caption={caption}
          zoomInLabel={t('map.zoomIn')}
          zoomOutLabel={t('map.zoomOut')}
          homes={homes ?? null}
          gaps={drawn?.gaps ?? null}
          {...(drawn === null ? {} : { words: drawn.words })}
        />
        <div className={styles.when} role="group" aria-label={t('coverage.when')}>
          {WHEN.map((one) => (
            <Button key={one} aria-pressed={one === when} onClick={() => setWhen(one)}>
              {t(`coverage.times.${one}`)}
            </Button>
          ))}
        </div>
      </div>
      <ul className={styles.legend} aria-label={t('map.legend.label')}>
        <li>
          {drawn === null ? (
            t(when === 'now' ? 'coverage.unreadNow' : 'coverage.unreadTonight')
          ) : (
            <>
              <i className={styles.gap} aria-hidden="true" />
              {t(when === 'now' ? 'coverage.legendGap' : 'coverage.legendTonight', { n: drawn.gaps.length })}
            </>
          )}
        </li>
        <li>
          <i className={styles.reached} aria-hidden="true" />
          {t('coverage.legendHome')}
        </li>
      </ul>
    </section>
  );
}
