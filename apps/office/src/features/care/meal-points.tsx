import type { AnswerOf } from '@silverbell/wire';
import { Button, yuanOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

export type MealPoint = AnswerOf<'mealPoints'>['items'][number];
/** All of them: a county has more than a page. */
export const everyMealPoint = everyPageQuery('mealPoints', (cursor) =>
  api.call('mealPoints', { query: { cursor, limit: PAGE } }),
);
const KEEPING = ['community-officer', 'township-officer', 'county-officer'];

/** Where meals are served, when, and for what price. */
export function MealPointList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const may = hasOneOf(user, KEEPING);
  const columns: readonly Column<MealPoint>[] = [
    {
      key: 'name',
      title: t('meals.name'),
      cell: (one) => (may ? <Link to={`/meals/points/${encodeURIComponent(one.id)}`}>{one.name}</Link> : one.name),
    },
    { key: 'region', title: t('meals.region'), cell: (one) => regionName(one.regionId) },
    { key: 'hours', title: t('meals.hours'), cell: ({ opens, closes }) => `${opens}–${closes}` },
    { key: 'bookBy', title: t('meals.bookBy'), cell: ({ bookBy }) => bookBy },
    { key: 'price', title: t('meals.price'), cell: ({ priceFen }) => t('care.yuan', { n: yuanOf(priceFen) }) },
    { key: 'menu', title: t('meals.menu'), cell: ({ menu }) => menu ?? '—' },
    { key: 'active', title: t('meals.active'), cell: ({ active }) => t(active ? 'form.yes' : 'form.no') },
  ];
  return (
    <ListPage
      list="meal-points"
      userId={user.id}
      title={t('meals.points')}
      note={t('meals.pointsNote')}
      route="mealPoints"
      {...(may ? { newAt: '/meals/points/new' } : {})}
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
      filters={[{ key: 'regionId', label: t('list.region'), of: 'region' }]}
      columns={columns}
      rowKey={({ id }) => id}
      read={({ regionId }, cursor) => api.call('mealPoints', { query: { regionId, cursor, limit: 50 } })}
    />
  );
}
