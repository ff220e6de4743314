import type { Incident, IncidentSummary } from '@silverbell/wire';
import { Button } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALL_LAYERS, LAYERS, toggled, type Layer } from './layers.js';
import { Legend } from './legend.js';
import { StageMap } from './stage-map.js';
import styles from './stage.module.css';
import { Track } from './track.js';

interface StageProps {
  readonly cases: ReadonlyMap<string, IncidentSummary>;
  readonly incident: Incident | undefined;
  readonly selectedId: string | null;
  readonly demo: boolean;
  readonly timeZone: string | undefined;
  readonly onSelect: (id: string) => void;
  /** The map alone, without queue and case. */
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
}

/** The middle of the desk: how far the case is, where everything is, what the signs mean. */
export function Stage({ cases, incident, selectedId, demo, timeZone, onSelect, full, onFull }: StageProps) {
  const { t } = useTranslation('console');
  const [shown, setShown] = useState<ReadonlySet<Layer>>(ALL_LAYERS);
  const [recentred, setRecentred] = useState(0);
  return (
    <section className={styles.stage} aria-label={t('map.stage')}>
      <Track incident={incident} timeZone={timeZone} />
      <div className={styles.map} id="stage-map" tabIndex={-1}>
        <StageMap
          cases={cases}
          incident={incident}
          selectedId={selectedId}
          demo={demo}
          timeZone={timeZone}
          shown={shown}
          recentred={recentred}
          onSelect={onSelect}
        />
        <div className={styles.tools}>
          <Button onClick={() => setRecentred((n) => n + 1)} disabled={incident?.destination == null}>
            {t('map.recentre')}
          </Button>
          <Button keys="Alt+M" aria-pressed={full} onClick={() => onFull(!full)}>
            {t(full ? 'map.notFull' : 'map.full')}
          </Button>
        </div>
        <details className={styles.layers}>
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
      <Legend />
    </section>
  );
}
