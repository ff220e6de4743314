import type { IncidentSummary } from '@silverbell/wire';
import { clockSpan, timeOfDay } from '@silverbell/web-ui';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { overdueMs } from '../../shared/overdue.js';
import styles from './queue.module.css';

const EVERY_MS = 5_000;

/** Of one row: that its next step is overdue and for how long, else that it waits by decision and until when. */
export function DueMark({ one, timeZone }: { one: IncidentSummary; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.second() / EVERY_MS) * EVERY_MS);
  const late = overdueMs(one, now);
  if (late !== null) return <em className={styles.late}>{t('queue.overdue', { span: clockSpan(late) })}</em>;
  if (one.hold === null) return null;
  return <em className={styles.held}>{t('queue.held', { at: timeOfDay(one.hold.until, timeZone, false) })}</em>;
}
