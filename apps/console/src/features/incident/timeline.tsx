import type { Incident } from '@silverbell/wire';
import { timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { timelineMessage } from '../../shared/timeline-messages.js';
import { ScenePhoto } from './scene-photo.js';
import pieces from '../../shared/pieces.module.css';

/** Every event of the incident, the newest first. */
export function Timeline({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  return (
    <section id="timeline" className={pieces.block} aria-label={t('incident.timeline')} tabIndex={-1}>
      <h2>{t('incident.timeline')}</h2>
      <ol className={pieces.timeline}>
        {[...incident.timeline].reverse().map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{timeOfDay(entry.at, timeZone)}</time>
            <span>
              {timelineMessage(entry, incident, t, timeZone)}
              {entry.type === 'photographed' && typeof entry.data['attachmentId'] === 'string' ? (
                <ScenePhoto id={entry.data['attachmentId']} of={`${entry.by.name} ${timeOfDay(entry.at, timeZone)}`} />
              ) : null}
            </span>
            <span className={pieces.by}>{entry.by.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
