import type { BodyOf } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { NO_PLACE, placeBody, placeFrom, type Place } from '../../shared/form/place.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { useRegions, type Region } from '../../shared/regions/use-regions.js';

interface Values {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly levelNo: string;
  readonly levelName: string;
  readonly centre: Place;
}

const valuesOf = (one: Region): Values => ({
  id: one.id,
  name: one.name,
  parentId: one.parentId ?? '',
  levelNo: String(one.levelNo),
  levelName: one.levelName,
  centre: placeFrom(one.centre),
});

/** The usual word of a level; a region may use its own. */
const LEVEL_NAMES: Readonly<Record<number, string>> = { 1: '市', 2: '县', 3: '镇', 4: '村' };

/** Name, level, parent and centre of a region: of a new one below another, or of one that exists (the root as well). */
export function RegionForm({ below = false }: { readonly below?: boolean }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { id } = useParams();
  const region = useRegions().data?.items.find((one) => one.id === id);
  if (region === undefined) return <PageFrame title={t('regions.title')}>{t('common.loading')}</PageFrame>;
  const levelNo = Math.min(9, region.levelNo + 1);
  const initial: Values = below
    ? {
        ...{ id: '', name: '', parentId: region.id, centre: NO_PLACE },
        ...{ levelNo: String(levelNo), levelName: LEVEL_NAMES[levelNo] ?? '' },
      }
    : valuesOf(region);
  const isRoot = !below && region.parentId === null;
  const title = below ? t('regions.addTo', { name: region.name }) : t('regions.editOf', { name: region.name });
  const sections: readonly Section<Values>[] = [
    {
      title: t('regions.base'),
      fields: [
        { key: 'name', label: t('regions.name'), kind: 'text', required: true },
        { key: 'levelName', label: t('regions.levelName'), kind: 'text', required: true },
        { key: 'levelNo', label: t('regions.levelNo'), kind: 'number', required: true, hint: t('regions.levelNoHint') },
        ...(isRoot ? [] : [{ key: 'parentId', label: t('regions.parent'), kind: 'region', required: true } as const]),
        ...(below ? [{ key: 'id', label: t('regions.code'), kind: 'text', hint: t('regions.codeHint') } as const] : []),
        { key: 'centre', label: t('regions.centre'), kind: 'place', required: true },
      ],
    },
  ];
  const fields = (values: Values): BodyOf<'createRegion'> => ({
    name: values.name,
    parentId: values.parentId,
    levelNo: Number(values.levelNo),
    levelName: values.levelName,
    centre: placeBody(values.centre),
  });
  const done = ({ id: kept }: { readonly id: string }): void => {
    void queries.invalidateQueries({ queryKey: routeKey('regions') });
    void go(`/regions/${encodeURIComponent(kept)}`);
  };
  const cancel = (): void => void go(`/regions/${encodeURIComponent(region.id)}`);
  return (
    <PageFrame title={title}>
      {below ? (
        <RecordForm
          title={title}
          draft={`region:below:${region.id}`}
          sections={sections}
          initial={initial}
          route="createRegion"
          inputOf={(values) => ({ body: { ...fields(values), ...(orNone(values.id) ? { id: values.id } : {}) } })}
          onDone={done}
          onCancel={cancel}
        />
      ) : (
        <RecordForm
          title={title}
          draft={`region:${region.id}`}
          sections={sections}
          initial={initial}
          route="changeRegion"
          inputOf={(values) => {
            const { parentId, ...rest } = fields(values);
            return { params: { id: region.id }, body: isRoot ? rest : { parentId, ...rest } };
          }}
          version={region.version}
          currentOf={(current) => ({ values: valuesOf(current as Region), version: (current as Region).version })}
          onDone={done}
          onCancel={cancel}
        />
      )}
    </PageFrame>
  );
}
