import type { AnswerOf } from '@silverbell/wire';
import {
  ECONOMIC_CLASS_LABELS,
  ENTITLEMENT_END_LABELS,
  ENTITLEMENT_NOTICE_LABELS,
  ENTITLEMENT_STATE_LABELS,
  ENTITLEMENT_STEP_LABELS,
  LOCAL_CLASS_LABELS,
  PAYEE_KIND_LABELS,
  SUSPENSION_REASON_LABELS,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { dayAfter } from '../../shared/day-after.js';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { CARE_LIST_READERS } from '../../shared/roles.js';
import { Assessments } from './care-assessments.js';
import { Children } from './care-children.js';
import { Proofs } from './care-proofs.js';
import type { FileProps } from './senior-file.js';

type Answer = AnswerOf<'careFile'>;
interface PartProps {
  readonly file: Answer;
}
/** What the parts with forms of their own get. */
export interface CareRecordProps extends PartProps, FileProps {
  readonly user: SessionUser;
}

/** How far back the list of her orders begins. */
const ORDERS_BACK_DAYS = 30;

/** 工作档案: what is on record of her need and of what the public pays for (CR-06, CR-77). */
export function CareFile(props: Omit<CareRecordProps, 'file'>) {
  const { senior, user } = props;
  const result = useQuery(routeQuery(api, 'careFile', { params: { id: senior.id } }));
  const file = result.data;
  return (
    <div className="office-column pad">
      <QueryStatus of={result} />
      {file === undefined ? null : (
        <>
          <Verdict file={file} />
          <Entitlements file={file} />
          <Proofs {...props} file={file} />
          <Assessments {...props} file={file} />
          <Children {...props} file={file} />
          {hasOneOf(user, CARE_LIST_READERS) ? <HerLists file={file} /> : null}
        </>
      )}
    </div>
  );
}

function Verdict({ file }: PartProps) {
  const { t } = useTranslation('office');
  const { eligible, failed, conditions, ...found } = file.eligibility;
  const { children, livesAlone } = file.children;
  const known = (met: boolean | null, words: { readonly yes: string; readonly no: string; readonly open: string }) =>
    met === null ? words.open : met ? words.yes : words.no;
  const finding = { yes: t('careFile.met'), no: t('careFile.notMet'), open: t('careFile.notKnown') };
  return (
    <Card title={t('careFile.verdict')} note={t('careFile.asOn', { day: found.on })}>
      <Facts
        of={[
          [
            t('careFile.finding'),
            t(eligible ? 'careFile.eligible' : failed.length > 0 ? 'careFile.notEligible' : 'careFile.undecided'),
          ],
          [t('careFile.economicClass'), labelOf(ECONOMIC_CLASS_LABELS, found.economicClass)],
          [t('careFile.localClass'), labelOf(LOCAL_CLASS_LABELS, found.localClass)],
          [t('careFile.minutesPerDay'), found.minutesPerDay],
          [
            t('careFile.children'),
            children === null ? t('careFile.notStated') : t('careFile.childrenOf', { n: children.length }),
          ],
          [
            t('careFile.livesAlone'),
            known(livesAlone, { yes: t('form.yes'), no: t('form.no'), open: t('careFile.notKnown') }),
          ],
          [t('careFile.documents'), found.documents.map(({ name }) => name).join(t('app.and'))],
        ]}
      />
      <PlainTable
        name={t('careFile.condition')}
        heads={[t('careFile.condition'), t('careFile.finding')]}
        items={conditions}
        rowKey={({ condition }) => condition}
        cells={({ words, met }) => [words, known(met, finding)]}
      />
    </Card>
  );
}

function Entitlements({ file: { entitlements } }: PartProps) {
  const { t } = useTranslation('office');
  const span = (from: string, to: string | null): string =>
    to === null ? t('careFile.since', { day: from }) : `${from} – ${to}`;
  const steps = entitlements.flatMap(({ id, trail }) => trail.map((step) => ({ ...step, entitlementId: id })));
  return (
    <Card title={t('careFile.entitlements')}>
      <PlainTable
        name={t('careFile.entitlements')}
        heads={[
          ...[t('careFile.state'), t('careFile.days'), t('careFile.minutesPerDay'), t('careFile.localClass')],
          ...[t('careFile.payee'), t('careFile.suspensions'), t('careFile.endReason')],
        ]}
        items={entitlements}
        rowKey={({ id }) => id}
        cells={(one) => [
          <Link key="state" to={`/entitlements/${encodeURIComponent(one.id)}`}>
            {labelOf(ENTITLEMENT_STATE_LABELS, one.state)}
          </Link>,
          span(one.from, one.to),
          one.minutesPerDay,
          labelOf(LOCAL_CLASS_LABELS, one.localClass),
          labelOf(PAYEE_KIND_LABELS, one.payee.kind),
          one.suspensions
            .map(({ from, to, reason }) => `${span(from, to)} ${labelOf(SUSPENSION_REASON_LABELS, reason)}`)
            .join(t('app.and')) || '—',
          labelOf(ENTITLEMENT_END_LABELS, one.endReason),
        ]}
      />
      {steps.length === 0 ? null : (
        <PlainTable
          name={t('careFile.steps')}
          heads={[t('careFile.day'), t('careFile.what'), t('careFile.reason'), t('careFile.by')]}
          items={steps}
          rowKey={({ entitlementId, at, type }) => `${entitlementId} ${at} ${type}`}
          cells={({ on, type, reason, by }) => [
            on,
            labelOf(ENTITLEMENT_STEP_LABELS, type),
            labelOf({ ...SUSPENSION_REASON_LABELS, ...ENTITLEMENT_END_LABELS, ...ENTITLEMENT_NOTICE_LABELS }, reason),
            by?.name ?? '—',
          ]}
        />
      )}
    </Card>
  );
}

/** Orders, visits and complaints have lists of their own. */
function HerLists({ file }: PartProps) {
  const { t } = useTranslation('office');
  const hers = `seniorId=${encodeURIComponent(file.senior.id)}`;
  return (
    <div className="office-foot no-print">
      <Link to={`/service-orders?${hers}&from=${dayAfter(file.eligibility.on, -ORDERS_BACK_DAYS)}`}>
        {t('menu.serviceOrders')}
      </Link>
      <Link to={`/welfare-visits?${hers}`}>{t('menu.welfareVisits')}</Link>
      <Link to={`/complaints?${hers}`}>{t('menu.complaints')}</Link>
      <span className="quiet">{t('careFile.lists', { n: ORDERS_BACK_DAYS })}</span>
    </div>
  );
}
