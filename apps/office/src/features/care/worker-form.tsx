import type { BodyOf, WorkerOnWire } from '@silverbell/wire';
import { HELPER_CERTIFICATE_LABELS, HELPER_CERTIFICATES } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { labelOf, type Choice } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';

/** Beside these three fields per kind of certificate: its number, its first and its last day. */
type Values = Readonly<Record<string, FieldValue>> & {
  readonly helperId: string;
  readonly providerId: string;
  /** As on file: a provider that stays is not sent. */
  readonly providerIdOnFile: string;
  readonly training: string;
  readonly active: boolean;
};
type Certificate = NonNullable<BodyOf<'createWorker'>['certificates']>[number];

const certificateValues = (held: WorkerOnWire['certificates']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    HELPER_CERTIFICATES.flatMap((kind) => {
      const one = held.find((certificate) => certificate.kind === kind);
      return [
        [`${kind}-number`, one?.number ?? ''],
        [`${kind}-from`, one?.from ?? ''],
        [`${kind}-until`, one?.until ?? ''],
      ];
    }),
  );
const newValues = (providerId: string): Values => ({
  ...{ helperId: '', providerId, providerIdOnFile: providerId, training: '', active: true },
  ...certificateValues([]),
});
const valuesOf = (one: WorkerOnWire): Values => ({
  ...{ helperId: one.id, providerId: one.provider.id, providerIdOnFile: one.provider.id },
  ...{ training: one.training ?? '', active: one.active },
  ...certificateValues(one.certificates),
});
/** One with a number or a first day alone is sent, too: the server asks for its last day by name. */
const certificatesOf = (values: Values): Certificate[] =>
  HELPER_CERTIFICATES.flatMap((kind) => {
    const [number, from, until] = ['number', 'from', 'until'].map((part) => orNone(values[`${kind}-${part}`] ?? ''));
    return [number, from, until].every((part) => part === undefined)
      ? []
      : [{ kind, number: number ?? null, from: from ?? null, until: until ?? '' }];
  });
const bodyOf = (values: Values) => ({
  certificates: certificatesOf(values),
  training: orNone(values.training) ?? null,
});

/** A carer who works for the provider of the address, with her certificates (CR-31). */
export function WorkerForm(props: PageProps) {
  const { t } = useTranslation('office');
  const { id = '', workerId } = useParams();
  const result = useQuery({
    ...routeQuery(api, 'worker', { params: { id: workerId ?? '' } }),
    enabled: workerId !== undefined,
  });
  if (workerId === undefined) return <Form {...props} providerId={id} worker={null} initial={newValues(id)} />;
  return result.data === undefined ? (
    <PageFrame title={t('providers.workers')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={workerId} {...props} providerId={id} worker={result.data} initial={valuesOf(result.data)} />
  );
}

interface FormProps extends PageProps {
  readonly providerId: string;
  readonly worker: WorkerOnWire | null;
  readonly initial: Values;
}

function Form({ user, providerId, worker, initial }: FormProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go(`/providers/${encodeURIComponent(providerId)}`);
  const done = (): void => {
    for (const route of ['workers', 'worker'] as const) void queries.invalidateQueries({ queryKey: routeKey(route) });
    back();
  };
  const sections = useSections(hasOneOf(user, FACILITY_EDITORS), worker === null);
  const title = worker === null ? t('providers.newWorker') : t('providers.editWorker', { name: worker.name });
  const shared = { title, sections, initial, onDone: done, onCancel: back } as const;
  return (
    <PageFrame title={title}>
      {worker === null ? (
        <RecordForm<Values, 'createWorker'>
          {...shared}
          draft={`worker:new:${providerId}`}
          route="createWorker"
          inputOf={(values) => ({ body: { ...bodyOf(values), helperId: values.helperId, providerId } })}
        />
      ) : (
        <RecordForm<Values, 'changeWorker'>
          {...shared}
          draft={`worker:${worker.id}`}
          route="changeWorker"
          inputOf={(values) => ({
            params: { id: worker.id },
            body: {
              ...{ ...bodyOf(values), active: values.active },
              ...(values.providerId === values.providerIdOnFile ? {} : { providerId: values.providerId }),
            },
          })}
          version={worker.version}
          currentOf={(current) => ({
            values: valuesOf(current as WorkerOnWire),
            version: (current as WorkerOnWire).version,
          })}
        />
      )}
    </PageFrame>
  );
}

/** A provider's own people have no look at the register of helpers: they type an id, and keep their own workers alone. */
function useSections(isOffice: boolean, isNew: boolean): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  const carers = useCarers(isOffice && isNew);
  const providers = useProviders(isOffice && !isNew);
  const helper = { key: 'helperId', label: t('providers.helper'), required: true } as const;
  const provider = { key: 'providerId', label: t('care.provider'), kind: 'choice', required: true } as const;
  const held: readonly Field<Values>[] = isNew
    ? [
        isOffice
          ? { ...helper, kind: 'choice', choices: carers, hint: t('providers.helperHint') }
          : { ...helper, kind: 'text', hint: t('providers.helperIdHint') },
      ]
    : [
        ...(isOffice ? [{ ...provider, choices: providers }] : []),
        { key: 'active', label: t('providers.onStaff'), kind: 'tick' },
      ];
  return [
    {
      title: t('providers.work'),
      fields: [...held, { key: 'training', label: t('providers.training'), kind: 'words', wide: true }],
    },
    {
      title: t('providers.certificates'),
      fields: HELPER_CERTIFICATES.flatMap((kind): readonly Field<Values>[] => {
        const what = labelOf(HELPER_CERTIFICATE_LABELS, kind);
        return [
          { key: `${kind}-number`, label: t('providers.certificateNumber', { what }), kind: 'text' },
          { key: `${kind}-from`, label: t('providers.certificateFrom', { what }), kind: 'date' },
          {
            ...{ key: `${kind}-until`, label: t('providers.certificateUntil', { what }), kind: 'date' },
            hint: t('providers.certificateHint'),
          },
        ];
      }),
    },
  ];
}

/** Helpers of kind carer who work for no provider yet. */
function useCarers(wanted: boolean): readonly Choice[] {
  const regionName = useRegionName();
  const helpers = useQuery({
    ...everyPageQuery('helpers', (cursor) => api.call('helpers', { query: { cursor, limit: PAGE } })),
    enabled: wanted,
  });
  const workers = useQuery({
    ...everyPageQuery('workers', (cursor) => api.call('workers', { query: { cursor, limit: PAGE } })),
    enabled: wanted,
  });
  const taken = new Set((workers.data ?? []).map(({ id }) => id));
  return (helpers.data ?? [])
    .filter(({ id, kind }) => kind === 'carer' && !taken.has(id))
    .map(({ id, name, regionId }) => ({ value: id, label: `${name} · ${regionName(regionId)}` }));
}

/** Where a worker may go over to. */
function useProviders(wanted: boolean): readonly Choice[] {
  const { data } = useQuery({
    ...everyPageQuery('providers', (cursor) => api.call('providers', { query: { cursor, limit: PAGE } })),
    enabled: wanted,
  });
  return (data ?? []).filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
}
