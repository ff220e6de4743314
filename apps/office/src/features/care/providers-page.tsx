import type { ProviderOnWire } from '@silverbell/wire';
import { PROVIDER_KIND_LABELS, PROVIDER_STANDING_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { ContractForm } from './contract-form.js';
import { ProviderForm } from './provider-form.js';
import { useMayKeep } from './provider-rights.js';
import { Contracts, Notices, Workers } from './provider-tables.js';
import { COMPARING, ProviderRanking } from './provider-ranking.js';
import { WorkerForm } from './worker-form.js';

/** Providers of daytime care, each with its contracts, its workers and what it is told of a month. */
export function ProvidersPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<ProviderList {...props} />} />
      <Route path="new" element={<ProviderForm />} />
      <Route path="ranking" element={<ProviderRanking />} />
      <Route path=":id" element={<ProviderFile {...props} />} />
      <Route path=":id/edit" element={<ProviderForm />} />
      <Route path=":id/contracts/new" element={<ContractForm {...props} />} />
      <Route path=":id/contracts/:contractId" element={<ContractForm {...props} />} />
      <Route path=":id/workers/new" element={<WorkerForm {...props} />} />
      <Route path=":id/workers/:workerId" element={<WorkerForm {...props} />} />
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
      {...(hasOneOf(user, FACILITY_EDITORS) ? { newAt: '/providers/new' } : {})}
      actions={
        <>
          {hasOneOf(user, COMPARING) ? (
            <Link className="sb-button sb-button-plain no-print" to="/providers/ranking">
              {t('ranking.title')}
            </Link>
          ) : null}
          <Button onClick={() => window.print()}>{t('care.print')}</Button>
        </>
      }
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

function ProviderFile({ user }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'provider', { params: { id } }));
  const mayKeep = useMayKeep(user);
  const [managers, openManagers, closeManagers] = useOpenDialog<ProviderOnWire>();
  const one = result.data;
  const may = one !== undefined && mayKeep(one.regionId);
  return (
    <PageFrame
      title={one?.name ?? t('providers.title')}
      actions={
        <>
          {may ? (
            <>
              <Link className="sb-button sb-button-plain no-print" to={`/providers/${encodeURIComponent(id)}/edit`}>
                {t('providers.change')}
              </Link>
              <Button onClick={() => openManagers(one)}>{t('providers.setManagers')}</Button>
            </>
          ) : null}
          <Button onClick={() => window.print()}>{t('care.print')}</Button>
        </>
      }
    >
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <ProviderFacts one={one} />
          <Contracts provider={one} user={user} />
          <Workers provider={one} user={user} />
          <Notices providerId={id} />
        </>
      )}
      {managers === null ? null : <ManagersDialog one={managers} onClose={closeManagers} />}
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
          [t('providers.bankName'), one.bankName],
          [t('providers.accountName'), one.accountName],
          [t('providers.accountNumber'), one.accountNumber],
          [t('providers.managers'), t('providers.managersOf', { n: one.managerIds.length })],
        ]}
      />
    </Card>
  );
}

interface ManagersDialogProps {
  readonly one: ProviderOnWire;
  readonly onClose: () => void;
}

/** Which accounts are logins of the provider; only the security administrator reads the list of accounts, so their ids are typed. */
function ManagersDialog({ one, onClose }: ManagersDialogProps) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('providers.setManagers')}
      note={t('providers.managersNote')}
      fields={[
        { key: 'accountIds', label: t('providers.accountIds'), kind: 'text', hint: t('providers.accountIdsHint') },
      ]}
      initial={{ accountIds: one.managerIds.join('、') }}
      route="setProviderManagers"
      inputOf={({ accountIds }) => ({
        params: { id: one.id },
        body: {
          accountIds: String(accountIds)
            .split(/[、,，;；\s]+/)
            .filter(Boolean),
        },
      })}
      onDone={() => {
        for (const route of ['provider', 'providers'] as const)
          void queries.invalidateQueries({ queryKey: routeKey(route) });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
