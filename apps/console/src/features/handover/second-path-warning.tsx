import { LADDER_ROLE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { CallButton } from '../../shared/call-button.js';
import pieces from '../../shared/pieces.module.css';

/** A line is proven for a month; that it was proven elsewhere is known here within this time. */
const EVERY_MS = 60_000;

/**
 * Above every page as long as no lead and no overflow centre of this desk answered by voice within the month (H01): whom the platform would
 * call when this console does not ring. Each number is tried from here, and who tried it says that it answered.
 */
export function SecondPathWarning({ timeZone }: { readonly timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const paths = useQuery({ ...routeQuery(api, 'secondPaths', {}), staleTime: 0, refetchInterval: EVERY_MS });
  const answered = useRouteMutation(api, 'secondPathAnswered', {
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: routeKey('secondPaths') }),
        queries.invalidateQueries({ queryKey: routeKey('handovers') }),
      ]),
  });
  const items = paths.data?.items;
  if (items === undefined || items.some(({ proven }) => proven)) return null;
  return (
    <div className={`${pieces.banner} ${pieces.bannerWarn}`} role="group" aria-label={t('handover.unproven')}>
      <strong role="status">{t('handover.unproven')}</strong>
      <span>{t(items.length === 0 ? 'handover.pathsNone' : 'handover.unprovenWhy')}</span>
      {items.map(({ seatId, role, name, voiceNumber, answeredAt }) => (
        <span key={seatId}>
          {labelOf(LADDER_ROLE_LABELS, role)} {name}：
          {answeredAt === null
            ? t('handover.pathNever')
            : t('handover.pathLast', { at: dayAndTime(answeredAt, timeZone) })}{' '}
          <CallButton number={voiceNumber} who={name}>
            {t('handover.try', { number: voiceNumber })}
          </CallButton>{' '}
          <Button
            busy={answered.isPending}
            aria-label={t('handover.didAnswerOf', { name })}
            onClick={() => answered.mutate({ params: { id: seatId }, body: {} })}
          >
            {t('handover.didAnswer')}
          </Button>
        </span>
      ))}
      <ProblemMessage problem={answered.error} />
    </div>
  );
}
