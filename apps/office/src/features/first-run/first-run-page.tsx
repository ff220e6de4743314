import type { AnswerOf } from '@silverbell/wire';
import { EMERGENCY_SERVICE_LABELS, LADDER_ROLE_LABELS, SEAT_GAP_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { useRegionName, useRegions } from '../../shared/regions/use-regions.js';
import { stepsOf, type Step } from './steps.js';

type Readiness = AnswerOf<'regionReadiness'>;
const SHOWN_GAPS = 6;

/** From an empty town to the first alert that is answered: what is done, what is missing, and the page for each. */
export function FirstRunPage(_: PageProps) {
  const { t } = useTranslation('office');
  const regions = useRegions();
  const root = regions.data?.items[0];
  const result = useQuery({
    ...routeQuery(api, 'regionReadiness', { params: { id: root?.id ?? '' } }),
    enabled: root !== undefined,
    refetchInterval: 15_000,
  });
  const ready = result.data;
  const steps = root === undefined || ready === undefined ? [] : stepsOf(root, ready);
  const open = steps.filter(({ done }) => !done).length;
  return (
    <PageFrame title={t('firstRun.title')} note={t('firstRun.note')}>
      <QueryStatus of={regions} />
      {root === undefined ? null : <QueryStatus of={result} />}
      {ready === undefined ? null : (
        <>
          <p className="office-warn" role="status">
            {open === 0 ? t('firstRun.ready') : t('firstRun.notReady', { n: open })}
          </p>
          <div className="office-card">
            <ScrollBox name={t('firstRun.title')}>
              <table className="office-table" aria-label={t('firstRun.title')}>
                <thead>
                  <tr>
                    <th scope="col">{t('firstRun.step')}</th>
                    <th scope="col">{t('firstRun.state')}</th>
                    <th scope="col">{t('firstRun.have')}</th>
                    <th scope="col">{t('firstRun.missing')}</th>
                  </tr>
                </thead>
                <tbody>
                  {steps.map((step) => (
                    <StepRow key={step.name} step={step} ready={ready} />
                  ))}
                </tbody>
              </table>
            </ScrollBox>
            <p className="office-foot quiet">
              {t('firstRun.accounts')}（<Link to="/accounts">{t('firstRun.go')}</Link>）：{t('firstRun.accountsHint')}
            </p>
            <p className="office-foot quiet">{t('firstRun.refresh')}</p>
          </div>
        </>
      )}
    </PageFrame>
  );
}

function StepRow({ step, ready }: { readonly step: Step; readonly ready: Readiness }) {
  const { t } = useTranslation('office');
  return (
    <tr>
      <th scope="row">
        <Link to={step.at}>{t(`firstRun.${step.name}`)}</Link>
        <p className="quiet">{t(`firstRun.${step.name}Hint`)}</p>
      </th>
      <td>{t(step.done ? 'firstRun.done' : 'firstRun.open')}</td>
      <td>{step.count ?? ''}</td>
      <td>
        <Gaps step={step} ready={ready} />
      </td>
    </tr>
  );
}

function Gaps({ step, ready }: { readonly step: Step; readonly ready: Readiness }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const gaps =
    step.name === 'seats'
      ? ready.seatGaps.map(({ regionId, role, gap }) => ({
          region: regionName(regionId),
          what: `${labelOf(LADDER_ROLE_LABELS, role)}，${labelOf(SEAT_GAP_LABELS, gap)}`,
        }))
      : step.name === 'emergency-numbers'
        ? ready.numberGaps
            .filter(({ gap }) => gap === 'no-number')
            .map(({ regionId, service }) => ({
              region: regionName(regionId),
              what: labelOf(EMERGENCY_SERVICE_LABELS, service),
            }))
        : [];
  return gaps.length === 0 ? null : (
    <ul>
      {gaps.slice(0, SHOWN_GAPS).map((gap) => (
        <li key={`${gap.region} ${gap.what}`}>{t('firstRun.gap', gap)}</li>
      ))}
      {gaps.length > SHOWN_GAPS ? <li>{t('firstRun.more', { n: gaps.length })}</li> : null}
    </ul>
  );
}
