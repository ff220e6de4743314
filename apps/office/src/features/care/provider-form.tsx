import type { ProviderOnWire } from '@silverbell/wire';
import {
  PROVIDER_KIND_LABELS,
  PROVIDER_STANDING_LABELS,
  type ProviderKind,
  type ProviderStanding,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

interface Values {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: string;
  readonly regionId: string;
  readonly serviceRegionIds: readonly string[];
  /** As on file: regions that were not changed are not sent, for some of them may lie outside hers. */
  readonly regionIdsOnFile: readonly string[];
  readonly standing: string;
  readonly licenceUntil: string;
  readonly insuredUntil: string;
  readonly autoAssign: boolean;
  readonly active: boolean;
  readonly bankName: string;
  readonly accountName: string;
  /** Answered masked: empty, unless another one is written. */
  readonly accountNumber: string;
}
const EMPTY: Values = {
  ...{ id: '', name: '', creditCode: '', kind: '', regionId: '', serviceRegionIds: [], regionIdsOnFile: [] },
  ...{ standing: 'good', licenceUntil: '', insuredUntil: '', autoAssign: false, active: true },
  ...{ bankName: '', accountName: '', accountNumber: '' },
};
const valuesOf = (one: ProviderOnWire): Values => ({
  ...{ id: one.id, name: one.name, creditCode: one.creditCode, kind: one.kind, regionId: one.regionId },
  ...{ serviceRegionIds: one.serviceRegionIds, regionIdsOnFile: one.serviceRegionIds, standing: one.standing },
  ...{ licenceUntil: one.licenceUntil ?? '', insuredUntil: one.insuredUntil ?? '', autoAssign: one.autoAssign },
  ...{ active: one.active, bankName: one.bankName ?? '', accountName: one.accountName ?? '', accountNumber: '' },
});
const bodyOf = (values: Values) => ({
  ...{ name: values.name, creditCode: values.creditCode, kind: values.kind as ProviderKind, regionId: values.regionId },
  ...{ standing: values.standing as ProviderStanding, autoAssign: values.autoAssign },
  ...{ licenceUntil: orNone(values.licenceUntil) ?? null, insuredUntil: orNone(values.insuredUntil) ?? null },
  ...{ bankName: orNone(values.bankName) ?? null, accountName: orNone(values.accountName) ?? null },
  accountNumber: orNone(values.accountNumber),
});
const sameAsOnFile = ({ serviceRegionIds, regionIdsOnFile }: Values): boolean =>
  [...serviceRegionIds].sort().join() === [...regionIdsOnFile].sort().join();

export function ProviderForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const result = useQuery({ ...routeQuery(api, 'provider', { params: { id: id ?? '' } }), enabled: id !== undefined });
  if (id === undefined) return <Form provider={null} initial={EMPTY} />;
  return result.data === undefined ? (
    <PageFrame title={t('providers.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={id} provider={result.data} initial={valuesOf(result.data)} />
  );
}

function Form({ provider, initial }: { readonly provider: ProviderOnWire | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const show = (id: string): void => void go(`/providers/${encodeURIComponent(id)}`);
  const done = ({ id }: ProviderOnWire): void => {
    for (const route of ['providers', 'provider'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    show(id);
  };
  const title = provider === null ? t('providers.new') : t('providers.edit', { name: provider.name });
  const shared = { title, sections: useSections(provider), initial, onDone: done } as const;
  return (
    <PageFrame title={title}>
      {provider === null ? (
        <RecordForm<Values, 'createProvider'>
          {...shared}
          draft="provider:new"
          route="createProvider"
          inputOf={(values) => ({
            body: { ...bodyOf(values), id: orNone(values.id), serviceRegionIds: [...values.serviceRegionIds] },
          })}
          onCancel={() => void go('/providers')}
        />
      ) : (
        <RecordForm<Values, 'changeProvider'>
          {...shared}
          draft={`provider:${provider.id}`}
          route="changeProvider"
          inputOf={(values) => ({
            params: { id: provider.id },
            body: {
              ...{ ...bodyOf(values), active: values.active },
              ...(sameAsOnFile(values) ? {} : { serviceRegionIds: [...values.serviceRegionIds] }),
            },
          })}
          version={provider.version}
          currentOf={(current) => ({
            values: valuesOf(current as ProviderOnWire),
            version: (current as ProviderOnWire).version,
          })}
          onCancel={() => show(provider.id)}
        />
      )}
    </PageFrame>
  );
}

function useSections(provider: ProviderOnWire | null): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  const onFile = provider?.accountNumber ?? null;
  return [
    {
      title: t('providers.base'),
      fields: [
        { key: 'name', label: t('providers.name'), kind: 'text', required: true },
        { key: 'creditCode', label: t('providers.creditCode'), kind: 'text', required: true },
        {
          ...{ key: 'kind', label: t('providers.kind'), kind: 'choice', required: true },
          choices: choicesOf(PROVIDER_KIND_LABELS),
        },
        { key: 'regionId', label: t('care.region'), kind: 'region', required: true },
        {
          ...{ key: 'serviceRegionIds', label: t('providers.serves'), kind: 'regions', required: true, wide: true },
          hint: t('providers.withBelow'),
        },
        ...(provider === null
          ? [{ key: 'id', label: t('providers.code'), kind: 'text', hint: t('providers.codeHint') } as const]
          : [{ key: 'active', label: t('providers.inUse'), kind: 'tick' } as const]),
      ],
    },
    {
      title: t('providers.standing'),
      fields: [
        {
          ...{ key: 'standing', label: t('providers.standing'), kind: 'choice', required: true },
          choices: choicesOf(PROVIDER_STANDING_LABELS),
        },
        { key: 'licenceUntil', label: t('providers.licence'), kind: 'date' },
        { key: 'insuredUntil', label: t('providers.insured'), kind: 'date' },
        { key: 'autoAssign', label: t('providers.alone'), kind: 'tick' },
      ],
    },
    {
      title: t('providers.account'),
      fields: [
        { key: 'bankName', label: t('providers.bankName'), kind: 'text' },
        { key: 'accountName', label: t('providers.accountName'), kind: 'text' },
        {
          ...{ key: 'accountNumber', label: t('providers.accountNumber'), kind: 'text', secret: true },
          ...(onFile === null ? {} : { hint: t('providers.accountOnFile', { number: onFile }) }),
        },
      ],
    },
  ];
}
