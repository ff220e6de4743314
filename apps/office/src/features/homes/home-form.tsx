import type { AnswerOf, BodyOf } from '@silverbell/wire';
import { HAZARD_LABELS, POSITION_SOURCE_LABELS, type Hazard, type PositionSource } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { numberOrNone, orNone } from '../../shared/form/field.js';
import { NO_PLACE, placeBody, placeFrom, type Place } from '../../shared/form/place.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

type Home = AnswerOf<'home'>;
interface Values {
  readonly id: string;
  readonly regionId: string;
  readonly label: string;
  readonly addressWords: string;
  readonly position: Place;
  readonly source: string;
  readonly floorNo: string;
  readonly hasLift: boolean;
  readonly hazards: readonly string[];
  readonly doorTag: string;
  readonly entryCode: string;
  readonly entryNote: string;
}
const EMPTY: Values = {
  ...{ id: '', regionId: '', label: '', addressWords: '', position: NO_PLACE, source: '', floorNo: '' },
  ...{ hasLift: false, hazards: [], doorTag: '', entryCode: '', entryNote: '' },
};
const valuesOf = (home: Home): Values => ({
  ...{ id: home.id, regionId: home.regionId, label: home.label, addressWords: home.addressWords },
  position: placeFrom(home.position),
  source: home.position.source,
  floorNo: home.floorNo === null ? '' : String(home.floorNo),
  ...{ hasLift: home.hasLift, hazards: home.hazards, doorTag: home.doorTag ?? '', entryNote: home.entryNote ?? '' },
  // Never answered: what is on file stays unless a new one is written.
  entryCode: '',
});

/** A place that was clicked says so; who surveyed it at the door chooses that. */
const sourceOf = ({ source, position }: Values): PositionSource =>
  position.by === 'map-click' ? 'map-click' : ((orNone(source) as PositionSource | undefined) ?? 'unknown');

const bodyOf = (values: Values) => ({
  regionId: values.regionId,
  label: values.label,
  addressWords: values.addressWords,
  position: { ...placeBody(values.position), source: sourceOf(values) },
  floorNo: numberOrNone(values.floorNo) ?? null,
  hasLift: values.hasLift,
  hazards: [...values.hazards] as Hazard[],
  doorTag: orNone(values.doorTag) ?? null,
  entryNote: orNone(values.entryNote) ?? null,
  ...(values.entryCode === '' ? {} : { entryCode: values.entryCode }),
});

export function HomeForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const [search] = useSearchParams();
  const reading = useQuery({ ...routeQuery(api, 'home', { params: { id: id ?? '' } }), enabled: id !== undefined });
  if (id === undefined) return <Form home={null} initial={{ ...EMPTY, regionId: search.get('regionId') ?? '' }} />;
  return reading.data === undefined ? (
    <PageFrame title={t('homes.title')}>
      <QueryStatus of={reading} />
    </PageFrame>
  ) : (
    <Form key={id} home={reading.data} initial={valuesOf(reading.data)} />
  );
}

function Form({ home, initial }: { readonly home: Home | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const back = (): void => void go('/homes');
  const done = ({ id, regionId }: { readonly id: string; readonly regionId: string }): void => {
    for (const route of ['homes', 'home', 'seniors', 'senior'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    const next = search.get('then') === 'senior';
    void go(next ? `/seniors/new?homeId=${encodeURIComponent(id)}&regionId=${encodeURIComponent(regionId)}` : '/homes');
  };
  const sections: readonly Section<Values>[] = [
    {
      title: t('homes.where'),
      fields: [
        { key: 'label', label: t('homes.label'), kind: 'text', required: true, hint: t('homes.labelHint') },
        { key: 'addressWords', label: t('homes.address'), kind: 'text', required: true, hint: t('homes.addressHint') },
        { key: 'regionId', label: t('homes.region'), kind: 'region', required: true },
        { key: 'source', label: t('homes.source'), kind: 'choice', choices: choicesOf(POSITION_SOURCE_LABELS) },
        ...(home === null
          ? [{ key: 'id', label: t('homes.code'), kind: 'text', hint: t('homes.codeHint') } as const]
          : []),
        { key: 'position', label: t('homes.position'), kind: 'place', required: true },
      ],
    },
    {
      title: t('homes.door'),
      fields: [
        { key: 'floorNo', label: t('homes.floor'), kind: 'number' },
        { key: 'hasLift', label: t('homes.lift'), kind: 'tick' },
        { key: 'doorTag', label: t('homes.doorTag'), kind: 'text', hint: t('homes.doorTagHint') },
        {
          key: 'entryCode',
          label: t('homes.entryCode'),
          kind: 'password',
          secret: true,
          hint: t('homes.entryCodeHint'),
        },
        { key: 'entryNote', label: t('homes.entryNote'), kind: 'words', wide: true },
        { key: 'hazards', label: t('homes.hazards'), kind: 'choices', choices: choicesOf(HAZARD_LABELS), wide: true },
      ],
    },
  ];
  const shared = { sections, initial, onDone: done, onCancel: back } as const;
  const title = home === null ? t('homes.new') : t('homes.edit', { label: home.label });
  return (
    <PageFrame title={title}>
      {home === null ? (
        <RecordForm
          {...shared}
          title={title}
          draft="home:new"
          route="createHome"
          inputOf={(values) => {
            const body: BodyOf<'createHome'> = { ...bodyOf(values), ...(values.id === '' ? {} : { id: values.id }) };
            return { body };
          }}
        />
      ) : (
        <RecordForm
          {...shared}
          title={title}
          draft={`home:${home.id}`}
          route="changeHome"
          inputOf={(values) => ({ params: { id: home.id }, body: bodyOf(values) })}
          version={home.version}
          currentOf={(current) => ({ values: valuesOf(current as Home), version: (current as Home).version })}
        />
      )}
    </PageFrame>
  );
}
