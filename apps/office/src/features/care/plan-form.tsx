import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useCatalogue, useWorkers, WEEKDAYS } from './care-day.js';

interface Values {
  readonly seniorId: string;
  readonly items: readonly string[];
  readonly weekdays: readonly string[];
  readonly startTime: string;
  readonly endTime: string;
  readonly from: string;
  readonly to: string;
  readonly preferredWorkerId: string;
}
/** Find seniors by name in the registry; a provider has no look at it. */
const READING_SENIORS = ['community-officer', 'township-officer', 'county-officer'];

/** A plan for one person: what, on which weekdays, from when to when. */
export function PlanForm({ user }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const workers = useWorkers();
  const catalogue = useCatalogue();
  const known = useSeniorsOfPlans(!hasOneOf(user, READING_SENIORS));
  const back = (): void => void go('/service-plans');
  const senior = { key: 'seniorId', label: t('care.senior'), required: true } as const;
  const time = { kind: 'text', required: true, hint: t('care.timeHint') } as const;
  return (
    <PageFrame title={t('care.newPlan')}>
      <RecordForm<Values, 'createServicePlan'>
        title={t('care.newPlan')}
        draft="service-plan:new"
        sections={[
          {
            title: t('care.what'),
            fields: [
              known === null ? { ...senior, kind: 'senior' } : { ...senior, kind: 'choice', choices: known },
              {
                ...{ key: 'items', label: t('care.items'), kind: 'choices', required: true, wide: true },
                choices: (catalogue?.items ?? []).map(({ code, name }) => ({ value: code, label: name })),
              },
              {
                ...{ key: 'preferredWorkerId', label: t('care.preferred'), kind: 'choice' },
                choices: workers.map(({ id, name }) => ({ value: id, label: name })),
              },
            ],
          },
          {
            title: t('care.when'),
            fields: [
              {
                ...{ key: 'weekdays', label: t('care.weekdays'), kind: 'choices', required: true, wide: true },
                choices: WEEKDAYS.map((one, n) => ({ value: String(n + 1), label: t(`care.weekday.${one}`) })),
              },
              { ...time, key: 'startTime', label: t('care.starts') },
              { ...time, key: 'endTime', label: t('care.ends') },
              { key: 'from', label: t('care.planFrom'), kind: 'date', required: true },
              { key: 'to', label: t('care.planTo'), kind: 'date' },
            ],
          },
        ]}
        initial={{
          ...{ seniorId: search.get('seniorId') ?? '', items: [], weekdays: WEEKDAYS.map((_, n) => String(n + 1)) },
          ...{ startTime: '', endTime: '', from: '', to: '', preferredWorkerId: '' },
        }}
        route="createServicePlan"
        inputOf={({ seniorId, items, weekdays, from, ...values }) => ({
          body: {
            ...{ seniorId, items: [...items], weekdays: weekdays.map(Number).sort(), from },
            ...{ startTime: clockOf(values.startTime), endTime: clockOf(values.endTime) },
            ...{ preferredWorkerId: orNone(values.preferredWorkerId), to: orNone(values.to) },
          },
        })}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: routeKey('servicePlans') });
          void queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });
          back();
        }}
        onCancel={back}
      />
    </PageFrame>
  );
}

/** 9:00, 9：00 and 0900 as `09:00`; anything else as it was written, to be refused by name. */
export function clockOf(written: string): string {
  const found = /^(\d{1,2})[:.]?(\d{2})$/.exec(written.normalize('NFKC').trim());
  return found === null ? written : `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? ''}`;
}

/** The people whom a provider plans for already; `null`: she looks them up in the registry. */
function useSeniorsOfPlans(wanted: boolean) {
  const plans = useQuery({ ...routeQuery(api, 'servicePlans', { query: { limit: 200 } }), enabled: wanted });
  if (!wanted) return null;
  const seniors = new Map((plans.data?.items ?? []).map(({ senior }) => [senior.id, senior.name]));
  return [...seniors].map(([value, label]) => ({ value, label }));
}
