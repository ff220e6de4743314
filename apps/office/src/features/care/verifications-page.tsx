import type { AnswerOf, VerificationOnWire } from '@silverbell/wire';
import {
  HEARD_SIDE_LABELS,
  REPLACED_FOR_LABELS,
  ROLE_LABELS,
  VERIFICATION_RESULT_LABELS,
  VERIFICATION_STATE_LABELS,
  VERIFICATION_STEP_LABELS,
  VERIFICATION_TRIGGER_LABELS,
  type VerificationState,
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
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useWorkers } from './care-day.js';
import { isVerificationAct, VerificationAct, type VerificationActName } from './verification-acts.js';

export function VerificationsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<VerificationList {...props} />} />
      <Route path=":id" element={<VerificationFile {...props} />} />
    </Routes>
  );
}

function VerificationList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const workers = useWorkers();
  const columns: readonly Column<VerificationOnWire>[] = [
    {
      key: 'worker',
      title: t('quality.worker'),
      cell: (one) => <Link to={`/verifications/${encodeURIComponent(one.id)}`}>{one.worker.name}</Link>,
    },
    { key: 'trigger', title: t('quality.trigger'), cell: (one) => labelOf(VERIFICATION_TRIGGER_LABELS, one.trigger) },
    { key: 'state', title: t('quality.stands'), cell: (one) => labelOf(VERIFICATION_STATE_LABELS, one.state) },
    { key: 'opened', title: t('quality.openedOn'), cell: ({ openedOn }) => openedOn },
    { key: 'due', title: t('quality.due'), cell: ({ dueOn }) => dueOn ?? '—' },
    {
      key: 'owner',
      title: t('quality.owner'),
      cell: ({ owner }) => (owner === null ? '—' : labelOf(ROLE_LABELS, owner)),
    },
    {
      key: 'result',
      title: t('quality.result'),
      cell: ({ result }) => (result === null ? '—' : labelOf(VERIFICATION_RESULT_LABELS, result)),
    },
    { key: 'region', title: t('care.region'), cell: (one) => regionName(one.regionId), extra: true },
  ];
  return (
    <ListPage
      list="verifications"
      userId={user.id}
      title={t('quality.verifications')}
      note={t('quality.verificationsNote')}
      route="verifications"
      exportAs="verifications"
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
      filters={[
        { key: 'state', label: t('quality.stands'), of: choicesOf(VERIFICATION_STATE_LABELS) },
        {
          ...{ key: 'workerId', label: t('quality.worker') },
          of: workers.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'dueBefore', label: t('quality.due'), of: 'words' },
        { key: 'regionId', label: t('list.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      read={({ state, workerId, dueBefore, regionId }, cursor) =>
        api.call('verifications', {
          query: {
            ...{ state: state as VerificationState | undefined, workerId, regionId, cursor, limit: 50 },
            dueBefore: dueBefore === undefined ? undefined : dateOf(dueBefore),
          },
        })
      }
    />
  );
}

/** One verification: what it rests on, who was heard, what was decided, and which orders still wait for another worker. */
function VerificationFile({ timeZone }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const verification = useQuery(routeQuery(api, 'verification', { params: { id } }));
  const one = verification.data;
  const title = one === undefined ? t('quality.verifications') : `${t('quality.verifications')} · ${one.worker.name}`;
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}>
      <QueryStatus of={verification} />
      {one === undefined ? null : <Verification one={one} timeZone={timeZone} />}
    </PageFrame>
  );
}

interface VerificationProps {
  readonly one: AnswerOf<'verification'>;
  readonly timeZone: string | undefined;
}

function Verification({ one, timeZone }: VerificationProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<VerificationActName>();
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('verification') });
    void queries.invalidateQueries({ queryKey: routeKey('verifications') });
    close();
  };
  return (
    <>
      <Card title={t('care.facts')} note={labelOf(VERIFICATION_STATE_LABELS, one.state)}>
        <VerificationFacts one={one} />
        <div className="office-foot no-print">
          {one.allowedActions.filter(isVerificationAct).map((act) => (
            <Button key={act} onClick={() => open(act)}>
              {t(`quality.act.${act}`)}
            </Button>
          ))}
        </div>
      </Card>
      <Card title={t('care.trail')}>
        <PlainTable
          name={t('care.trail')}
          heads={[t('care.time'), t('care.state'), t('care.who'), t('care.words')]}
          items={one.trail}
          rowKey={(step) => `${step.at} ${step.type} ${step.note ?? ''}`}
          cells={(step) => [
            dayAndTime(step.at, timeZone),
            labelOf(VERIFICATION_STEP_LABELS, step.type),
            step.by?.name ?? '—',
            step.note ?? '—',
          ]}
        />
      </Card>
      {dialog === null ? null : <VerificationAct act={dialog} one={one} onDone={done} onClose={close} />}
    </>
  );
}

function VerificationFacts({ one }: { readonly one: VerificationOnWire }) {
  const { t } = useTranslation('office');
  return (
    <Facts
      of={[
        [t('quality.worker'), one.worker.name],
        [t('quality.trigger'), labelOf(VERIFICATION_TRIGGER_LABELS, one.trigger)],
        [
          t('quality.basis'),
          t('quality.basisOf', { complaints: one.complaintIds.length, orders: one.orderIds.length }),
        ],
        [t('quality.seniors'), one.seniors.map(({ name }) => name).join('、')],
        [t('quality.openedOn'), one.openedOn],
        [t('quality.due'), one.provisional ? t('quality.provisional', { day: one.dueOn }) : one.dueOn],
        [t('quality.owner'), one.owner === null ? null : labelOf(ROLE_LABELS, one.owner)],
        [t('quality.heard'), one.heard.map((side) => labelOf(HEARD_SIDE_LABELS, side)).join('、')],
        [t('quality.result'), one.result === null ? null : labelOf(VERIFICATION_RESULT_LABELS, one.result)],
        [t('quality.replacedFor'), one.replacedFor === null ? null : labelOf(REPLACED_FOR_LABELS, one.replacedFor)],
        [
          t('quality.waiting'),
          one.waiting.length === 0 ? null : (
            <span key="waiting">
              {one.waiting.map((id, n) => (
                <Link key={id} to={`/service-orders/${encodeURIComponent(id)}`}>
                  {`${n === 0 ? '' : ' '}${String(n + 1)}`}
                </Link>
              ))}
            </span>
          ),
        ],
      ]}
    />
  );
}
