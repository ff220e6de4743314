import { HELPER_KIND_LABELS, type HelperKind } from '@silverbell/vocabulary';
import { dayAndTime, labelOf, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import type { CoverageNow, HelperCoverage } from '@silverbell/wire';
import { useTranslation } from 'react-i18next';
import styles from './coverage.module.css';
import { useCoverage, useTonight } from '../../shared/use-coverage.js';
import pieces from '../../shared/pieces.module.css';

/** Homes that no helper could reach in time, now and tonight, and who could be asked: facts and names, no order is given here. */
export function CoveragePanel({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useCoverage();
  const tonight = useTonight();
  const { data } = now;
  return (
    <main className={styles.panel} aria-label={t('coverage.title')} tabIndex={0}>
      <header className={styles.head}>
        <h2>{t('coverage.who', { n: Math.round((data?.withinS ?? 900) / 60) })}</h2>
        {data === undefined ? null : (
          <p className={styles.figure}>
            <b>{t('coverage.of', { n: data.homes - data.unreached, all: data.homes })}</b>
            <small>{t('coverage.at', { at: timeOfDay(data.at, timeZone) })}</small>
          </p>
        )}
        <p className={styles.how}>
          {t(data?.night === true ? 'coverage.howNight' : 'coverage.how', { n: data?.helpers ?? 0 })}
        </p>
      </header>
      <ProblemMessage problem={now.error ?? tonight.error} />
      {data === undefined ? (
        <p className={pieces.empty}>{now.isLoading ? t('common.loading') : ''}</p>
      ) : (
        <>
          {tonight.data === undefined ? null : <Tonight coverage={tonight.data} timeZone={timeZone} />}
          <Villages coverage={data} />
          <Asked coverage={data} timeZone={timeZone} />
        </>
      )}
    </main>
  );
}

function Tonight({ coverage, timeZone }: { coverage: HelperCoverage; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { from, to, uncovered } = coverage.tonight;
  const names = coverage.villages.filter(({ regionId }) => uncovered.includes(regionId)).map(({ name }) => name);
  return (
    <section
      className={`${styles.tonight} ${names.length > 0 ? styles.gapTonight : ''}`}
      aria-label={t('coverage.tonight')}
    >
      <h3>
        {t('coverage.tonight')}{' '}
        <small>
          {timeOfDay(from, timeZone, false)}–{timeOfDay(to, timeZone, false)}
        </small>
      </h3>
      <p>
        {names.length === 0
          ? t('coverage.tonightAll', { n: coverage.villages.length })
          : t('coverage.tonightGap', { n: names.length, all: coverage.villages.length })}
      </p>
      {names.length === 0 ? null : <p className={styles.names}>{names.join('、')}</p>}
    </section>
  );
}

function Villages({ coverage: { villages, withinS } }: { coverage: CoverageNow }) {
  const { t } = useTranslation('console');
  return (
    <section className={pieces.card} aria-label={t('coverage.now')}>
      <h3>{t('coverage.now', { n: Math.round(withinS / 60) })}</h3>
      {villages.length === 0 ? (
        <p className={pieces.empty}>{t('coverage.allReached')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('coverage.village')}</th>
              <th scope="col">{t('coverage.homes')}</th>
              <th scope="col">{t('coverage.atRisk')}</th>
              <th scope="col">{t('coverage.soonest')}</th>
              <th scope="col">{t('coverage.arrives')}</th>
            </tr>
          </thead>
          <tbody>
            {villages.map(({ regionId, name, homes, unreached, atRisk, soonest }) => (
              <tr key={regionId}>
                <th scope="row">{name}</th>
                <td>{t('coverage.ofHomes', { n: unreached, all: homes })}</td>
                <td>{atRisk}</td>
                <td>{soonest === null ? t('coverage.nobody') : (soonest.name ?? t('coverage.elsewhere'))}</td>
                <td>{soonest === null ? '—' : t('coverage.minutes', { n: Math.ceil(soonest.arrivalS / 60) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Asked({
  coverage: { couldBeAsked, unreached },
  timeZone,
}: {
  coverage: CoverageNow;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('console');
  if (unreached === 0) return null;
  return (
    <section className={pieces.card} aria-label={t('coverage.asked')}>
      <h3>
        {t('coverage.asked')} <small>{t('coverage.askedHow')}</small>
      </h3>
      {couldBeAsked.length === 0 ? (
        <p className={pieces.empty}>{t('coverage.askedNone')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('coverage.name')}</th>
              <th scope="col">{t('coverage.livesIn')}</th>
              <th scope="col">{t('coverage.gains')}</th>
              <th scope="col">{t('coverage.lastDuty')}</th>
            </tr>
          </thead>
          <tbody>
            {couldBeAsked.map(({ helper, kind, region, homes, offDutySince }) => (
              <tr key={helper.id}>
                <th scope="row">
                  {helper.name} <small>{labelOf(HELPER_KIND_LABELS, kind as HelperKind)}</small>
                </th>
                <td>{region}</td>
                <td>{t('coverage.gain', { n: homes })}</td>
                <td>{offDutySince === null ? '—' : dayAndTime(offDutySince, timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
