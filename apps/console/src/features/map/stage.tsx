import type { Incident, IncidentSummary } from '@silverbell/wire';
import { Button } from '@silverbell/web-ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ALL_LAYERS, LAYERS, toggled, type Layer } from './layers.js';
import { Legend } from './legend.js';
import type { LookedAt } from './looked-at.js';
import { StageMap } from './stage-map.js';
import styles from './stage.module.css';
import { outageArea } from '../../shared/outage-area.js';
import { Track } from '../../shared/track/track.js';
import { useListsFirst } from '../../shared/use-lists-first.js';

interface StageProps {
  readonly cases: ReadonlyMap<string, IncidentSummary>;
  readonly incident: Incident | undefined;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly lookedAt: LookedAt | null;
  /** Absent in the second window, which has the map alone. */
  readonly desk?: {
    /** Opens the palette. */
    readonly onFind: () => void;
    /** The map alone, without the incident. */
    readonly full: boolean;
    readonly onFull: (full: boolean) => void;
    /** The second window has the map; this is the overview. */
    readonly away: boolean;
    readonly onSecondWindow: () => void;
  };
}

/** The middle of the desk: how far the incident is, where everything is, what the signs mean. */
export function Stage({ cases, incident, selectedId, timeZone, onSelect, lookedAt, desk }: StageProps) {
  const { t } = useTranslation('console');
  const [shown, setShown] = useState<ReadonlySet<Layer>>(ALL_LAYERS);
  const [recentred, setRecentred] = useState(0);
  const listsFirst = useListsFirst();
  const area = useMemo(() => outageArea(incident, t), [incident, t]);
  return (
    <section className={styles.stage} aria-label={t('map.stage')}>
      {desk?.away === true ? null : <Track incident={incident} timeZone={timeZone} />}
      <div
        className={styles.map}
        id="stage-map"
        tabIndex={-1}
        onKeyDown={({ key }) => {
          if (key === '0') setRecentred((n) => n + 1);
        }}
      >
        {listsFirst ? (
          <StageMap
            cases={cases}
            incident={incident}
            selectedId={selectedId}
            timeZone={timeZone}
            shown={shown}
            recentred={recentred}
            lookedAt={lookedAt}
            area={area}
            onSelect={onSelect}
          />
        ) : (
          <p className={styles.soon}>{t('common.loading')}</p>
        )}
        <div className={styles.tools}>
          {desk === undefined ? null : (
            <Button keys="Ctrl+K" onClick={desk.onFind}>
              {t('map.find')}
            </Button>
          )}
          <Button onClick={() => setRecentred((n) => n + 1)} disabled={incident?.destination == null && area === null}>
            {t('map.recentre')}
          </Button>
          {incident === undefined || incident.closedAt === null ? null : (
            <Link className={styles.replay} to={`/incidents/${incident.id}/replay`}>
              {t('replay.open')}
            </Link>
          )}
          {desk === undefined || desk.away ? null : (
            <>
              <Button keys="Alt+M" aria-pressed={desk.full} onClick={() => desk.onFull(!desk.full)}>
                {t(desk.full ? 'map.notFull' : 'map.full')}
              </Button>
              <Button onClick={desk.onSecondWindow}>{t('map.secondWindow')}</Button>
            </>
          )}
        </div>
        <details className={styles.layers} id="map-layers">
          <summary>{t('map.layers.label')}</summary>
          <ul>
            {LAYERS.map((layer) => (
              <li key={layer}>
                <label>
                  <input
                    type="checkbox"
                    checked={shown.has(layer)}
                    onChange={() => setShown((before) => toggled(before, layer))}
                  />
                  {t(`map.layers.${layer}`)}
                </label>
              </li>
            ))}
          </ul>
        </details>
      </div>
      {area === null ? null : <p className={styles.area}>{area.words}</p>}
      {desk?.away === true ? <p className={styles.overview}>{t('map.overview')}</p> : <Legend />}
    </section>
  );
}
