import type { AnswerOf, CareCallOnWire } from '@silverbell/wire';
import {
  CARE_CALL_ANSWER_LABELS,
  CARE_CALL_RESULT_LABELS,
  CARE_CALL_STATE_LABELS,
  CARE_CALL_STEP_LABELS,
  type CareCallState,
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
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { CARE_EXPORTERS, FILE_EDITORS } from '../../shared/roles.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { CallAct, isCallAct, type CallActName } from './call-act.js';

const readAgain = (): void => {
  for (const route of ['careCall', 'careCalls', 'work'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
};
const callPage = (id: string): string => `/care-calls/${encodeURIComponent(id)}`;

/** Care calls (CR-29, SR-28): the queue of the day with who is out of reach, and one call with its trail. */
export function CareCallsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<CallList {...props} />} />
      <Route path=":id" element={<CallFile {...props} />} />
    </Routes>
  );
}

function CallList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const [acting, open, close] = useOpenDialog<{ readonly act: CallActName; readonly call: CareCallOnWire }>();
  const columns = useColumns(timeZone, (act, call) => open({ act, call }));
  return (
    <>
      <ListPage
        list="care-calls"
        userId={user.id}
        title={t('careCalls.title')}
        note={t('careCalls.note')}
        route="careCalls"
        {...(hasOneOf(user, CARE_EXPORTERS) ? { exportAs: 'care-calls' as const } : {})}
        actions={<Button onClick={() => window.print()}>{t('careCalls.print')}</Button>}
        filters={[
          {
            ...{ key: 'state', label: t('careCalls.stands'), otherwise: t('careCalls.open') },
            of: choicesOf(CARE_CALL_STATE_LABELS),
          },
          { key: 'on', label: t('careCalls.on'), of: 'words' },
          { key: 'regionId', label: t('list.region'), of: 'region' },
          { key: 'seniorId', label: t('careCalls.seniorId'), of: 'words' },
        ]}
        columns={columns}
        rowKey={({ id }) => id}
        read={({ state, on, regionId, seniorId }, cursor) =>
          api.call('careCalls', {
            query: {
              ...{ state: state as CareCallState | undefined, on: on === undefined ? undefined : dateOf(on) },
              ...{ regionId, seniorId, cursor, limit: 50 },
            },
          })
        }
      />
      {acting === null ? null : (
        <CallAct
          {...acting}
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

function useColumns(
  timeZone: string | undefined,
  onAct: (act: CallActName, call: CareCallOnWire) => void,
): readonly Column<CareCallOnWire>[] {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  return [
    { key: 'due', title: t('careCalls.due'), cell: ({ dueOn }) => dueOn },
    { key: 'time', title: t('careCalls.time'), cell: (one) => `${one.startTime}–${one.endTime}` },
    {
      key: 'senior',
      title: t('careCalls.senior'),
      cell: ({ id, senior }) => <Link to={callPage(id)}>{senior.name}</Link>,
    },
    { key: 'state', title: t('careCalls.stands'), cell: ({ state }) => labelOf(CARE_CALL_STATE_LABELS, state) },
    {
      key: 'tries',
      title: t('careCalls.tries'),
      cell: ({ tries }) => tries.map(({ at }) => dayAndTime(at, timeZone)).join(t('app.and')) || '—',
    },
    {
      key: 'contact',
      title: t('careCalls.contact'),
      cell: ({ contact }) => (contact === null ? '—' : labelOf(CARE_CALL_ANSWER_LABELS, contact.answer)),
    },
    { key: 'on', title: t('careCalls.on'), cell: ({ on }) => on, extra: true },
    { key: 'region', title: t('careCalls.region'), cell: (one) => regionName(one.regionId), extra: true },
    {
      key: 'act',
      title: t('careCalls.actions'),
      cell: (one) =>
        one.allowedActions.filter(isCallAct).map((act) => (
          <Button
            key={act}
            tone="quiet"
            aria-label={`${t(`careCalls.act.${act}`)} ${one.senior.name}`}
            onClick={() => onAct(act, one)}
          >
            {t(`careCalls.act.${act}`)}
          </Button>
        )),
    },
  ];
}

/** Look into the registry, where her telephone and her contacts stand. */
const READING_SENIORS = [...FILE_EDITORS, 'lead', 'operator', 'supervisor'];

function CallFile({ user, timeZone }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'careCall', { params: { id } }));
  const call = result.data;
  const title = call === undefined ? t('careCalls.title') : t('careCalls.call', { name: call.senior.name });
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('careCalls.print')}</Button>}>
      <QueryStatus of={result} />
      {call === undefined ? null : <Call call={call} linked={hasOneOf(user, READING_SENIORS)} timeZone={timeZone} />}
    </PageFrame>
  );
}

interface CallProps {
  readonly call: AnswerOf<'careCall'>;
  /** Her name leads to her file. */
  readonly linked: boolean;
  readonly timeZone: string | undefined;
}

function Call({ call, linked, timeZone }: CallProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<CallActName>();
  return (
    <>
      <Card title={t('careCalls.facts')} note={labelOf(CARE_CALL_STATE_LABELS, call.state)}>
        <CallFacts call={call} linked={linked} timeZone={timeZone} />
        <div className="office-foot no-print">
          {call.allowedActions.filter(isCallAct).map((act) => (
            <Button key={act} onClick={() => open(act)}>
              {t(`careCalls.act.${act}`)}
            </Button>
          ))}
        </div>
      </Card>
      <Card title={t('careCalls.trail')}>
        <PlainTable
          name={t('careCalls.trail')}
          heads={[t('careCalls.when'), t('careCalls.what'), t('careCalls.who'), t('careCalls.words')]}
          items={call.trail}
          rowKey={(step) => `${step.at} ${step.type}`}
          cells={(step) => [
            dayAndTime(step.at, timeZone),
            labelOf(CARE_CALL_STEP_LABELS, step.type),
            step.by?.name ?? '—',
            step.note ?? '—',
          ]}
        />
      </Card>
      {dialog === null ? null : (
        <CallAct
          act={dialog}
          call={call}
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

function CallFacts({ call, linked, timeZone }: CallProps) {
  const { t } = useTranslation('office');
  const { senior, orderId, tries, contact, reached, helpAskedAt, incidentId } = call;
  const atAnd = (at: string, result: string): string => t('careCalls.tryAt', { at: dayAndTime(at, timeZone), result });
  return (
    <Facts
      of={[
        [
          t('careCalls.senior'),
          linked ? <Link to={`/seniors/${encodeURIComponent(senior.id)}`}>{senior.name}</Link> : senior.name,
        ],
        [t('careCalls.on'), call.on],
        [t('careCalls.due'), call.dueOn],
        [t(orderId === null ? 'careCalls.time' : 'careCalls.afterMissed'), `${call.startTime}–${call.endTime}`],
        [
          t('careCalls.order'),
          orderId === null ? null : <Link to={`/service-orders/${encodeURIComponent(orderId)}`}>{orderId}</Link>,
        ],
        [
          t('careCalls.tries'),
          tries.map(({ at, result }) => atAnd(at, labelOf(CARE_CALL_RESULT_LABELS, result))).join('；') || null,
        ],
        [
          t('careCalls.contact'),
          contact === null ? null : atAnd(contact.at, labelOf(CARE_CALL_ANSWER_LABELS, contact.answer)),
        ],
        [
          t('careCalls.reached'),
          reached === null ? null : atAnd(reached.at, labelOf(CARE_CALL_RESULT_LABELS, reached.way)),
        ],
        [
          t('careCalls.servedBy'),
          reached?.servedBy ? <Link to={callPage(reached.servedBy)}>{reached.servedBy}</Link> : null,
        ],
        [t('careCalls.help'), helpAskedAt === null ? null : dayAndTime(helpAskedAt, timeZone)],
        [t('careCalls.incidentName'), incidentId === null ? null : t('careCalls.incident', { id: incidentId })],
      ]}
    />
  );
}
