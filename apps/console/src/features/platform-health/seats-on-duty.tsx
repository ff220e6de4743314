import { routeQuery } from '@silverbell/web-api-client';
import { AGENT_STATE_LABELS, ROLE_LABELS } from '@silverbell/vocabulary';
import { timeOfDay, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { QueryStatus } from '../../shared/page-frame.js';
import { useAgents } from '../../shared/use-agents.js';
import pieces from '../../shared/pieces.module.css';

/** Who sits at a desk. A seat on duty without a connected console counts for no ladder, and says so; a lead and a supervisor see who can be called. */
export function SeatsOnDuty({ role, timeZone }: { role: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const result = useQuery({
    ...routeQuery(api, 'seatsOnDuty', {}),
    staleTime: 0,
    refetchInterval: 10_000,
  });
  const agents = useAgents(role);
  const seats = result.data?.items ?? [];
  const liveSeats = seats.filter(({ training }) => !training);
  const isCovered = liveSeats.some(({ consoleConnected }) => consoleConnected);
  return (
    <section aria-label={t('health.seats')}>
      <h2>{t('health.seats')}</h2>
      <QueryStatus of={result} />
      {result.data === undefined || isCovered ? null : (
        <p className={`${pieces.banner} ${pieces.bannerBad}`} role="alert">
          {t(liveSeats.length === 0 ? 'health.seatsNone' : 'health.seatsNoneThere')}
        </p>
      )}
      <ul className={pieces.lines}>
        {seats.map(({ person, role: seat, since, training, consoleConnected }) => (
          <li key={person.id}>
            <strong>{person.name}</strong> <span className={pieces.quiet}>{labelOf(ROLE_LABELS, seat)}</span>{' '}
            <span className={consoleConnected ? pieces.tag : `${pieces.tag} ${pieces.tagWarn}`}>
              {t(consoleConnected ? 'health.seat' : 'health.seatUnconnected')}
            </span>{' '}
            {training ? <span className={pieces.tag}>{t('health.seatTraining')}</span> : null}{' '}
            {agents === null ? null : (
              <span className={pieces.tag}>
                {t('health.phone', { state: labelOf(AGENT_STATE_LABELS, agents.get(person.id)?.state ?? 'offline') })}
              </span>
            )}{' '}
            <span className={pieces.quiet}>{t('health.seatSince', { at: timeOfDay(since, timeZone, false) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
