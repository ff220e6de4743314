import type { AnswerOf } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { isEmpty, numberOrNone, orNone } from '../../shared/form/field.js';
import { NO_PLACE, placeBody, placeFrom, type Place } from '../../shared/form/place.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

type Facility = AnswerOf<'facilities'>['items'][number];
interface Values {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly regionId: string;
  readonly level: string;
  readonly parentId: string;
  readonly operator: string;
  readonly phone: string;
  readonly addressWords: string;
  readonly position: Place;
  readonly functions: string;
  readonly capacity: string;
  readonly hours: string;
  readonly active: boolean;
}
const EMPTY: Values = {
  ...{ id: '', name: '', type: '', regionId: '', level: '', parentId: '', operator: '', phone: '' },
  ...{ addressWords: '', position: NO_PLACE, functions: '', capacity: '', hours: '', active: true },
};
const valuesOf = (one: Facility): Values => ({
  ...{ id: one.id, name: one.name, type: one.type, regionId: one.regionId, active: one.active },
  ...{ level: one.level === null ? '' : String(one.level), parentId: one.parentId ?? '' },
  ...{ operator: one.operator ?? '', phone: one.phone ?? '', addressWords: one.addressWords ?? '' },
  ...{ position: placeFrom(one.position), functions: one.functions.join('、'), hours: one.hours ?? '' },
  capacity: one.capacity === null ? '' : String(one.capacity),
});
const bodyOf = (values: Values) => ({
  ...{ name: values.name, type: values.type, regionId: values.regionId },
  ...{ level: numberOrNone(values.level) ?? null, parentId: orNone(values.parentId) ?? null },
  ...{ operator: orNone(values.operator) ?? null, phone: orNone(values.phone) ?? null },
  addressWords: orNone(values.addressWords) ?? null,
  position: isEmpty(values.position) ? null : placeBody(values.position),
  functions: values.functions.split(/[、,，;；]+/).flatMap((word) => (word.trim() === '' ? [] : [word.trim()])),
  ...{ capacity: numberOrNone(values.capacity) ?? null, hours: orNone(values.hours) ?? null },
});

export function FacilityForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const [search] = useSearchParams();
  const result = useQuery(
    everyPageQuery('facilities', (cursor) => api.call('facilities', { query: { cursor, limit: PAGE } })),
  );
  const all = result.data ?? [];
  if (id === undefined)
    return <Form facility={null} all={all} initial={{ ...EMPTY, regionId: search.get('regionId') ?? '' }} />;
  const facility = all.find((one) => one.id === id);
  return facility === undefined ? (
    <PageFrame title={t('facilities.title')}>
      <QueryStatus of={result} />
      {result.isSuccess ? <p className="quiet">{t('facilities.missing')}</p> : null}
    </PageFrame>
  ) : (
    <Form key={id} facility={facility} all={all} initial={valuesOf(facility)} />
  );
}

interface FormProps {
  readonly facility: Facility | null;
  readonly all: readonly Facility[];
  readonly initial: Values;
}

function Form({ facility, all, initial }: FormProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go('/facilities');
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('facilities') });
    back();
  };
  const shared = { sections: useSections(facility, all), initial, onDone: done, onCancel: back } as const;
  const title = facility === null ? t('facilities.new') : t('facilities.edit', { name: facility.name });
  return (
    <PageFrame title={title}>
      {facility === null ? (
        <RecordForm
          {...shared}
          title={title}
          draft="facility:new"
          route="createFacility"
          inputOf={(values) => ({ body: { ...bodyOf(values), ...(values.id === '' ? {} : { id: values.id }) } })}
        />
      ) : (
        <RecordForm
          {...shared}
          title={title}
          draft={`facility:${facility.id}`}
          route="changeFacility"
          inputOf={(values) => ({ params: { id: facility.id }, body: { ...bodyOf(values), active: values.active } })}
          version={facility.version}
          currentOf={(current) => ({ values: valuesOf(current as Facility), version: (current as Facility).version })}
        />
      )}
    </PageFrame>
  );
}

function useSections(facility: Facility | null, all: readonly Facility[]): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  const others = all.filter(({ id, active }) => active && id !== facility?.id);
  return [
    {
      title: t('facilities.base'),
      fields: [
        { key: 'name', label: t('facilities.name'), kind: 'text', required: true },
        { key: 'type', label: t('facilities.type'), kind: 'text', required: true, hint: t('facilities.typeHint') },
        { key: 'regionId', label: t('facilities.region'), kind: 'region', required: true },
        { key: 'level', label: t('facilities.level'), kind: 'number', hint: t('facilities.levelHint') },
        {
          ...{ key: 'parentId', label: t('facilities.parent'), kind: 'choice' },
          choices: others.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'addressWords', label: t('facilities.address'), kind: 'text' },
        { key: 'position', label: t('facilities.position'), kind: 'place' },
        ...(facility === null
          ? [{ key: 'id', label: t('facilities.code'), kind: 'text', hint: t('facilities.codeHint') } as const]
          : [{ key: 'active', label: t('facilities.active'), kind: 'tick' } as const]),
      ],
    },
    {
      title: t('facilities.work'),
      fields: [
        { key: 'operator', label: t('facilities.operator'), kind: 'text' },
        { key: 'phone', label: t('facilities.phone'), kind: 'phone' },
        { key: 'hours', label: t('facilities.hours'), kind: 'text' },
        { key: 'capacity', label: t('facilities.capacity'), kind: 'number' },
        { key: 'functions', label: t('facilities.functions'), kind: 'text', hint: t('facilities.functionsHint') },
      ],
    },
  ];
}
