import type { BodyOf, HelperOnWire } from '@silverbell/wire';
import {
  HELPER_CERTIFICATE_LABELS,
  HELPER_CERTIFICATES,
  HELPER_KIND_LABELS,
  HELPER_TRANSPORT_LABELS,
  type HelperKind,
  type HelperTransport,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone, type FieldValue } from '../../shared/form/field.js';
import { NO_PLACE, placeBody, placeFrom, type Place } from '../../shared/form/place.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

/** Beside these one field per kind of certificate: the last day on which it is valid. */
type Values = Readonly<Record<string, FieldValue>> & {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly regionId: string;
  readonly position: Place;
  readonly languages: string;
  readonly nightCalls: boolean;
  readonly canLift: boolean;
  readonly transport: string;
  readonly standing: boolean;
};
const EMPTY: Values = {
  ...{ id: '', kind: '', name: '', phone: '', birthDate: '', regionId: '', position: NO_PLACE, languages: '' },
  ...{ nightCalls: false, canLift: false, transport: '', standing: false },
  ...Object.fromEntries(HELPER_CERTIFICATES.map((paper) => [paper, ''])),
};
const valuesOf = (one: HelperOnWire): Values => ({
  ...{ id: one.id, kind: one.kind, name: one.name, phone: one.phone, birthDate: one.birthDate, regionId: one.regionId },
  ...{ position: placeFrom(one.position), languages: one.languages.join('、'), nightCalls: one.nightCalls },
  ...{ canLift: one.canLift, transport: one.transport, standing: one.standing },
  ...Object.fromEntries(
    HELPER_CERTIFICATES.map((paper) => [paper, one.certificates.find(({ kind }) => kind === paper)?.validUntil ?? '']),
  ),
});
const bodyOf = (values: Values) => ({
  ...{ kind: values.kind as HelperKind, name: values.name, phone: values.phone, birthDate: values.birthDate },
  ...{ regionId: values.regionId, position: placeBody(values.position) },
  languages: values.languages.split(/[、,，;；\s]+/).filter(Boolean),
  ...{ nightCalls: values.nightCalls, canLift: values.canLift, standing: values.standing },
  transport: values.transport as HelperTransport,
  certificates: HELPER_CERTIFICATES.flatMap((kind) => {
    const validUntil = orNone(values[kind] ?? '');
    return validUntil === undefined ? [] : [{ kind, validUntil }];
  }),
});

export function HelperForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const result = useQuery({ ...routeQuery(api, 'helper', { params: { id: id ?? '' } }), enabled: id !== undefined });
  if (id === undefined) return <Form helper={null} initial={EMPTY} />;
  return result.data === undefined ? (
    <PageFrame title={t('helpers.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={id} helper={result.data} initial={valuesOf(result.data)} />
  );
}

function Form({ helper, initial }: { readonly helper: HelperOnWire | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go('/helpers');
  const done = (): void => {
    for (const route of ['helpers', 'helper'] as const) void queries.invalidateQueries({ queryKey: routeKey(route) });
    back();
  };
  const title = helper === null ? t('helpers.new') : t('helpers.edit', { name: helper.name });
  const shared = { title, sections: useSections(helper === null), initial, onDone: done, onCancel: back } as const;
  return (
    <PageFrame title={title}>
      {helper === null ? (
        <RecordForm
          {...shared}
          draft="helper:new"
          route="createHelper"
          inputOf={(values) => {
            const body: BodyOf<'createHelper'> = { ...bodyOf(values), ...(values.id === '' ? {} : { id: values.id }) };
            return { body };
          }}
        />
      ) : (
        <RecordForm
          {...shared}
          draft={`helper:${helper.id}`}
          route="changeHelper"
          inputOf={(values) => ({ params: { id: helper.id }, body: bodyOf(values) })}
          version={helper.version}
          currentOf={(current) => ({
            values: valuesOf(current as HelperOnWire),
            version: (current as HelperOnWire).version,
          })}
        />
      )}
    </PageFrame>
  );
}

function useSections(isNew: boolean): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  return [
    {
      title: t('helpers.base'),
      fields: [
        { key: 'name', label: t('helpers.name'), kind: 'text', required: true },
        {
          ...{ key: 'kind', label: t('helpers.kind'), kind: 'choice', required: true },
          choices: choicesOf(HELPER_KIND_LABELS),
        },
        { key: 'phone', label: t('helpers.phone'), kind: 'phone', required: true },
        { key: 'birthDate', label: t('helpers.birth'), kind: 'date', required: true, hint: t('helpers.birthHint') },
        { key: 'regionId', label: t('helpers.region'), kind: 'region', required: true },
        ...(isNew ? [{ key: 'id', label: t('helpers.code'), kind: 'text', hint: t('helpers.codeHint') } as const] : []),
        { key: 'position', label: t('helpers.position'), kind: 'place', required: true },
      ],
    },
    {
      title: t('helpers.can'),
      fields: [
        {
          ...{ key: 'transport', label: t('helpers.transport'), kind: 'choice', required: true },
          choices: choicesOf(HELPER_TRANSPORT_LABELS),
        },
        { key: 'languages', label: t('helpers.languages'), kind: 'text', hint: t('helpers.languagesHint') },
        { key: 'nightCalls', label: t('helpers.night'), kind: 'tick' },
        { key: 'canLift', label: t('helpers.lift'), kind: 'tick' },
        { key: 'standing', label: t('helpers.standing'), kind: 'tick' },
      ],
    },
    {
      title: t('helpers.papers'),
      fields: HELPER_CERTIFICATES.map((paper) => ({
        ...{ key: paper, kind: 'date' as const, hint: t('helpers.untilHint') },
        label: t('helpers.until', { paper: labelOf(HELPER_CERTIFICATE_LABELS, paper) }),
      })),
    },
  ];
}
