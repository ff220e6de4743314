import type { Incident, IncidentSummary } from '@silverbell/wire';
import { CLASS_LABELS, OUTAGE_PLACE_TYPE_LABELS, PHASE_LABELS, RISK_LABELS } from '@silverbell/vocabulary';
import { useLiveCases } from '@silverbell/web-live';
import type { MapArea } from '@silverbell/web-map';
import { dayAndTime, SeverityMark, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useQueries } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock, live, readIncident } from '../../shared/app-client.js';
import { CallButton } from '../../shared/call-button.js';
import { outageArea } from '../../shared/outage-area.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { Since } from '../../shared/since.js';
import { outagePlace } from '../../shared/outage-labels.js';
import { OutagesMap } from './outages-map.js';
import { insideOf, tiersOf } from './tiers.js';
import pieces from '../../shared/pieces.module.css';
import styles from './outages.module.css';

/** Every open outage: who is cut off, how far the roll-call is, and on top whoever calls from inside one of them. */
export function OutagesPage({ timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const state = useLiveCases(live);
  const outages = useMemo(
    () =>
      [...state.cases.values()]
        .filter((one) => one.outage !== null)
        .sort((a, b) => (b.outage?.waiting ?? 0) - (a.outage?.waiting ?? 0) || a.raisedAt.localeCompare(b.raisedAt)),
    [state.cases],
  );
  const details = useQueries({
    queries: outages.map((one) => ({
      // Every version is a reading of its own; the one before stays on the screen meanwhile.
      queryKey: ['outage', one.id, one.version],
      queryFn: () => readIncident(one.id),
      placeholderData: (before: Incident | undefined) => before,
    })),
  });
  const areas = drawnAreas(
    details.map(({ data }) => data),
    t,
  );
  const unknown = state.connection === 'down' || (state.listFailed && !state.known);
  return (
    <PageFrame
      title={t('outages.title')}
      beside={
        state.listReadAt === null ? null : (
          <span className={pieces.quiet}>
            {t('outages.readAt', { at: timeOfDay(clock.at(state.listReadAt), timeZone) })}
          </span>
        )
      }
    >
      {outages.length === 0 ? (
        <p className={`${pieces.empty} ${unknown ? pieces.emptyDoubt : ''}`} role="status">
          {unknown ? t('queue.unknown') : state.known ? t('outages.none') : t('common.loading')}
        </p>
      ) : null}
      {areas.length === 0 ? null : (
        <OutagesMap areas={areas.map(({ area }) => area)} shown={areas.map(({ id }) => id).join(' ')} />
      )}
      {outages.map((one, index) => {
        const detail = details[index];
        const area = areas.find(({ id }) => id === one.id)?.area;
        return (
          <article
            key={one.id}
            className={`${pieces.block} ${styles.outage}`}
            aria-label={outagePlace(one, t, detail?.data?.regionName) ?? ''}
          >
            <Head one={one} regionName={detail?.data?.regionName} timeZone={timeZone} />
            {area === undefined ? null : <p className={styles.outageArea}>{area.words}</p>}
            <Inside cases={state.cases} incident={detail?.data} />
            {detail === undefined ? null : <QueryStatus of={detail} />}
            {detail?.data === undefined ? null : <Progress incident={detail.data} />}
            <p>
              <Link to={`/incidents/${one.id}`}>{t('outages.open')}</Link>
            </p>
          </article>
        );
      })}
    </PageFrame>
  );
}

/** The areas of those that were read; with their numbers where there are several. */
function drawnAreas(
  incidents: readonly (Incident | undefined)[],
  t: TFunction<'console'>,
): readonly { readonly id: string; readonly area: MapArea }[] {
  const drawn = incidents.flatMap((one) => {
    const area = outageArea(one, t);
    return one === undefined || area === null ? [] : [{ one, area }];
  });
  return drawn.map(({ one, area }) => ({
    id: one.id,
    area: drawn.length === 1 ? area : { ...area, words: `${t('incident.number', { n: one.number })} ${area.words}` },
  }));
}

interface HeadProps {
  readonly one: IncidentSummary;
  readonly regionName: string | undefined;
  readonly timeZone: string | undefined;
}

function Head({ one, regionName, timeZone }: HeadProps) {
  const { t } = useTranslation('console');
  return (
    <>
      <h3 className={styles.outageHead}>
        <SeverityMark severity={one.severity} />
        <span>{outagePlace(one, t, regionName)}</span>
        <span className={pieces.tag}>{labelOf(PHASE_LABELS, one.phase)}</span>
        <Since iso={one.raisedAt} every={5_000} />
      </h3>
      <p className={pieces.quiet}>
        {[
          t('incident.number', { n: one.number }),
          one.outage?.place ? labelOf(OUTAGE_PLACE_TYPE_LABELS, one.outage.place.type) : null,
          regionName ?? null,
          t('outages.since', { at: dayAndTime(one.raisedAt, timeZone) }),
          one.attention.by === null ? t('queue.nobody') : t('queue.by', { name: one.attention.by.name }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

/** An outage never hides a cry for help: whoever calls from one of its homes stands above its numbers. */
function Inside({ cases, incident }: { cases: ReadonlyMap<string, IncidentSummary>; incident: Incident | undefined }) {
  const { t } = useTranslation('console');
  if (incident === undefined) return null;
  const inside = insideOf(incident, cases.values());
  if (inside.length === 0) return null;
  return (
    <section className={styles.outageInside} aria-label={t('outages.inside')}>
      <strong>{t('outages.inside')}</strong>
      <ul className={pieces.lines}>
        {inside.map((one) => (
          <li key={one.id}>
            <SeverityMark severity={one.severity} />
            <Link to={`/incidents/${one.id}`}>
              {[one.seniors.map(({ name }) => name).join('、'), one.home?.label].filter(Boolean).join(' · ')}
            </Link>
            <span>{labelOf(CLASS_LABELS, one.class)}</span>
            <span className={pieces.tag}>{labelOf(PHASE_LABELS, one.phase)}</span>
            <Since iso={one.raisedAt} every={5_000} urgent={one.severity === 1 && one.attention.state === 'waiting'} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Progress({ incident }: { incident: Incident }) {
  const { t } = useTranslation('console');
  const { listed, reached, heard, tiers } = tiersOf(incident.rollCall);
  const next = incident.rollCall.filter(({ state }) => state === 'waiting').slice(0, 5);
  return (
    <>
      <p className={styles.outageProgress}>
        <progress aria-label={t('rollCall.progress')} max={listed} value={reached + heard} />
        <span>{t('outages.progress', { listed, reached, heard, left: listed - reached - heard })}</span>
      </p>
      <table className={pieces.plainTable}>
        <caption className="sb-visually-hidden">{t('outages.byTier')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('outages.tier')}</th>
            <th scope="col">{t('outages.homes')}</th>
            <th scope="col">{t('outages.listed')}</th>
            <th scope="col">{t('outages.left')}</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((row) => (
            <tr key={row.tier}>
              <th scope="row">{t(`outages.tierOf.${row.tier}`)}</th>
              <td>{row.homes}</td>
              <td>{row.listed}</td>
              <td>
                <strong>{row.waiting}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {next.length === 0 ? (
        <p className={pieces.quiet}>{t('rollCall.allReached')}</p>
      ) : (
        <>
          <h4>{t('outages.next')}</h4>
          <ol className={pieces.lines}>
            {next.map((one) => (
              <li key={one.senior.id}>
                <strong>{one.senior.name}</strong>
                <span>{one.home.label}</span>
                {one.phone === null ? null : (
                  <CallButton number={one.phone} who={one.senior.name} incidentId={incident.id} />
                )}
                <span className={pieces.quiet}>{one.risks.map((code) => labelOf(RISK_LABELS, code)).join('、')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
