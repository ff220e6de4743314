import type { BodyOf } from '@silverbell/wire';
import {
  FILE_WARNING_LABELS,
  HAZARD_LABELS,
  PLACE_WARNING_LABELS,
  POSITION_SOURCE_LABELS,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { bodyOf, EMPTY, valuesOf, type Centre, type Home, type HomeValues } from './home-values.js';

export function HomeForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const [search] = useSearchParams();
  const result = useQuery({ ...routeQuery(api, 'home', { params: { id: id ?? '' } }), enabled: id !== undefined });
  if (id === undefined) return <Form home={null} initial={{ ...EMPTY, regionId: search.get('regionId') ?? '' }} />;
  return result.data === undefined ? (
    <PageFrame title={t('homes.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={id} home={result.data} initial={valuesOf(result.data)} />
  );
}

function Form({ home, initial }: { readonly home: Home | null; readonly initial: HomeValues }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const regions = useRegions().data?.items;
  const centreOf = ({ regionId }: HomeValues): Centre | undefined => regions?.find(({ id }) => id === regionId)?.centre;
  const back = (): void => void go('/homes');
  const done = ({ id, regionId, warnings }: Pick<Home, 'id' | 'regionId' | 'warnings'>): void => {
    for (const route of ['homes', 'home', 'seniors', 'senior'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    const next = search.get('then') === 'senior';
    if (next) void go(`/seniors/new?homeId=${encodeURIComponent(id)}&regionId=${encodeURIComponent(regionId)}`);
    // Who is sent depends on where a home stands: a doubtful place is told to the person who wrote it.
    else void go(home === null && warnings.length > 0 ? `/homes/${encodeURIComponent(id)}` : '/homes');
  };
  const sections: readonly Section<HomeValues>[] = [
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
        {
          ...{ key: 'position', label: t('homes.position'), kind: 'place', required: home !== null },
          ...(home === null ? { hint: t('homes.positionHint') } : {}),
        } as const,
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
        { key: 'roadPoint', label: t('homes.roadPoint'), kind: 'text', hint: t('homes.roadPointHint') },
      ],
    },
  ];
  const shared = { sections, initial, onDone: done, onCancel: back } as const;
  const title = home === null ? t('homes.new') : t('homes.edit', { label: home.label });
  return (
    <PageFrame title={title}>
      {home === null || home.warnings.length === 0 ? null : (
        <p className="office-warn" role="status">
          {home.warnings
            .map((code) => labelOf({ ...FILE_WARNING_LABELS, ...PLACE_WARNING_LABELS }, code))
            .join(t('app.and'))}
        </p>
      )}
      {home === null ? (
        <RecordForm
          {...shared}
          title={title}
          draft="home:new"
          route="createHome"
          inputOf={(values) => {
            const body: BodyOf<'createHome'> = {
              ...bodyOf(values, centreOf(values)),
              ...(values.id === '' ? {} : { id: values.id }),
            };
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
