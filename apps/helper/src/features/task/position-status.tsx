import { useSecond } from '@silverbell/web-live';
import { formatDuration } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import styles from './task.module.css';

/** When her position was sent last, or that it is not. */
export function PositionStatus({ refused, sentAt }: { refused: boolean; sentAt: number | null }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  const words = refused
    ? t('task.positionOff')
    : sentAt === null
      ? t('task.positionNone')
      : t('task.position', { age: t('time.ago', { span: formatDuration((now - sentAt) / 1_000, t) }) });
  return (
    <p className={styles['quiet']}>
      {words} {refused ? '' : t('task.hidden')}
    </p>
  );
}
