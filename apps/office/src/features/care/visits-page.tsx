import type { AnswerOf, WelfareVisitOnWire } from '@silverbell/wire';
import {
  CARE_CALL_ANSWER_LABELS,
  CHECK_IN_PROOF_LABELS,
  CONDITION_LABELS,
  ORDER_MARK_LABELS,
  VISIT_CAUSE_LABELS,
  VISIT_DEVICE_TEST_LABELS,
  VISIT_EXCUSE_LABELS,
  VISIT_FOOD_LABELS,
  VISIT_FREQUENCY_LABELS,
  VISIT_LEVEL_LABELS,
  VISIT_MOOD_LABELS,
  VISIT_PROVIDER_QUALITY_LABELS,
  VISIT_RISK_LABELS,
  VISIT_SAFETY_LABELS,
  VISIT_WARMTH_LABELS,
  VISIT_WAY_LABELS,
  WELFARE_VISIT_STATE_LABELS,
  WELFARE_VISIT_STEP_LABELS,
  type VisitLevel,
  type WelfareVisitState,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Figures } from '../../shared/figures.js';
import { dateOf } from '../../shared/form/field.js';
import { readAddress } from '../../shared/list/list-address.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PhotosCard } from '../../shared/photos-card.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { useCatalogue } from './care-day.js';
import { EXPORTING } from './exporting.js';
import { isVisitAct, VisitAct, type VisitActName } from './visit-acts.js';

/** Welfare visits (CR-55 … CR-57): what is owed, the walk of an office, and the record of one visit. */
export function VisitsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<VisitList {...props} />} />
      <Route path=":id" element={<VisitFile {...props} />} />
    </Routes>
  );
}

/** What the list and its totals are asked for; periods that run today or later, where no day is named. */
const asked = (filters: Readonly<Record<string, string>>, today: string | undefined) => {
  const { regionId, seniorId, level, state, dueBefore, from, to } = filters;
  const since = from === undefined ? (dueBefore === undefined ? today : undefined) : dateOf(from);
  return {
    ...{ regionId, seniorId, level: level as VisitLevel | undefined, state: state as WelfareVisitState | undefined },
    ...{ from: since, to: to === undefined ? undefined : dateOf(to) },
    dueBefore: dueBefore === undefined ? undefined : dateOf(dueBefore),
  };
};

function VisitList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const today = useCatalogue()?.on;
  const columns = useColumns();
  return (
    <ListPage
      // Read again once the day of care is known: before, the list would begin with the oldest.
      key={today ?? ''}
      list="welfare-visits"
      userId={user.id}
      title={t('visits.title')}
      note={t('visits.note')}
      route="welfareVisits"
      {...(hasOneOf(user, EXPORTING) ? { exportAs: 'welfare-visits' as const } : {})}
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
      above={<VisitTotals today={today} />}
      filters={[
        { key: 'level', label: t('visits.level'), of: choicesOf(VISIT_LEVEL_LABELS) },
        { key: 'state', label: t('visits.stands'), of: choicesOf(WELFARE_VISIT_STATE_LABELS) },
        { key: 'from', label: t('care.from'), of: 'words' },
        { key: 'to', label: t('care.to'), of: 'words' },
        { key: 'dueBefore', label: t('visits.dueBefore'), of: 'words' },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        { key: 'seniorId', label: t('care.seniorId'), of: 'words' },
      ]}
      columns={columns}
      rowKey={({ id }) => id}
      read={(filters, cursor) => api.call('welfareVisits', { query: { ...asked(filters, today), cursor, limit: 50 } })}
    />
  );
}

/** Of everything that the filters find, not of one page (CR-57). */
function VisitTotals({ today }: { readonly today: string | undefined }) {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const query = { ...asked(readAddress(search).filters, today), limit: 1 };
  const counts = useQuery(routeQuery(api, 'welfareVisits', { query })).data?.counts;
  if (counts === undefined) return null;
  const { owed, done, excused, missed, rate } = counts;
  return (
    <Figures
      name={t('visits.counts')}
      of={[
        { label: t('visits.owed'), figure: owed },
        { label: t('visits.done'), figure: done },
        { label: t('visits.excused'), figure: excused },
        { label: t('visits.missed'), figure: missed },
        { label: t('visits.rate'), figure: rate === null ? '—' : `${(rate * 100).toFixed(1)} %` },
      ]}
    />
  );
}

function useColumns(): readonly Column<WelfareVisitOnWire>[] {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  return [
    { key: 'order', title: t('visits.order'), cell: (one) => (one.walkingOrder === 0 ? '—' : one.walkingOrder) },
    {
      key: 'senior',
      title: t('visits.senior'),
      cell: (one) => <Link to={`/welfare-visits/${encodeURIComponent(one.id)}`}>{one.senior.name}</Link>,
    },
    { key: 'place', title: t('visits.place'), cell: ({ home }) => home?.addressWords ?? '—' },
    { key: 'level', title: t('visits.level'), cell: (one) => labelOf(VISIT_LEVEL_LABELS, one.level) },
    { key: 'risk', title: t('visits.risk'), cell: (one) => labelOf(VISIT_RISK_LABELS, one.risk) },
    { key: 'frequency', title: t('visits.frequency'), cell: (one) => labelOf(VISIT_FREQUENCY_LABELS, one.frequency) },
    { key: 'due', title: t('visits.due'), cell: ({ dueOn }) => dueOn },
    { key: 'state', title: t('visits.stands'), cell: (one) => labelOf(WELFARE_VISIT_STATE_LABELS, one.state) },
    { key: 'way', title: t('visits.way'), cell: ({ way }) => (way === null ? '—' : labelOf(VISIT_WAY_LABELS, way)) },
    { key: 'cause', title: t('visits.cause'), cell: (one) => labelOf(VISIT_CAUSE_LABELS, one.cause), extra: true },
    { key: 'region', title: t('care.region'), cell: (one) => regionName(one.regionId), extra: true },
  ];
}

function VisitFile({ timeZone }: PageProps) {
  const { id = '' } = useParams();
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'welfareVisit', { params: { id } }));
  const visit = result.data;
  const title = visit === undefined ? t('visits.title') : t('visits.visit', { name: visit.senior.name });
  return (
    <PageFrame title={title} actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}>
      <QueryStatus of={result} />
      {visit === undefined ? null : <Visit visit={visit} timeZone={timeZone} />}
    </PageFrame>
  );
}

interface VisitProps {
  readonly visit: AnswerOf<'welfareVisit'>;
  readonly timeZone: string | undefined;
}

function Visit({ visit, timeZone }: VisitProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<VisitActName>();
  const done = (): void => {
    for (const route of ['welfareVisit', 'welfareVisits', 'work'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    close();
  };
  return (
    <>
      <Card title={t('care.facts')} note={labelOf(WELFARE_VISIT_STATE_LABELS, visit.state)}>
        <VisitFacts visit={visit} timeZone={timeZone} />
        <div className="office-foot no-print">
          {visit.allowedActions.filter(isVisitAct).map((act) => (
            <Button key={act} onClick={() => open(act)}>
              {t(`visits.act.${act}`)}
            </Button>
          ))}
        </div>
      </Card>
      {visit.report === null ? null : (
        <Card title={t('visits.findings')}>
          <Findings report={visit.report} />
        </Card>
      )}
      <PhotosCard
        of="welfare-visit"
        id={visit.id}
        mayAdd={visit.allowedActions.length > 0 || visit.state === 'done'}
        timeZone={timeZone}
      />
      <Card title={t('care.trail')}>
        <PlainTable
          name={t('care.trail')}
          heads={[t('care.time'), t('care.state'), t('care.who'), t('care.words')]}
          items={visit.trail}
          rowKey={(step) => `${step.at} ${step.type}`}
          cells={(step) => [
            dayAndTime(step.at, timeZone),
            labelOf(WELFARE_VISIT_STEP_LABELS, step.type),
            step.by?.name ?? '—',
            step.note ?? '—',
          ]}
        />
      </Card>
      {dialog === null ? null : (
        <VisitAct act={dialog} visit={visit} timeZone={timeZone} onDone={done} onClose={close} />
      )}
    </>
  );
}

function VisitFacts({ visit, timeZone }: VisitProps) {
  const { t } = useTranslation('office');
  const { home, contact, excuse, sample, servedBy, incidentId } = visit;
  const at = (one: string | null): string | null => (one === null ? null : dayAndTime(one, timeZone));
  return (
    <Facts
      of={[
        [t('visits.senior'), visit.senior.name],
        [t('visits.place'), home?.addressWords],
        [t('visits.doorTag'), home === null ? null : t(home.hasDoorTag ? 'visits.hasTag' : 'visits.noTag')],
        [t('visits.level'), labelOf(VISIT_LEVEL_LABELS, visit.level)],
        [t('visits.cause'), labelOf(VISIT_CAUSE_LABELS, visit.cause)],
        [t('visits.risk'), labelOf(VISIT_RISK_LABELS, visit.risk)],
        [t('visits.period'), `${visit.from} – ${visit.to}`],
        [t('visits.way'), visit.way === null ? null : labelOf(VISIT_WAY_LABELS, visit.way)],
        [t('visits.doneAt'), at(visit.doneAt)],
        [t('care.proof'), visit.proof === null ? null : labelOf(CHECK_IN_PROOF_LABELS, visit.proof)],
        [t('care.marks'), visit.marks.map((mark) => labelOf(ORDER_MARK_LABELS, mark)).join('、')],
        [t('visits.emptyAt'), at(visit.emptyAt)],
        [
          t('visits.contact'),
          contact === null ? null : `${at(contact.at) ?? ''} ${labelOf(CARE_CALL_ANSWER_LABELS, contact.answer)}`,
        ],
        [t('visits.retryBy'), at(visit.retryBy)],
        [
          t('visits.excuse'),
          excuse === null ? null : `${labelOf(VISIT_EXCUSE_LABELS, excuse.reason)} ${excuse.from} – ${excuse.to}`,
        ],
        [
          t('visits.missedAt'),
          visit.missedAt === null
            ? null
            : `${at(visit.missedAt) ?? ''} · ${t(visit.missedReason === 'explained' ? 'visits.explained' : 'visits.notExplained')}`,
        ],
        [t('visits.sample'), sample === null ? null : t('visits.sampleOf', sample)],
        [
          t('visits.servedBy'),
          servedBy === null ? null : <Link to={`/welfare-visits/${encodeURIComponent(servedBy)}`}>{servedBy}</Link>,
        ],
        [t('care.incident'), incidentId === null ? null : t('care.incidentOpened', { id: incidentId })],
      ]}
    />
  );
}

function Findings({ report }: { readonly report: NonNullable<WelfareVisitOnWire['report']> }) {
  const { t } = useTranslation('office');
  const { health, mood, food, safety, warmth, deviceTest, providerQuality } = report;
  return (
    <Facts
      of={[
        [t('visits.health'), health === null ? null : labelOf(CONDITION_LABELS, health)],
        [t('visits.mood'), mood === null ? null : labelOf(VISIT_MOOD_LABELS, mood)],
        [t('visits.food'), food === null ? null : labelOf(VISIT_FOOD_LABELS, food)],
        [t('visits.safety'), safety === null ? null : labelOf(VISIT_SAFETY_LABELS, safety)],
        [t('visits.warmth'), warmth === null ? null : labelOf(VISIT_WARMTH_LABELS, warmth)],
        [t('visits.deviceTest'), deviceTest === null ? null : labelOf(VISIT_DEVICE_TEST_LABELS, deviceTest)],
        [
          t('visits.providerQuality'),
          providerQuality === null ? null : labelOf(VISIT_PROVIDER_QUALITY_LABELS, providerQuality),
        ],
      ]}
    />
  );
}
