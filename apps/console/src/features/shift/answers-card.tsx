import type { IncidentFigures, Pace } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { ShiftCard } from './card.js';
import styles from './shift.module.css';
import pieces from '../../shared/pieces.module.css';

const EVERY_MS = 60_000;
/** The shares of product.md that are aimed at; for an arrival there is none. */
const STEPS = [
  ['answered', 95],
  ['accepted', 90],
  ['arrived', null],
] as const;

/** How soon people were answered and reached today: every number is one of `GET /incident-figures`, as is the time. */
export function AnswersCard({ role, timeZone }: { role: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const figures = useQuery({ ...routeQuery(api, 'incidentFigures', {}), staleTime: 0, refetchInterval: EVERY_MS });
  const { data } = figures;
  return (
    <ShiftCard title={t('shift.answers.title')} of={[figures]} at={data?.at ?? null} timeZone={timeZone} wide>
      {data === undefined ? null : (
        <>
          <p className={pieces.quiet}>
            {t(data.raised === 0 ? 'shift.answers.none' : 'shift.answers.raised', { n: data.raised })}
          </p>
          <div className={styles.paces}>
            {STEPS.map(([step, aim]) => (
              <PaceFigure key={step} name={t(`shift.answers.${step}`)} of={data[step]} aim={aim} />
            ))}
          </div>
          {role === 'lead' ? <UrgentOther of={data.urgentOther} /> : null}
        </>
      )}
    </ShiftCard>
  );
}

/** Alarm-management practice: above this share a P1 is too often none (web.md 1). A press never counts, and is never made less of. */
const MOST_URGENT_OTHER = 0.1;

function UrgentOther({ of: { count, of } }: { of: IncidentFigures['urgentOther'] }) {
  const { t } = useTranslation('console');
  const share = of === 0 ? 0 : count / of;
  const isTooMany = share > MOST_URGENT_OTHER;
  return (
    <p className={isTooMany ? styles.doubt : pieces.quiet}>
      {t('shift.answers.urgentOther', { n: count, all: of, share: Math.round(share * 100) })}
      {isTooMany ? ` ${t('shift.answers.tooManyUrgent')}` : ''}
    </p>
  );
}

function PaceFigure({ name, of, aim }: { name: string; of: Pace; aim: number | null }) {
  const { t } = useTranslation('console');
  const { medianS, judged, inTime, limitS } = of;
  const limit = spanOf(limitS, t);
  return (
    <div className={styles.figure}>
      <span>{name}</span>
      <b>{medianS === null ? '—' : spanOf(medianS, t)}</b>
      <small>
        {judged === 0
          ? t('shift.answers.unknown', { limit })
          : t(aim === null ? 'shift.answers.share' : 'shift.answers.shareOfAim', {
              limit,
              n: inTime,
              all: judged,
              aim,
            })}
      </small>
    </div>
  );
}

/** To the second: a minute is a long time here. */
function spanOf(seconds: number, t: TFunction<'console'>): string {
  const whole = Math.round(seconds);
  const rest = whole % 60;
  if (whole < 60) return t('shift.answers.seconds', { n: whole });
  const minutes = t('shift.answers.minutes', { n: Math.floor(whole / 60) });
  return rest === 0 ? minutes : `${minutes} ${t('shift.answers.seconds', { n: rest })}`;
}
