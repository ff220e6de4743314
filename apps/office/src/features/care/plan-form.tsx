import { routeKey } from '@silverbell/web-api-client';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { useWorkers, WEEKDAYS } from './care-day.js';
import { useServiceFields, wantedOf, type ServiceWanted } from './service-fields.js';

interface Values extends ServiceWanted {
  readonly weekdays: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly preferredWorkerId: string;
}

/** A plan for one person: what, on which weekdays, from when to when. */
export function PlanForm({ user }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const workers = useWorkers();
  const { senior, items, times } = useServiceFields(user);
  const back = (): void => void go('/service-plans');
  return (
    <PageFrame title={t('care.newPlan')}>
      <RecordForm<Values, 'createServicePlan'>
        title={t('care.newPlan')}
        draft="service-plan:new"
        sections={[
          {
            title: t('care.what'),
            fields: [
              senior,
              items,
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
              ...times,
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
        inputOf={({ weekdays, from, to, preferredWorkerId, ...wanted }) => ({
          body: {
            ...{ ...wantedOf(wanted), weekdays: weekdays.map(Number).sort(), from },
            ...{ preferredWorkerId: orNone(preferredWorkerId), to: orNone(to) },
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
