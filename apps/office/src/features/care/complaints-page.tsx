import type { AnswerOf, ComplaintOnWire } from '@silverbell/wire';
import {
  COMPLAINT_CHANNEL_LABELS,
  COMPLAINT_FINDING_LABELS,
  COMPLAINT_LABELS,
  COMPLAINT_STATE_LABELS,
  COMPLAINT_STEP_LABELS,
  RATING_VALUE_LABELS,
  ROLE_LABELS,
  type ComplaintState,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { dateOf } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { EXPORTING } from './exporting.js';
import { PhotosCard } from '../../shared/photos-card.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useWorkers } from './care-day.js';
import { ComplaintAct, isComplaintAct, NewComplaint, type ComplaintActName } from './complaint-acts.js';

/** Take down what she says, beside her family. */
const TAKING_DOWN = ['operator', 'lead', 'community-officer', 'township-officer', 'county-officer'];

export function ComplaintsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<ComplaintList {...props} />} />
      <Route path=":id" element={<ComplaintFile {...props} />} />
    </Routes>
  );
}

const readAgain = (): void => {
  for (const route of ['complaint', 'complaints', 'verifications'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
};

function ComplaintList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const workers = useWorkers();
  const [writing, open, close] = useOpenDialog<true>();
  const columns = useColumns();
  return (
    <>
      <ListPage
        list="complaints"
        userId={user.id}
        title={t('quality.complaints')}
        note={t('quality.complaintsNote')}
        route="complaints"
        {...(hasOneOf(user, EXPORTING) ? { exportAs: 'complaints' as const } : {})}
        actions={
          <>
            {hasOneOf(user, TAKING_DOWN) ? (
              <Button tone="primary" onClick={() => open(true)}>
                {t('quality.newComplaint')}
              </Button>
            ) : null}
            <Button onClick={() => window.print()}>{t('care.print')}</Button>
          </>
        }
        filters={[
          { key: 'state', label: t('quality.stands'), of: choicesOf(COMPLAINT_STATE_LABELS) },
          {
            ...{ key: 'workerId', label: t('quality.worker') },
            of: workers.map(({ id, name }) => ({ value: id, label: name })),
          },
          { key: 'dueBefore', label: t('quality.due'), of: 'words' },
          { key: 'regionId', label: t('list.region'), of: 'region' },
          { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
        ]}
        columns={columns}
        rowKey={({ id }) => id}
        read={({ state, workerId, dueBefore, regionId, seniorId }, cursor) =>
          api.call('complaints', {
            query: {
              ...{ state: state as ComplaintState | undefined, workerId, regionId, seniorId, cursor, limit: 50 },
              dueBefore: dueBefore === undefined ? undefined : dateOf(dueBefore),
            },
          })
        }
      />
      {writing === null ? null : (
        <NewComplaint
          workers={workers}
          onDone={() => {
            readAgain();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function useColumns(): readonly Column<ComplaintOnWire>[] {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  return [
    {
      key: 'kind',
      title: t('quality.about'),
      cell: (one) => (
        <Link to={`/complaints/${encodeURIComponent(one.id)}`}>{labelOf(COMPLAINT_LABELS, one.kind)}</Link>
      ),
    },
    { key: 'senior', title: t('quality.senior'), cell: ({ senior }) => senior?.name ?? '—' },
    { key: 'worker', title: t('quality.worker'), cell: ({ worker }) => worker?.name ?? t('quality.noWorker') },
    { key: 'state', title: t('quality.stands'), cell: (one) => labelOf(COMPLAINT_STATE_LABELS, one.state) },
    { key: 'received', title: t('quality.receivedOn'), cell: ({ receivedOn }) => receivedOn },
    { key: 'due', title: t('quality.due'), cell: ({ dueOn }) => dueOn ?? '—' },
    {
      key: 'owner',
      title: t('quality.owner'),
      cell: ({ owner }) => (owner === null ? '—' : labelOf(ROLE_LABELS, owner)),
    },
    {
      key: 'finding',
      title: t('quality.finding'),
      cell: ({ finding }) => (finding === null ? '—' : labelOf(COMPLAINT_FINDING_LABELS, finding)),
    },
    {
      key: 'channel',
      title: t('quality.channel'),
      cell: (one) => labelOf(COMPLAINT_CHANNEL_LABELS, one.channel),
      extra: true,
    },
    { key: 'region', title: t('care.region'), cell: (one) => regionName(one.regionId), extra: true },
  ];
}

function ComplaintFile({ timeZone }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'complaint', { params: { id } }));
  const one = result.data;
  const title =
    one === undefined ? t('quality.complaints') : `${t('quality.complaints')} · ${labelOf(COMPLAINT_LABELS, one.kind)}`;
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}>
      <QueryStatus of={result} />
      {one === undefined ? null : <Complaint one={one} timeZone={timeZone} />}
    </PageFrame>
  );
}

interface ComplaintProps {
  readonly one: AnswerOf<'complaint'>;
  readonly timeZone: string | undefined;
}

function Complaint({ one, timeZone }: ComplaintProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<ComplaintActName>();
  return (
    <>
      <Card title={t('care.facts')} note={labelOf(COMPLAINT_STATE_LABELS, one.state)}>
        <ComplaintFacts one={one} />
        <div className="office-foot no-print">
          {one.allowedActions.filter(isComplaintAct).map((act) => (
            <Button key={act} onClick={() => open(act)}>
              {t(`quality.act.${act}`)}
            </Button>
          ))}
        </div>
      </Card>
      <PhotosCard of="complaint" id={one.id} mayAdd={one.allowedActions.length > 0} timeZone={timeZone} />
      <Card title={t('care.trail')}>
        <PlainTable
          name={t('care.trail')}
          heads={[t('care.time'), t('care.state'), t('care.who'), t('care.words')]}
          items={one.trail}
          rowKey={(step) => `${step.at} ${step.type}`}
          cells={(step) => [
            dayAndTime(step.at, timeZone),
            labelOf(COMPLAINT_STEP_LABELS, step.type),
            step.by?.name ?? '—',
            step.note ?? '—',
          ]}
        />
      </Card>
      {dialog === null ? null : (
        <ComplaintAct
          act={dialog}
          one={one}
          onDone={() => {
            readAgain();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function ComplaintFacts({ one }: { readonly one: ComplaintOnWire }) {
  const { t } = useTranslation('office');
  return (
    <Facts
      of={[
        [t('quality.senior'), one.senior?.name],
        [t('quality.worker'), one.worker?.name ?? t('quality.noWorker')],
        [t('quality.by'), one.by ?? t('quality.erased')],
        [t('quality.channel'), labelOf(COMPLAINT_CHANNEL_LABELS, one.channel)],
        [t('quality.ownWords'), one.text ?? t('quality.erased')],
        [t('quality.receivedOn'), one.receivedOn],
        [t('quality.due'), one.provisional ? t('quality.provisional', { day: one.dueOn }) : one.dueOn],
        [t('quality.owner'), one.owner === null ? null : labelOf(ROLE_LABELS, one.owner)],
        [t('quality.answer'), one.answer],
        [t('quality.finding'), one.finding === null ? null : labelOf(COMPLAINT_FINDING_LABELS, one.finding)],
        [t('quality.ratingOfAnswer'), one.rating === null ? null : labelOf(RATING_VALUE_LABELS, one.rating)],
        [
          t('quality.verification'),
          one.verificationId === null ? null : (
            <Link key="verification" to={`/verifications/${encodeURIComponent(one.verificationId)}`}>
              {one.verificationId}
            </Link>
          ),
        ],
      ]}
    />
  );
}
