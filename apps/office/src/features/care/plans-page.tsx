import type { AnswerOf } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useItemName, useWorkers, WEEKDAYS } from './care-day.js';
import { EXPORTING_ORDERS } from './exporting.js';
import { PlanForm } from './plan-form.js';

type Plan = AnswerOf<'servicePlans'>['items'][number];
const PLANNING = ['provider-manager', 'community-officer', 'township-officer'];

export function PlansPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<PlanList {...props} />} />
      <Route path="new" element={<PlanForm {...props} />} />
    </Routes>
  );
}

function PlanList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const itemName = useItemName();
  const regionName = useRegionName();
  const workers = useWorkers();
  const [ending, open, close] = useOpenDialog<Plan>();
  const [changing, openChange, closeChange] = useOpenDialog<Plan>();
  const mayChange = hasOneOf(user, ['township-officer']);
  const providers = useQuery({ ...routeQuery(api, 'providers', { query: { limit: 200 } }), enabled: mayChange });
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('servicePlans') });
  const may = hasOneOf(user, PLANNING);
  const columns: readonly Column<Plan>[] = [
    {
      key: 'senior',
      title: t('care.senior'),
      cell: ({ senior }) => <Link to={`/service-orders?seniorId=${encodeURIComponent(senior.id)}`}>{senior.name}</Link>,
    },
    { key: 'items', title: t('care.items'), cell: ({ items }) => items.map(itemName).join('、') },
    {
      key: 'weekdays',
      title: t('care.weekdays'),
      cell: ({ weekdays }) =>
        weekdays.length === 7
          ? t('care.everyDay')
          : WEEKDAYS.filter((_, n) => weekdays.includes(n + 1))
              .map((one) => t(`care.weekday.${one}`))
              .join(' '),
    },
    { key: 'time', title: t('care.time'), cell: (one) => `${one.startTime}–${one.endTime}` },
    { key: 'from', title: t('care.planFrom'), cell: ({ from }) => from },
    { key: 'to', title: t('care.planTo'), cell: ({ to }) => to ?? '—' },
    {
      key: 'preferred',
      title: t('care.preferred'),
      cell: (one) => workers.find(({ id }) => id === one.preferredWorkerId)?.name ?? '—',
    },
    { key: 'region', title: t('care.region'), cell: (one) => regionName(one.regionId), extra: true },
    { key: 'provider', title: t('care.provider'), cell: (one) => one.providerId ?? '—', extra: true },
    ...(may
      ? [
          {
            key: 'end',
            title: t('care.endPlan'),
            cell: (one: Plan) => (
              <>
                <Button tone="quiet" onClick={() => open(one)}>
                  {t('care.endPlan')}
                </Button>
                {mayChange ? (
                  <Button tone="quiet" onClick={() => openChange(one)}>
                    {t('care.changeProvider')}
                  </Button>
                ) : null}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <ListPage
        list="service-plans"
        userId={user.id}
        title={t('care.plans')}
        note={t('care.plansNote')}
        route="servicePlans"
        {...(may ? { newAt: '/service-plans/new' } : {})}
        {...(hasOneOf(user, EXPORTING_ORDERS) ? { exportAs: 'service-plans' as const } : {})}
        actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
        filters={[
          { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
          { key: 'regionId', label: t('list.region'), of: 'region' },
        ]}
        columns={columns}
        rowKey={({ id }) => id}
        read={({ seniorId, regionId }, cursor) =>
          api.call('servicePlans', { query: { seniorId, regionId, cursor, limit: 50 } })
        }
      />
      {ending === null ? null : (
        <ActDialog
          title={`${t('care.endPlan')} · ${ending.senior.name}`}
          note={t('care.endPlanNote')}
          fields={[
            { key: 'on', label: t('care.lastDay'), kind: 'date', required: true },
            { key: 'reason', label: t('care.reason'), kind: 'words', required: true },
          ]}
          initial={{ on: '', reason: '' }}
          route="endServicePlan"
          version={ending.version}
          inputOf={(v) => ({ params: { id: ending.id }, body: { on: String(v['on']), reason: String(v['reason']) } })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      )}
      {changing === null ? null : (
        <ActDialog
          title={`${t('care.changeProvider')} · ${changing.senior.name}`}
          note={t('care.changeProviderNote')}
          fields={[
            {
              ...{ key: 'providerId', label: t('care.newProvider'), kind: 'choice', required: true },
              choices: (providers.data?.items ?? []).flatMap(({ id, name, active }) =>
                active && id !== changing.providerId ? [{ value: id, label: name }] : [],
              ),
            },
            { key: 'from', label: t('care.changeFrom'), kind: 'date', required: true },
            { key: 'reason', label: t('care.reason'), kind: 'words', required: true },
          ]}
          initial={{ providerId: '', from: '', reason: '' }}
          route="changePlanProvider"
          version={changing.version}
          inputOf={(v) => ({
            params: { id: changing.id },
            body: { providerId: String(v['providerId']), from: String(v['from']), reason: String(v['reason']) },
          })}
          onDone={() => {
            refresh();
            closeChange();
          }}
          onClose={closeChange}
        />
      )}
    </>
  );
}
