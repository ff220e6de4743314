import { timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { callBacksOf } from '../../shared/call-backs.js';
import { useTasksAsRead } from '../../shared/use-tasks.js';
import styles from './call-bar.module.css';

interface CallBacksProps {
  readonly accountId: string;
  readonly now: number;
  readonly timeZone: string | undefined;
}

/** The calls that this desk owes, beside the telephone with which they are made. */
export function CallBacks({ accountId, now, timeZone }: CallBacksProps) {
  const { t } = useTranslation('console');
  const owed = callBacksOf(useTasksAsRead().data?.items ?? [], accountId);
  const [first] = owed;
  if (first === undefined) return null;
  const isOver = Date.parse(first.dueAt) <= now;
  const next = { at: timeOfDay(first.dueAt, timeZone, false), who: first.senior?.name ?? first.homeLabel ?? '' };
  return (
    <div className={`${styles.callBacks} ${isOver ? styles.over : ''}`} role="group" aria-label={t('act.call-back')}>
      <span>{t('telephony.callBacks', { n: String(owed.length) })}</span>
      <small>{t(isOver ? 'telephony.callBackOver' : 'telephony.callBackNext', next)}</small>
      <Link to="/tasks">{t('telephony.callBacksOpen')}</Link>
    </div>
  );
}
