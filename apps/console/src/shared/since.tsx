import { clockSpan } from '@silverbell/web-ui';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from './app-client.js';
import pieces from './pieces.module.css';

/** mm:ss since the server received it; amber at 15 s and strong at 30 s while a P1 has no owner. */
export function Since({ iso, every = 1_000, urgent = false }: { iso: string; every?: number; urgent?: boolean }) {
  const { t } = useTranslation('console');
  const now = useSyncExternalStore(clock.subscribe, () => Math.floor(clock.second() / every) * every);
  const age = now - Date.parse(iso);
  const level = urgent ? (age >= 30_000 ? pieces.sinceLate : age >= 15_000 ? pieces.sinceSoon : '') : '';
  return (
    <time dateTime={iso} className={`${pieces.since} ${level}`} title={t('queue.sinceRaised')}>
      {clockSpan(age)}
    </time>
  );
}
