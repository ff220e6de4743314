import type { SilenceView } from '@silverbell/wire';
import { AWAY_REASON_LABELS, RULE_REASON_LABELS, SIGN_LABELS, INACTIVITY_DOUBT_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { dayAndTime, formatDuration, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Link } from 'react-router';
import { LegalHolds } from '../../shared/legal-holds/legal-holds.js';
import { api, clock, queries } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { AwayForm } from './away-form.js';
import { RulesForm } from './rules-form.js';
import pieces from '../../shared/pieces.module.css';
import styles from './seniors.module.css';

const keepingRoles = ['operator', 'lead', 'admin'];

/** Facts about the silence of one person, and the rules about it; never how she is. */
export function SeniorPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const id = useParams()['id'] ?? '';
  const query = routeQuery(api, 'silenceRules', { params: { id } });
  const result = useQuery({
    ...query,
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const view = result.data;
  const keep = (next: SilenceView): void => {
    queries.setQueryData(query.queryKey, next);
  };
  const may = keepingRoles.includes(user.role);
  return (
    <PageFrame
      title={view === undefined ? t('seniors.title') : t('seniors.silence', { name: view.senior.name })}
      beside={<Link to="/seniors">{t('seniors.back')}</Link>}
    >
      <QueryStatus of={result} />
      {view === undefined ? null : (
        <>
          <Facts view={view} timeZone={view.timeZone} />
          <RulesForm key={`rules ${view.rulesSince ?? ''}`} id={id} view={view} may={may} onKept={keep} />
          <AwayForm key={`away ${view.away?.until ?? ''}`} id={id} view={view} may={may} onKept={keep} />
          <Changes view={view} timeZone={timeZone} />
          <LegalHolds of={{ type: 'senior', id }} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

function Facts({ view, timeZone }: { view: SilenceView; timeZone: string }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { lastContact } = view;
  return (
    <section className={pieces.block} aria-label={t('seniors.contact')}>
      <h3>{t('seniors.contact')}</h3>
      <p>
        {lastContact === null
          ? t('seniors.contactNone')
          : t('seniors.contactAt', {
              sign: labelOf(SIGN_LABELS, lastContact.sign),
              at: dayAndTime(lastContact.at, timeZone),
              ago: formatDuration(Math.max(0, now - Date.parse(lastContact.at)) / 1_000, t),
            })}
      </p>
      <p className={pieces.quiet}>
        {t('seniors.water')}：{view.waterL === null ? t('common.unknown') : t('seniors.waterL', { n: view.waterL })}
      </p>
      {view.doubts.length === 0 ? null : (
        <ul className={styles.doubts} aria-label={t('seniors.doubts')}>
          {view.doubts.map((code) => (
            <li key={code}>{labelOf(INACTIVITY_DOUBT_LABELS, code)}</li>
          ))}
        </ul>
      )}
      <h4>{t('seniors.signs')}</h4>
      {view.signs.length === 0 ? <p className={pieces.empty}>{t('seniors.signsNone')}</p> : null}
      <ul className={pieces.lines}>
        {view.signs.map((one) => (
          <li key={one.sign}>
            <time dateTime={one.at}>{dayAndTime(one.at, timeZone)}</time>
            <span>{labelOf(SIGN_LABELS, one.sign)}</span>
            {one.counts ? null : <span className={pieces.tag}>{t('seniors.notCounted')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ view, timeZone }: { view: SilenceView; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  return (
    <section className={pieces.block} aria-label={t('seniors.changes')}>
      <h3>{t('seniors.changes')}</h3>
      {view.changes.length === 0 ? <p className={pieces.empty}>{t('seniors.changesNone')}</p> : null}
      <ul className={pieces.lines}>
        {view.changes.map((one) => (
          <li key={`${one.at} ${one.what}`}>
            <time dateTime={one.at}>{dayAndTime(one.at, timeZone)}</time>
            <span>{t(`seniors.change.${one.what}`)}</span>
            <span>{labelOf({ ...AWAY_REASON_LABELS, ...RULE_REASON_LABELS }, one.reason)}</span>
            {one.note === null ? null : <span>{one.note}</span>}
            <span className={pieces.by}>{one.by.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
