import type { AnswerOf, ContractOnWire, ProviderOnWire, WorkerOnWire } from '@silverbell/wire';
import { COMPLAINT_LABELS, COMPLAINTS, HELPER_CERTIFICATE_LABELS, PAY_BASIS_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { labelOf, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';
import { useMayKeep, WORKER_EDITORS } from './provider-rights.js';

interface TableProps {
  readonly provider: ProviderOnWire;
  readonly user: SessionUser;
}

/** 服务协议: every township makes its own. */
export function Contracts({ provider, user }: TableProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const mayKeep = useMayKeep(user);
  const result = useQuery(routeQuery(api, 'contracts', { query: { providerId: provider.id, limit: 200 } }));
  const may = hasOneOf(user, FACILITY_EDITORS);
  const at = `/providers/${encodeURIComponent(provider.id)}/contracts`;
  const heads = ['of', 'for', 'from', 'to', 'rate', 'selfPay', 'paid', ...(may ? (['actions'] as const) : [])] as const;
  return (
    <Card title={t('providers.contracts')}>
      <QueryStatus of={result} />
      <PlainTable<ContractOnWire>
        name={t('providers.contracts')}
        heads={heads.map((head) => t(`providers.${head}`))}
        items={result.data?.items ?? []}
        rowKey={({ id }) => id}
        cells={(one) => [
          regionName(one.regionId),
          one.regionIds.map(regionName).join('、'),
          one.from,
          one.endedOn === null ? one.to : t('providers.endedOn', { day: one.endedOn }),
          yuanOf(one.rateFenPerHour),
          one.selfPayFenPerHour === null ? '—' : yuanOf(one.selfPayFenPerHour),
          labelOf(PAY_BASIS_LABELS, one.payBasis),
          ...(may
            ? [
                mayKeep(one.regionId) ? (
                  <Change
                    key="change"
                    to={`${at}/${encodeURIComponent(one.id)}`}
                    of={`${regionName(one.regionId)} ${one.from}`}
                  />
                ) : (
                  '—'
                ),
              ]
            : []),
        ]}
      />
      {provider.active && may ? <New to={`${at}/new`} label={t('providers.newContract')} /> : null}
    </Card>
  );
}

export function Workers({ provider, user }: TableProps) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'workers', { query: { providerId: provider.id, limit: 200 } }));
  const may = hasOneOf(user, WORKER_EDITORS);
  const at = `/providers/${encodeURIComponent(provider.id)}/workers`;
  const heads = ['worker', 'works', 'certificates', ...(may ? (['actions'] as const) : [])] as const;
  return (
    <Card title={t('providers.workers')}>
      <QueryStatus of={result} />
      <PlainTable<WorkerOnWire>
        name={t('providers.workers')}
        heads={heads.map((head) => t(`providers.${head}`))}
        items={result.data?.items ?? []}
        rowKey={({ id }) => id}
        cells={(one) => [
          one.name,
          t(one.suspended ? 'providers.suspended' : one.active ? 'providers.active' : 'providers.inactive'),
          one.certificates
            .map(({ kind, until }) =>
              t('providers.until', { what: labelOf(HELPER_CERTIFICATE_LABELS, kind), day: until }),
            )
            .join('、') || '—',
          ...(may ? [<Change key="change" to={`${at}/${encodeURIComponent(one.id)}`} of={one.name} />] : []),
        ]}
      />
      {provider.active && may ? <New to={`${at}/new`} label={t('providers.newWorker')} /> : null}
    </Card>
  );
}

function Change({ to, of }: { readonly to: string; readonly of: string }) {
  const { t } = useTranslation('office');
  return (
    <Link to={to} aria-label={`${t('providers.change')} ${of}`}>
      {t('providers.change')}
    </Link>
  );
}

function New({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <div className="office-foot no-print">
      <Link className="sb-button sb-button-plain" to={to}>
        {label}
      </Link>
    </div>
  );
}

type Notice = AnswerOf<'providerNotices'>['items'][number];

/** 通报: what the provider is told of each month, as it was on the first day of the next one (CR-52). */
export function Notices({ providerId }: { readonly providerId: string }) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'providerNotices', { params: { id: providerId } }));
  return (
    <Card title={t('providers.notices')} note={t('providers.noticesNote')}>
      <QueryStatus of={result} />
      <PlainTable<Notice>
        name={t('providers.notices')}
        heads={['month', 'received', 'kinds', 'answered', 'ratedAnswers', 'ratedVisits', 'verified'].map((head) =>
          t(`providers.${head as 'month'}`),
        )}
        items={result.data?.items ?? []}
        rowKey={({ month }) => month}
        cells={(one) => [
          one.month.slice(0, 7),
          t('providers.receivedOf', { n: one.received, founded: one.founded, withdrawn: one.withdrawn }),
          COMPLAINTS.filter((kind) => one.kinds[kind] !== undefined)
            .map((kind) => `${labelOf(COMPLAINT_LABELS, kind)} ${String(one.kinds[kind])}`)
            .join('、') || '—',
          t('providers.inTime', { n: one.answeredInTime, due: one.due }),
          t('providers.dissatisfied', { n: one.answersDissatisfied, rated: one.answersRated }),
          t('providers.dissatisfied', { n: one.visitsDissatisfied, rated: one.visitsRated }),
          t('providers.upheld', { n: one.verifications, upheld: one.upheld }),
        ]}
      />
    </Card>
  );
}
