import { ECONOMIC_CLASS_LABELS, ECONOMIC_CLASSES, type EconomicClass } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { labelOf, yuanOf, fenOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { clockOf } from './care-day.js';
import { everyMealPoint, type MealPoint } from './meal-points.js';

type Values = Readonly<Record<'name' | 'regionId' | 'opens' | 'closes' | 'bookBy' | 'price' | 'menu', string>> & {
  readonly active: boolean;
} & Readonly<Record<`of-${EconomicClass}`, string>>;

const subsidyFields = (fenOfClass: (one: EconomicClass) => number) =>
  Object.fromEntries(
    ECONOMIC_CLASSES.map((one) => [`of-${one}`, fenOfClass(one) === 0 ? '' : yuanOf(fenOfClass(one))]),
  ) as Readonly<Record<`of-${EconomicClass}`, string>>;
const EMPTY: Values = {
  ...{ name: '', regionId: '', opens: '11:00', closes: '13:00', bookBy: '09:00', price: '', menu: '', active: true },
  ...subsidyFields(() => 0),
};
const valuesOf = (one: MealPoint): Values => ({
  ...{ name: one.name, regionId: one.regionId, opens: one.opens, closes: one.closes, bookBy: one.bookBy },
  ...{ price: yuanOf(one.priceFen), menu: one.menu ?? '', active: one.active },
  ...subsidyFields((of) => one.subsidies.find(({ economicClass }) => economicClass === of)?.fen ?? 0),
});
const bodyOf = (values: Values) => ({
  ...{ name: values.name, opens: clockOf(values.opens), closes: clockOf(values.closes) },
  ...{ bookBy: clockOf(values.bookBy), priceFen: fenOf(values.price), menu: orNone(values.menu) ?? null },
  subsidies: ECONOMIC_CLASSES.flatMap((economicClass) => {
    const written = values[`of-${economicClass}`];
    return written === '' ? [] : [{ economicClass, fen: fenOf(written) }];
  }),
});

export function MealPointForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const result = useQuery({ ...everyMealPoint, enabled: id !== undefined });
  if (id === undefined) return <Form point={null} initial={EMPTY} />;
  const point = result.data?.find((one) => one.id === id);
  return point === undefined ? (
    <PageFrame title={t('meals.points')}>
      <QueryStatus of={result} />
      {result.isSuccess ? <p className="quiet">{t('meals.missing')}</p> : null}
    </PageFrame>
  ) : (
    <Form key={id} point={point} initial={valuesOf(point)} />
  );
}

function Form({ point, initial }: { readonly point: MealPoint | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go('/meals/points');
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('mealPoints') });
    back();
  };
  const shared = { sections: useSections(point === null), initial, onDone: done, onCancel: back } as const;
  const title = point === null ? t('meals.newPoint') : t('meals.editPoint', { name: point.name });
  return (
    <PageFrame title={title}>
      {point === null ? (
        <RecordForm<Values, 'createMealPoint'>
          {...shared}
          title={title}
          draft="meal-point:new"
          route="createMealPoint"
          inputOf={(values) => ({ body: { ...bodyOf(values), regionId: values.regionId } })}
        />
      ) : (
        <RecordForm<Values, 'changeMealPoint'>
          {...shared}
          title={title}
          draft={`meal-point:${point.id}`}
          route="changeMealPoint"
          inputOf={(values) => ({ params: { id: point.id }, body: { ...bodyOf(values), active: values.active } })}
          version={point.version}
          currentOf={(current) => ({ values: valuesOf(current as MealPoint), version: (current as MealPoint).version })}
        />
      )}
    </PageFrame>
  );
}

function useSections(isNew: boolean): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  const time = { kind: 'text', required: true, hint: t('care.timeHint') } as const;
  return [
    {
      title: t('meals.base'),
      fields: [
        { key: 'name', label: t('meals.name'), kind: 'text', required: true },
        ...(isNew
          ? [{ key: 'regionId', label: t('meals.region'), kind: 'region', required: true } as const]
          : [{ key: 'active', label: t('meals.active'), kind: 'tick' } as const]),
        { ...time, key: 'opens', label: t('meals.opens') },
        { ...time, key: 'closes', label: t('meals.closes') },
        { ...time, key: 'bookBy', label: t('meals.bookBy') },
        { key: 'menu', label: t('meals.menu'), kind: 'words', wide: true },
      ],
    },
    {
      title: t('meals.money'),
      fields: [
        { key: 'price', label: t('meals.price'), kind: 'number', required: true, hint: t('meals.fenHint') },
        ...ECONOMIC_CLASSES.map((one) => ({
          ...({ key: `of-${one}`, kind: 'number' } as const),
          label: t('meals.subsidyOf', { class: labelOf(ECONOMIC_CLASS_LABELS, one) }),
        })),
      ],
    },
  ];
}
