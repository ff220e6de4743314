import type { AnswerOf } from '@silverbell/wire';
import {
  ENTITLEMENT_NOTICE_LABELS,
  ROLE_LABELS,
  WORK_GROUP_LABELS,
  WORK_GROUPS,
  WORK_KIND_LABELS,
  type EntitlementNotice,
  type WorkKind,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Figures } from '../../shared/figures.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';

type WorkItem = AnswerOf<'work'>['items'][number];

/** What is open in daytime care for her roles: overdue, due today, what comes, and what is overdue below her (CR-08, CR-77). */
export function WorkPage({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [search] = useSearchParams();
  const result = useQuery({ ...routeQuery(api, 'work', { query: { limit: 500 } }), refetchInterval: 60_000 });
  const [noting, open, close] = useOpenDialog<WorkItem>();
  const group = WORK_GROUPS.find((one) => one === search.get('group'));
  const all = result.data?.items ?? [];
  const shown = group === undefined ? all : all.filter((one) => one.group === group);
  return (
    <PageFrame
      title={t('work.title')}
      note={t('work.note')}
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
    >
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <>
          <Figures
            name={t('work.counts')}
            of={WORK_GROUPS.map((one) => ({
              ...{ label: labelOf(WORK_GROUP_LABELS, one), figure: result.data.counts[one] },
              to: `/work?group=${one}`,
            }))}
          />
          <Card
            title={group === undefined ? t('work.all') : labelOf(WORK_GROUP_LABELS, group)}
            note={
              group === undefined ? t('work.on', { day: result.data.today }) : <Link to="/work">{t('work.all')}</Link>
            }
          >
            <PlainTable
              name={t('work.title')}
              heads={['what', 'about', 'region', 'owner', 'due', 'reminded', 'noted'].map((head) =>
                t(`work.${head as 'what'}`),
              )}
              items={shown}
              rowKey={({ kind, id, ownerRole, state, group: of }) => `${of} ${kind} ${id} ${ownerRole} ${state}`}
              cells={(one) => [
                <What key="what" one={one} />,
                one.senior?.name ?? one.worker?.name ?? one.provider?.name ?? '—',
                regionName(one.regionId),
                labelOf(ROLE_LABELS, one.ownerRole),
                one.daysOverdue > 0 ? t('work.late', { day: one.dueOn, n: one.daysOverdue }) : one.dueOn,
                one.remindedAt === null ? '—' : dayAndTime(one.remindedAt, timeZone),
                <Note key="note" one={one} onOpen={open} />,
              ]}
            />
          </Card>
        </>
      )}
      {noting === null ? null : <NoteDialog one={noting} onClose={close} />}
    </PageFrame>
  );
}

/** What is noted on the list itself: there is no page on which it is done. */
const NOTICE_OF: Readonly<Partial<Record<WorkKind, EntitlementNotice>>> = {
  'service-ended': 'ended',
  'family-to-tell': 'family',
  'service-moved': 'moved',
};

function Note({ one, onOpen }: { readonly one: WorkItem; readonly onOpen: (one: WorkItem) => void }) {
  const notice = NOTICE_OF[one.kind];
  if (notice === undefined || one.group === 'supervised') return '—';
  return (
    <Button tone="quiet" onClick={() => onOpen(one)}>
      {labelOf(ENTITLEMENT_NOTICE_LABELS, notice)}
      <span className="sb-visually-hidden"> {one.senior?.name ?? one.id}</span>
    </Button>
  );
}

/** 备案: kept with the entitlement, and the item leaves the list. */
function NoteDialog({ one, onClose }: { readonly one: WorkItem; readonly onClose: () => void }) {
  const { t } = useTranslation('office');
  const notice = NOTICE_OF[one.kind] ?? 'ended';
  return (
    <ActDialog
      title={`${labelOf(ENTITLEMENT_NOTICE_LABELS, notice)} · ${one.senior?.name ?? ''}`}
      note={t('work.noteKept')}
      fields={[]}
      initial={{}}
      route="acknowledgeEntitlement"
      inputOf={() => ({ params: { id: one.id }, body: { notice } })}
      onDone={() => {
        void queries.invalidateQueries({ queryKey: routeKey('work') });
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** What is to be done, with the way to the page where it is done. */
function What({ one }: { readonly one: WorkItem }) {
  const words = labelOf(WORK_KIND_LABELS, one.kind);
  const page = PAGE_OF[one.kind](one);
  return (
    <Link to={page}>
      {words}
      <span className="sb-visually-hidden">
        {' '}
        {one.senior?.name ?? one.worker?.name ?? one.provider?.name ?? one.id}
      </span>
    </Link>
  );
}

/** The page on which each kind of work is done; of what runs out, that of the provider whose contract or worker it is. */
const PAGE_OF: Readonly<Record<WorkKind, (one: WorkItem) => string>> = {
  'visit-due': visitPage,
  'visit-contact': visitPage,
  'meal-call': ({ seniorId }) => `/meals?seniorId=${encodeURIComponent(seniorId ?? '')}`,
  'care-call': carePage,
  'care-call-warning': carePage,
  'order-to-assign': orderPage,
  'order-late': orderPage,
  'order-missed': orderPage,
  'order-to-review': orderPage,
  'order-disputed': orderPage,
  'complaint-to-acknowledge': complaintPage,
  'complaint-to-answer': complaintPage,
  'verification-to-decide': verificationPage,
  'worker-to-replace': verificationPage,
  'follow-up-call': () => '/follow-ups',
  'follow-up-visit': () => '/follow-ups?state=waiting',
  'service-ended': seniorPage,
  'family-to-tell': seniorPage,
  'service-moved': seniorPage,
  'plan-without-provider': ({ seniorId }) => `/service-plans?seniorId=${encodeURIComponent(seniorId ?? '')}`,
  'assessment-expired': seniorPage,
  'device-recall': ({ id }) => `/devices/${encodeURIComponent(id)}`,
  'certificate-ending': providerPage,
  'contract-ending': providerPage,
};
function providerPage({ provider }: WorkItem): string {
  return `/providers/${encodeURIComponent(provider?.id ?? '')}`;
}
function seniorPage({ seniorId }: WorkItem): string {
  return `/seniors/${encodeURIComponent(seniorId ?? '')}`;
}
function visitPage({ id }: WorkItem): string {
  return `/welfare-visits/${encodeURIComponent(id)}`;
}
function carePage({ id }: WorkItem): string {
  return `/care-calls/${encodeURIComponent(id)}`;
}
function orderPage({ id }: WorkItem): string {
  return `/service-orders/${encodeURIComponent(id)}`;
}
function complaintPage({ id }: WorkItem): string {
  return `/complaints/${encodeURIComponent(id)}`;
}
function verificationPage({ id }: WorkItem): string {
  return `/verifications/${encodeURIComponent(id)}`;
}
