import { PHASE_LABELS } from '@silverbell/vocabulary';
import { useLiveCases, useSecond } from '@silverbell/web-live';
import { MapView, type MapMarker } from '@silverbell/web-map';
import { clockSpan, labelOf, language, SeverityMark, timeOfDay } from '@silverbell/web-ui';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, live, startLive } from '../../shared/app-client.js';
import { useBasemap } from '../../shared/basemap.js';
import { useCoverage } from '../../shared/use-coverage.js';
import { figuresOf } from './figures.js';
import styles from './wallboard.module.css';

const SEVERITIES = [1, 2, 3] as const;

/** Counts and exceptions, to be read from 8 m; no names, no addresses, nothing that can be pressed (H19). */
export function Wallboard({ timeZone, covers }: { timeZone: string | undefined; covers: boolean }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { cases, connection, listReadAt } = useLiveCases(live);
  const { basemap, sources, caption } = useBasemap();
  const coverage = useCoverage(covers).data;
  useEffect(() => startLive(), []);
  // On the document and not on this page alone: the map draws with the tokens of the document.
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset['theme'];
    root.dataset['theme'] = 'night';
    return () => {
      if (before === undefined) delete root.dataset['theme'];
      else root.dataset['theme'] = before;
    };
  }, []);
  const figures = figuresOf(cases.values(), now);
  const markers = useMemo(
    () =>
      [...cases.values()].flatMap((one): MapMarker[] => {
        if (one.destination === null || one.practice !== null) return [];
        const words = `${t(`severity.${one.severity}`)} ${labelOf(PHASE_LABELS, one.phase)}`;
        const { lat, lng } = one.destination;
        return [
          {
            ...{ id: one.id, kind: 'incident', severity: one.severity, lat, lng, label: words },
            pulse: one.severity === 1 && one.attention.state === 'waiting',
          },
        ];
      }),
    [cases, t],
  );
  const readS = listReadAt === null ? null : Math.max(0, Math.floor((clock.elapsed() - listReadAt) / 1_000));
  const wait = figures.longestSince === null ? null : now - Date.parse(figures.longestSince);
  const level = wait === null ? '' : wait >= 30_000 ? styles.late : wait >= 15_000 ? styles.soon : '';
  return (
    <main className={styles.wall} aria-label={t('wallboard.title')}>
      <header className={styles.head}>
        <h1>{t('wallboard.title')}</h1>
        <span className={connection === 'live' ? '' : styles.down} role="status">
          {t(`header.${connection}`)}
          {readS === null ? '' : ` · ${t('header.age', { n: readS })}`}
        </span>
        <time>{timeOfDay(now, timeZone)}</time>
      </header>
      <section className={`${styles.card} ${figures.waiting[1] > 0 ? styles.hot : ''}`} aria-label={t('queue.waiting')}>
        <h2>{t('queue.waiting')}</h2>
        <b>{figures.waiting.all}</b>
        <p>
          {SEVERITIES.map((severity) => (
            <span key={severity}>
              <SeverityMark severity={severity} short /> {figures.waiting[severity]}
            </span>
          ))}
        </p>
      </section>
      <section className={`${styles.card} ${level}`} aria-label={t('wallboard.longest')}>
        <h2>{t('wallboard.longest')}</h2>
        <b>{wait === null ? '—' : clockSpan(wait)}</b>
        <p>{t('wallboard.limits')}</p>
      </section>
      <section className={styles.card} aria-label={t('queue.open')}>
        <h2>{t('queue.open')}</h2>
        <b>{figures.open}</b>
        <p>
          {figures.phases.map(({ phase, count }) => (
            <span key={phase}>
              {labelOf(PHASE_LABELS, phase)} {count}
            </span>
          ))}
        </p>
      </section>
      <section
        className={`${styles.card} ${figures.overdue > 0 ? styles.soon : ''}`}
        aria-label={t('wallboard.overdue')}
      >
        <h2>{t('wallboard.overdue')}</h2>
        <b>{figures.overdue}</b>
        <p>{t('wallboard.overdueHow')}</p>
      </section>
      <section className={`${styles.card} ${styles.reach}`} aria-label={t('wallboard.unreached')}>
        <h2>{t('wallboard.unreached', { n: Math.round((coverage?.withinS ?? 900) / 60) })}</h2>
        <b>{coverage === undefined ? '—' : t('wallboard.homes', { n: coverage.unreached })}</b>
        <p>
          {coverage?.villages.slice(0, 4).map(({ regionId, name, unreached }) => (
            <span key={regionId}>
              {name} {unreached}
            </span>
          ))}
        </p>
      </section>
      <div className={styles.map}>
        <MapView
          key={language()}
          label={t('map.label')}
          basemap={basemap}
          sources={sources}
          markers={markers}
          selectedId={null}
          onSelect={() => undefined}
          focus={null}
          caption={caption}
          left={(n) => t('map.left', { n })}
          zoomInLabel={t('map.zoomIn')}
          zoomOutLabel={t('map.zoomOut')}
        />
      </div>
    </main>
  );
}
