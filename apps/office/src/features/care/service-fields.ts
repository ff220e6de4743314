import type { SessionUser } from '@silverbell/web-live';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import type { Field } from '../../shared/form/field.js';
import { hasOneOf } from '../../shared/page-props.js';
import { clockOf, useCatalogue } from './care-day.js';

/** What a plan and a single order ask for alike: for whom, what, from when to when. */
export interface ServiceWanted {
  readonly seniorId: string;
  readonly items: readonly string[];
  readonly startTime: string;
  readonly endTime: string;
}
interface ServiceFields {
  readonly senior: Field<ServiceWanted>;
  readonly items: Field<ServiceWanted>;
  readonly times: readonly Field<ServiceWanted>[];
}
/** Find seniors by name in the registry; a provider has no look at it. */
const READING_SENIORS = ['community-officer', 'township-officer', 'county-officer', 'operator', 'lead'];

export function useServiceFields(user: SessionUser): ServiceFields {
  const { t } = useTranslation('office');
  const catalogue = useCatalogue();
  const known = useSeniorsOfPlans(!hasOneOf(user, READING_SENIORS));
  const senior = { key: 'seniorId', label: t('care.senior'), required: true } as const;
  const time = { kind: 'text', required: true, hint: t('care.timeHint') } as const;
  return {
    senior: known === null ? { ...senior, kind: 'senior' } : { ...senior, kind: 'choice', choices: known },
    items: {
      ...{ key: 'items', label: t('care.items'), kind: 'choices', required: true, wide: true },
      choices: (catalogue?.items ?? []).map(({ code, name }) => ({ value: code, label: name })),
    },
    times: [
      { ...time, key: 'startTime', label: t('care.starts') },
      { ...time, key: 'endTime', label: t('care.ends') },
    ],
  };
}

/** As it is sent. */
export const wantedOf = ({ seniorId, items, startTime, endTime }: ServiceWanted) => ({
  seniorId,
  items: [...items],
  startTime: clockOf(startTime),
  endTime: clockOf(endTime),
});

/** The people whom a provider plans for already; `null`: she looks them up in the registry. */
function useSeniorsOfPlans(wanted: boolean) {
  const plans = useQuery({ ...routeQuery(api, 'servicePlans', { query: { limit: 200 } }), enabled: wanted });
  if (!wanted) return null;
  const seniors = new Map((plans.data?.items ?? []).map(({ senior }) => [senior.id, senior.name]));
  return [...seniors].map(([value, label]) => ({ value, label }));
}
