import type { Incident } from '@silverbell/wire';
import { timeOfDay } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timelineMessage } from '../../shared/timeline-messages.js';
import { ScenePhoto } from './scene-photo.js';
import { groupOf, TIMELINE_GROUPS, type TimelineGroup } from './timeline-groups.js';
import styles from './lists.module.css';
import pieces from '../../shared/pieces.module.css';

const FILTERS = ['all', ...TIMELINE_GROUPS] as const;

/** Every event of the incident, the newest first, or those of one group. Words that people wrote keep their direction to themselves. */
export function Timeline({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const [filter, setFilter] = useState<'all' | TimelineGroup>('all');
  const shown = incident.timeline.filter((entry) => filter === 'all' || groupOf(entry) === filter).reverse();
  return (
    <section id="timeline" className={pieces.block} aria-label={t('incident.timeline')} tabIndex={-1}>
      <h2>{t('incident.timeline')}</h2>
      <div className={styles.filter} role="group" aria-label={t('incident.timelineFilter')}>
        {FILTERS.map((one) => (
          <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
            {t(`incident.timelineGroup.${one}`)}
          </button>
        ))}
      </div>
      {shown.length === 0 ? <p className={pieces.empty}>{t('incident.timelineNone')}</p> : null}
      <ol className={pieces.timeline}>
        {shown.map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{timeOfDay(entry.at, timeZone)}</time>
            <span>
              <bdi>{timelineMessage(entry, incident, t, timeZone)}</bdi>
              {entry.type === 'photographed' && typeof entry.data['attachmentId'] === 'string' ? (
                <ScenePhoto id={entry.data['attachmentId']} of={`${entry.by.name} ${timeOfDay(entry.at, timeZone)}`} />
              ) : null}
            </span>
            <bdi className={pieces.by}>{entry.by.name}</bdi>
          </li>
        ))}
      </ol>
    </section>
  );
}
