import type { ServiceOrderOnWire, ServiceOrderWithTrail } from '@silverbell/wire';
import type { ServiceOrderState } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone, type Field } from '../../shared/form/field.js';
import { RecordForm } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useServiceFields, wantedOf, type ServiceWanted } from './service-fields.js';

interface Values extends ServiceWanted {
  readonly day: string;
  readonly madeUpFor: string;
  readonly note: string;
}
/** Make an order beside the plans (CR-29). */
export const ORDERING = ['provider-manager', 'community-officer', 'township-officer', 'operator', 'lead'];
const MADE_UP: readonly ServiceOrderState[] = ['missed', 'interrupted', 'no-entry'];

/** The service of this order was not delivered, or not whole, and another may make up for it (CR-38). */
export const mayMakeUp = (user: PageProps['user'], { state }: ServiceOrderOnWire): boolean =>
  hasOneOf(user, ORDERING) && MADE_UP.includes(state);

/** One visit that no plan makes: booked by telephone or, with `?madeUpFor=` in the address, made up for that order. */
export function OrderForm(props: PageProps) {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const id = search.get('madeUpFor') ?? '';
  const isMadeUp = id !== '';
  const missed = useQuery({ ...routeQuery(api, 'serviceOrder', { params: { id } }), enabled: isMadeUp });
  return (
    <PageFrame
      title={t(isMadeUp ? 'care.makeUp' : 'care.newOrder')}
      note={t(isMadeUp ? 'care.makeUpNote' : 'care.newOrderNote')}
    >
      {isMadeUp ? <QueryStatus of={missed} /> : null}
      {isMadeUp && missed.data === undefined ? null : <Visit key={id} missed={missed.data ?? null} {...props} />}
    </PageFrame>
  );
}

function Visit({ missed, user, timeZone }: PageProps & { readonly missed: ServiceOrderWithTrail | null }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { senior, items, times } = useServiceFields(user);
  const clock = (at: string | undefined): string => (at === undefined ? '' : timeOfDay(at, timeZone, false));
  const choice = { kind: 'choice', required: true } as const;
  // Which order is made up for, and that it is for the same senior, is settled.
  const settled = ({ id, seniorId, senior: { name }, day }: ServiceOrderOnWire): readonly Field<Values>[] => {
    const order = t('care.order', { name, day });
    return [
      { ...choice, key: 'madeUpFor', label: t('care.madeUpFor'), choices: [{ value: id, label: order }] },
      { ...choice, key: 'seniorId', label: t('care.senior'), choices: [{ value: seniorId, label: name }] },
    ];
  };
  const show = (id: string): void => void go(`/service-orders/${encodeURIComponent(id)}`);
  return (
    <RecordForm<Values, 'createServiceOrder'>
      title={t(missed === null ? 'care.newOrder' : 'care.makeUp')}
      draft={`service-order:${missed?.id ?? 'new'}`}
      sections={[
        {
          title: t('care.what'),
          fields: [...(missed === null ? [senior] : settled(missed)), items],
        },
        {
          title: t('care.when'),
          fields: [
            { key: 'day', label: t('care.day'), kind: 'date', required: true },
            ...times,
            { key: 'note', label: t('care.note'), kind: 'words', wide: true },
          ],
        },
      ]}
      initial={{
        ...{ seniorId: missed?.seniorId ?? '', items: missed?.items ?? [], day: '' },
        ...{ startTime: clock(missed?.plannedStart), endTime: clock(missed?.plannedEnd) },
        ...{ madeUpFor: missed?.id ?? '', note: '' },
      }}
      route="createServiceOrder"
      inputOf={({ day, madeUpFor, note, ...wanted }) => ({
        body: {
          ...wantedOf(wanted),
          day,
          source: missed === null ? 'phone' : 'made-up',
          ...{ madeUpFor: orNone(madeUpFor), note: orNone(note) },
        },
      })}
      onDone={({ id }) => {
        void queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });
        show(id);
      }}
      onCancel={() => (missed === null ? void go('/service-orders') : show(missed.id))}
    />
  );
}
