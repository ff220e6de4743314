import type { Incident } from '@silverbell/wire';
import { useSecond } from '@silverbell/web-live';
import { clockSpan, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { rungLabel } from '../../shared/timeline-messages.js';
import styles from './ladder-ahead.module.css';
import pieces from '../../shared/pieces.module.css';

/** What happens if no person attends the incident: what the ladder did, and what it will do in how long. Gone as soon as it is attended. */
export function LadderAhead({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { ladder } = incident;
  if (ladder.length === 0) return null;
  const next = ladder.find(({ fired }) => !fired);
  const raisedMs = Date.parse(incident.raisedAt);
  return (
    <section className={pieces.card} aria-label={t('ladderAhead.title')}>
      <h2>{t('ladderAhead.title')}</h2>
      <ol className={styles.ladder}>
        {ladder.map((line) => {
          const leftMs = Date.parse(line.at) - now;
          return (
            <li
              key={`${line.rung} ${line.fired ? 'fired' : ''}`}
              className={line.fired ? styles.fired : ''}
              aria-current={line === next ? 'step' : undefined}
            >
              <span className={styles.after}>{clockSpan(Date.parse(line.at) - raisedMs)}</span>
              <span>{rungLabel(line.rung, t)}</span>
              <span className={styles.left}>
                {line.fired
                  ? t('ladderAhead.done', { at: timeOfDay(line.at, timeZone) })
                  : leftMs > 0
                    ? t('ladderAhead.in', { span: clockSpan(leftMs) })
                    : t('ladderAhead.now')}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
