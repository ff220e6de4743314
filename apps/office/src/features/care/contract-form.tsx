import type { ContractOnWire } from '@silverbell/wire';
import { PAY_BASIS_LABELS, type PayBasis } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf, fenOf, yuanOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone, type Field } from '../../shared/form/field.js';
import { RecordForm } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useCatalogue } from './care-day.js';

/** What may be changed while it runs. */
interface Terms {
  readonly to: string;
  readonly items: readonly string[];
  readonly selfPayFenPerHour: string;
  readonly duties: string;
}
interface NewValues extends Terms {
  readonly id: string;
  readonly regionId: string;
  readonly regionIds: readonly string[];
  readonly from: string;
  readonly rateFenPerHour: string;
  readonly payBasis: string;
}
interface ChangedValues extends Terms {
  readonly endedOn: string;
}
const valuesOf = (one: ContractOnWire): ChangedValues => ({
  ...{ to: one.to, items: one.items, duties: one.duties ?? '', endedOn: one.endedOn ?? '' },
  selfPayFenPerHour: one.selfPayFenPerHour === null ? '' : yuanOf(one.selfPayFenPerHour),
});
/** What is no sum is sent as a negative one, which the server refuses at its field. */
const fenOrRefused = (written: string): number => {
  const fen = fenOf(written);
  return Number.isFinite(fen) ? fen : -1;
};
const termsOf = ({ to, items, selfPayFenPerHour, duties }: Terms) => ({
  ...{ to, items: [...items], duties: orNone(duties) ?? null },
  selfPayFenPerHour: selfPayFenPerHour === '' ? null : fenOrRefused(selfPayFenPerHour),
});

/** 服务协议 of a township with the provider of the address. */
export function ContractForm(props: PageProps) {
  const { t } = useTranslation('office');
  const { id = '', contractId } = useParams();
  const result = useQuery({
    ...routeQuery(api, 'contract', { params: { id: contractId ?? '' } }),
    enabled: contractId !== undefined,
  });
  if (contractId === undefined) return <NewContract {...props} providerId={id} />;
  return result.data === undefined ? (
    <PageFrame title={t('providers.contracts')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <ChangedContract key={contractId} contract={result.data} />
  );
}

function useWayBack(providerId: string) {
  const go = useNavigate();
  const back = (): void => void go(`/providers/${encodeURIComponent(providerId)}`);
  const done = (): void => {
    for (const route of ['contracts', 'contract'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    back();
  };
  return { onDone: done, onCancel: back };
}

function NewContract({ user, providerId }: PageProps & { readonly providerId: string }) {
  const { t } = useTranslation('office');
  const ends = useWayBack(providerId);
  const provider = useQuery(routeQuery(api, 'provider', { params: { id: providerId } }));
  const terms = useTermFields([]);
  // A township signs for itself; the county says for which one.
  const own = hasOneOf(user, ['township-officer']) ? user.regionId : null;
  return (
    <PageFrame title={t('providers.newContract')} note={provider.data?.name}>
      <RecordForm<NewValues, 'createContract'>
        {...ends}
        title={t('providers.newContract')}
        draft={`contract:new:${providerId}`}
        sections={[
          {
            title: t('providers.parties'),
            fields: [
              { key: 'regionId', label: t('providers.of'), kind: 'region', required: true },
              {
                ...{ key: 'regionIds', label: t('providers.for'), kind: 'regions', required: true, wide: true },
                hint: t('providers.withBelow'),
              },
              { key: 'id', label: t('providers.code'), kind: 'text', hint: t('providers.codeHint') },
            ],
          },
          {
            title: t('providers.terms'),
            fields: [
              { key: 'from', label: t('providers.firstDay'), kind: 'date', required: true },
              terms.to,
              {
                ...{ key: 'rateFenPerHour', label: t('providers.rate'), kind: 'number', required: true },
                hint: t('providers.yuanHint'),
              },
              {
                ...{ key: 'payBasis', label: t('providers.paid'), kind: 'choice', required: true },
                choices: choicesOf(PAY_BASIS_LABELS),
              },
              ...terms.others,
            ],
          },
        ]}
        initial={{
          ...{ id: '', regionId: own ?? '', regionIds: own === null ? [] : [own], from: '', to: '' },
          ...{ rateFenPerHour: '', payBasis: 'delivered', items: [], selfPayFenPerHour: '', duties: '' },
        }}
        route="createContract"
        inputOf={({ id, regionId, regionIds, from, rateFenPerHour, payBasis, ...written }) => ({
          body: {
            ...{ ...termsOf(written), id: orNone(id), regionId, providerId, regionIds: [...regionIds], from },
            ...{ rateFenPerHour: fenOrRefused(rateFenPerHour), payBasis: payBasis as PayBasis },
          },
        })}
      />
    </PageFrame>
  );
}

function ChangedContract({ contract }: { readonly contract: ContractOnWire }) {
  const { t } = useTranslation('office');
  const { id, provider, from, items, version } = contract;
  const ends = useWayBack(provider.id);
  const terms = useTermFields(items);
  const title = t('providers.editContract', { name: provider.name, day: from });
  return (
    <PageFrame title={title} note={t('providers.contractStays')}>
      <RecordForm<ChangedValues, 'changeContract'>
        {...ends}
        title={title}
        draft={`contract:${id}`}
        sections={[
          {
            title: t('providers.terms'),
            fields: [
              terms.to,
              { key: 'endedOn', label: t('providers.endsEarly'), kind: 'date', hint: t('providers.endsEarlyHint') },
              ...terms.others,
            ],
          },
        ]}
        initial={valuesOf(contract)}
        route="changeContract"
        inputOf={({ endedOn, ...written }) => ({
          params: { id },
          body: { ...termsOf(written), endedOn: orNone(endedOn) ?? null },
        })}
        version={version}
        currentOf={(current) => ({
          values: valuesOf(current as ContractOnWire),
          version: (current as ContractOnWire).version,
        })}
      />
    </PageFrame>
  );
}

interface TermFields {
  readonly to: Field<Terms>;
  readonly others: readonly Field<Terms>[];
}

/** @param agreed codes of items that the catalogue of today may no longer name */
function useTermFields(agreed: readonly string[]): TermFields {
  const { t } = useTranslation('office');
  const known = useCatalogue()?.items ?? [];
  const choices = [
    ...known.map(({ code, name }) => ({ value: code, label: name })),
    ...agreed.filter((code) => !known.some((one) => one.code === code)).map((code) => ({ value: code, label: code })),
  ];
  return {
    to: { key: 'to', label: t('providers.finalDay'), kind: 'date', required: true },
    others: [
      {
        ...{ key: 'selfPayFenPerHour', label: t('providers.selfPay'), kind: 'number' },
        hint: t('providers.selfPayHint'),
      },
      {
        ...{ key: 'items', label: t('care.items'), kind: 'choices', wide: true },
        ...{ choices, hint: t('providers.itemsHint') },
      },
      { key: 'duties', label: t('providers.duties'), kind: 'words', wide: true },
    ],
  };
}
