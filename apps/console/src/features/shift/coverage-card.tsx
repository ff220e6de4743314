import { useTranslation } from 'react-i18next';
import { useCoverage } from '../../shared/use-coverage.js';
import { Fact, Facts, ShiftCard } from './card.js';
import styles from './shift.module.css';
import pieces from '../../shared/pieces.module.css';

/** Villages that are named; the page of coverage has all of them. */
const SHOWN = 3;

/**
 * Homes that a helper on duty would reach in time at this moment, and where most would wait: `homes`, `unreached`, `villages` and `at`
 * of `GET /coverage`, reckoned by the server once a minute.
 */
export function CoverageCard({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const coverage = useCoverage();
  const { data } = coverage;
  const worst = [...(data?.villages ?? [])].sort((a, b) => b.unreached - a.unreached);
  return (
    <ShiftCard
      title={t('shift.coverage.title', { n: Math.round((data?.withinS ?? 900) / 60) })}
      page={{ to: '/coverage', words: t('shift.coverage.page') }}
      of={[coverage]}
      at={data?.at ?? null}
      timeZone={timeZone}
    >
      {data === undefined ? null : data.homes === 0 ? (
        <p className={pieces.empty}>{t('shift.coverage.noHomes')}</p>
      ) : (
        <>
          <p className={styles.figure}>
            <b>{data.homes - data.unreached}</b> {t('shift.coverage.of', { n: data.homes })}
          </p>
          <div className={styles.bar} aria-hidden="true">
            <i style={{ width: `${((data.homes - data.unreached) / data.homes) * 100}%` }} />
          </div>
          {worst.length === 0 ? <p className={pieces.quiet}>{t('shift.coverage.none')}</p> : null}
          <Facts>
            {worst.slice(0, SHOWN).map(({ regionId, name, unreached, soonest }) => (
              <Fact key={regionId} name={t('shift.coverage.village', { name, n: unreached })}>
                {soonest === null
                  ? t('shift.coverage.noHelper')
                  : t('shift.coverage.soonest', { n: Math.ceil(soonest.arrivalS / 60) })}
              </Fact>
            ))}
          </Facts>
          {worst.length > SHOWN ? (
            <p className={pieces.quiet}>{t('shift.coverage.villages', { n: worst.length - SHOWN })}</p>
          ) : null}
        </>
      )}
    </ShiftCard>
  );
}
