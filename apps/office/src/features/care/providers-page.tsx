import type { AnswerOf, ContractOnWire, ProviderOnWire, WorkerOnWire } from '@silverbell/wire';
import {
  COMPLAINT_LABELS,
  COMPLAINTS,
  HELPER_CERTIFICATE_LABELS,
  PAY_BASIS_LABELS,
  PROVIDER_KIND_LABELS,
  PROVIDER_STANDING_LABELS,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, labelOf, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

/** Providers of daytime care, each with its contracts and its workers; they are written over the api and by import. */
export function ProvidersPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<ProviderList {...props} />} />
      <Route path=":id" element={<ProviderFile />} />
    </Routes>
  );
}

function ProviderList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const columns: readonly Column<ProviderOnWire>[] = [
    {
      key: 'name',
      title: t('providers.name'),
      cell: ({ id, name }) => <Link to={`/providers/${encodeURIComponent(id)}`}>{name}</Link>,
    },
    { key: 'kind', title: t('providers.kind'), cell: ({ kind }) => labelOf(PROVIDER_KIND_LABELS, kind) },
    {
      key: 'standing',
      title: t('providers.standing'),
      cell: ({ standing, active }) => (active ? labelOf(PROVIDER_STANDING_LABELS, standing) : t('providers.inactive')),
    },
    { key: 'region', title: t('care.region'), cell: ({ regionId }) => regionName(regionId) },
    { key: 'licence', title: t('providers.licence'), cell: ({ licenceUntil }) => licenceUntil ?? '—', extra: true },
  ];
  return (
    <ListPage
      list="providers"
      userId={user.id}
      title={t('providers.title')}
      note={t('providers.note')}
      route="providers"
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
      filters={[
        { key: 'q', label: t('providers.name'), of: 'words' },
        { key: 'regionId', label: t('list.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      read={({ q, regionId }, cursor) => api.call('providers', { query: { q, regionId, cursor, limit: 50 } })}
    />
  );
}

function ProviderFile() {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'provider', { params: { id } }));
  const one = result.data;
  return (
    <PageFrame
      title={one?.name ?? t('providers.title')}
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
    >
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <ProviderFacts one={one} />
          <Contracts providerId={id} />
          <Workers providerId={id} />
          <Notices providerId={id} />
        </>
      )}
    </PageFrame>
  );
}

function ProviderFacts({ one }: { readonly one: ProviderOnWire }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  return (
    <Card
      title={t('care.facts')}
      note={one.active ? labelOf(PROVIDER_STANDING_LABELS, one.standing) : t('providers.inactive')}
    >
      <Facts
        of={[
          [t('providers.kind'), labelOf(PROVIDER_KIND_LABELS, one.kind)],
          [t('providers.creditCode'), one.creditCode],
          [t('care.region'), regionName(one.regionId)],
          [t('providers.serves'), one.serviceRegionIds.map(regionName).join('、')],
          [t('providers.licence'), one.licenceUntil],
          [t('providers.insured'), one.insuredUntil],
          [t('providers.assigns'), t(one.autoAssign ? 'providers.alone' : 'providers.byHand')],
        ]}
      />
    </Card>
  );
}

function Contracts({ providerId }: { readonly providerId: string }) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const result = useQuery(routeQuery(api, 'contracts', { query: { providerId, limit: 200 } }));
  return (
    <Card title={t('providers.contracts')}>
      <QueryStatus of={result} />
      <PlainTable<ContractOnWire>
        name={t('providers.contracts')}
        heads={['of', 'for', 'from', 'to', 'rate', 'selfPay', 'paid'].map((head) => t(`providers.${head as 'of'}`))}
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
        ]}
      />
    </Card>
  );
}

function Workers({ providerId }: { readonly providerId: string }) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'workers', { query: { providerId, limit: 200 } }));
  return (
    <Card title={t('providers.workers')}>
      <QueryStatus of={result} />
      <PlainTable<WorkerOnWire>
        name={t('providers.workers')}
        heads={['worker', 'works', 'certificates'].map((head) => t(`providers.${head as 'worker'}`))}
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
        ]}
      />
    </Card>
  );
}

type Notice = AnswerOf<'providerNotices'>['items'][number];

/** 通报: what the provider is told of each month, as it was on the first day of the next one (CR-52). */
function Notices({ providerId }: { readonly providerId: string }) {
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
