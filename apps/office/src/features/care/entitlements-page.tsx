import type { EntitlementOnWire } from '@silverbell/wire';
import {
  ENTITLEMENT_END_LABELS,
  ENTITLEMENT_NOTICE_LABELS,
  ENTITLEMENT_STATE_LABELS,
  ENTITLEMENT_STEP_LABELS,
  LOCAL_CLASS_LABELS,
  PAYEE_KIND_LABELS,
  SUSPENSION_REASON_LABELS,
  type EntitlementNotice,
  type EntitlementState,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { Facts } from '../../shared/facts.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { CARE_FILE_READERS } from '../../shared/roles.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useCatalogue } from './care-day.js';
import {
  EntitlementAct,
  entitlementActs,
  EntitlementNote,
  openNotices,
  type EntitlementActName,
} from './entitlement-acts.js';

/** For whom the public pays, and what became of it (CR-24 … CR-27); an entitlement begins with an application. */
export function EntitlementsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<EntitlementList {...props} />} />
      <Route path=":id" element={<EntitlementFile {...props} />} />
    </Routes>
  );
}

function EntitlementList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const payeeName = usePayeeName();
  const columns: readonly Column<EntitlementOnWire>[] = [
    {
      key: 'senior',
      title: t('care.senior'),
      cell: ({ id, senior }) => <Link to={`/entitlements/${encodeURIComponent(id)}`}>{senior.name}</Link>,
    },
    { key: 'region', title: t('care.region'), cell: ({ regionId }) => regionName(regionId) },
    { key: 'state', title: t('care.state'), cell: ({ state }) => labelOf(ENTITLEMENT_STATE_LABELS, state) },
    { key: 'from', title: t('entitlements.from'), cell: ({ from }) => from },
    { key: 'to', title: t('entitlements.to'), cell: ({ to }) => to ?? t('entitlements.openEnd') },
    { key: 'minutes', title: t('entitlements.minutes'), cell: ({ minutesPerDay }) => minutesPerDay },
    {
      key: 'localClass',
      title: t('entitlements.localClass'),
      cell: ({ localClass }) => labelOf(LOCAL_CLASS_LABELS, localClass),
    },
    { key: 'payee', title: t('entitlements.payee'), cell: ({ payee }) => payeeName(payee) },
    {
      key: 'endReason',
      title: t('entitlements.endReason'),
      cell: ({ endReason }) => labelOf(ENTITLEMENT_END_LABELS, endReason),
      extra: true,
    },
  ];
  return (
    <ListPage
      list="entitlements"
      userId={user.id}
      title={t('entitlements.title')}
      note={t('entitlements.note')}
      route="entitlements"
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
      filters={[
        { key: 'state', label: t('care.state'), of: choicesOf(ENTITLEMENT_STATE_LABELS) },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      read={({ state, regionId, seniorId }, cursor) =>
        api.call('entitlements', {
          query: { state: state as EntitlementState | undefined, regionId, seniorId, cursor, limit: 50 },
        })
      }
    />
  );
}

/** The payee in words; of an institution that is no provider on file its id is all that is known. */
function usePayeeName(): (payee: EntitlementOnWire['payee']) => string {
  const providers = useQuery(
    everyPageQuery('providers', (cursor) => api.call('providers', { query: { cursor, limit: PAGE } })),
  );
  return ({ kind, id }) =>
    `${labelOf(PAYEE_KIND_LABELS, kind)} ${providers.data?.find((one) => one.id === id)?.name ?? id}`;
}

function EntitlementFile({ user }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'entitlement', { params: { id } }));
  const one = result.data;
  const title = one === undefined ? t('entitlements.title') : `${t('entitlements.title')} · ${one.senior.name}`;
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}>
      <QueryStatus of={result} />
      {one === undefined ? null : <Entitlement one={one} user={user} />}
    </PageFrame>
  );
}

interface EntitlementProps extends Pick<PageProps, 'user'> {
  readonly one: EntitlementOnWire;
}
type Open = { readonly act: EntitlementActName } | { readonly notice: EntitlementNotice };

function Entitlement({ one, user }: EntitlementProps) {
  const { t } = useTranslation('office');
  const today = useCatalogue()?.on ?? '';
  const [open, show, close] = useOpenDialog<Open>();
  const done = (): void => {
    for (const route of ['entitlement', 'entitlements', 'careFile', 'work', 'serviceOrders'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    close();
  };
  const shared = { one, onDone: done, onClose: close };
  return (
    <>
      <Card title={t('care.facts')} note={labelOf(ENTITLEMENT_STATE_LABELS, one.state)}>
        <EntitlementFacts one={one} user={user} />
        <div className="office-foot no-print">
          {entitlementActs(user, one).map((act) => (
            <Button key={act} onClick={() => show({ act })}>
              {t(`entitlements.act.${act}`)}
            </Button>
          ))}
          {openNotices(user, one).map((notice) => (
            <Button key={notice} onClick={() => show({ notice })}>
              {labelOf(ENTITLEMENT_NOTICE_LABELS, notice)}
            </Button>
          ))}
        </div>
      </Card>
      <Card title={t('care.trail')}>
        <PlainTable
          name={t('care.trail')}
          heads={[t('care.day'), t('care.state'), t('care.who'), t('care.reason')]}
          items={one.trail}
          rowKey={({ at, type, reason }) => `${at} ${type} ${reason ?? ''}`}
          cells={({ on, type, by, reason }) => [
            on,
            labelOf(ENTITLEMENT_STEP_LABELS, type),
            by?.name ?? '—',
            labelOf({ ...SUSPENSION_REASON_LABELS, ...ENTITLEMENT_END_LABELS, ...ENTITLEMENT_NOTICE_LABELS }, reason),
          ]}
        />
      </Card>
      {open === null ? null : 'act' in open ? (
        <EntitlementAct {...shared} act={open.act} today={today} />
      ) : (
        <EntitlementNote {...shared} notice={open.notice} />
      )}
    </>
  );
}

function EntitlementFacts({ one, user }: EntitlementProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const payeeName = usePayeeName();
  const { senior, from, to } = one;
  return (
    <Facts
      of={[
        [t('care.senior'), senior.name],
        [t('care.region'), regionName(one.regionId)],
        [t('entitlements.from'), from],
        [t('entitlements.to'), to === null ? t('entitlements.openEnd') : to < from ? t('entitlements.notPayable') : to],
        [t('entitlements.minutes'), one.minutesPerDay],
        [t('entitlements.localClass'), labelOf(LOCAL_CLASS_LABELS, one.localClass)],
        [t('entitlements.payee'), payeeName(one.payee)],
        [
          t('entitlements.suspensions'),
          one.suspensions
            .map((days) => {
              const span = days.to === null ? t('entitlements.since', { day: days.from }) : `${days.from} – ${days.to}`;
              return `${span} ${labelOf(SUSPENSION_REASON_LABELS, days.reason)}`;
            })
            .join(t('app.and')),
        ],
        [t('entitlements.endReason'), labelOf(ENTITLEMENT_END_LABELS, one.endReason)],
        ...(hasOneOf(user, CARE_FILE_READERS)
          ? [
              [
                t('entitlements.file'),
                <Link key="file" to={`/seniors/${encodeURIComponent(senior.id)}/care`}>
                  {senior.name}
                </Link>,
              ] as const,
            ]
          : []),
      ]}
    />
  );
}
