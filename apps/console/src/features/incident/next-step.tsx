import type { Incident } from '@silverbell/wire';
import { useSecond } from '@silverbell/web-live';
import { clockSpan, dayAndTime, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { overdueMs } from '../../shared/overdue.js';
import { stepMessage } from '../../shared/step-messages.js';
import styles from '../../shared/next.module.css';

/** Farther away than this the day is said, too. */
const SAYS_DAY_AFTER_MS = 43_200_000;

/** What the platform does next by itself, and when: always on the screen. */
export function NextStep({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { nextDueAt, nextStep } = incident.escalation;
  if (nextDueAt === null || nextStep === null)
    return (
      <div className={styles.next} role="note" aria-label={t('incident.next')}>
        <span className={styles.then}>{t('incident.nextNone')}</span>
      </div>
    );
  const left = Date.parse(nextDueAt) - now;
  const at = left > SAYS_DAY_AFTER_MS ? dayAndTime(nextDueAt, timeZone) : timeOfDay(nextDueAt, timeZone);
  return (
    <div className={`${styles.next} ${left < 0 ? styles.soon : ''}`} role="note" aria-label={t('incident.next')}>
      <strong>{t(overdueMs(incident, now) === null ? 'incident.next' : 'incident.urged')}</strong>
      <span className={styles.say}>{stepMessage(nextStep, t)}</span>
      <span className={styles.then}>
        {left >= 0 ? t('incident.nextAt', { at }) : `${t('incident.nextAt', { at })} · ${t('incident.late')}`}
      </span>
      <span className={styles.count}>
        <span className="sb-visually-hidden">
          {left >= 0
            ? t('incident.nextIn', { span: clockSpan(left) })
            : t('incident.overdue', { span: clockSpan(-left) })}
        </span>
        <span aria-hidden="true">{left >= 0 ? clockSpan(left) : `+${clockSpan(-left)}`}</span>
      </span>
    </div>
  );
}
