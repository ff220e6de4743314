import {
  AID_LABELS,
  CATALOGUE_UNIT_LABELS,
  HELPER_CERTIFICATE_LABELS,
  LOCAL_CLASS_LABELS,
} from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { Button, labelOf, yuanOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { dateOf } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions, type Region } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { CalendarWarning } from './calendar-warning.js';
import { topOf, useCareDay } from './care-day.js';
import { chainOf, rowsOf, type CatalogueRow } from './catalogue-rows.js';
import { GroundLinks } from './ground-links.js';
import { ItemDialog } from './item-dialog.js';

/** The services of a region as in force on a day, with where each one comes from; those that are hidden stand at the end (CR-15, CR-16). */
export function CataloguePage({ user }: PageProps) {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const result = useRegions();
  const today = useCareDay();
  const [changing, open, close] = useOpenDialog<CatalogueRow>();
  const regions = result.data?.items ?? [];
  const regionId = search.get('regionId') ?? topOf(regions);
  const may = hasOneOf(user, FACILITY_EDITORS);
  const columns = useColumns(regions, regionId, may ? open : null);
  if (result.data === undefined)
    return (
      <PageFrame title={t('careGround.title')}>
        <QueryStatus of={result} />
      </PageFrame>
    );
  const day = search.get('on');
  return (
    <>
      <ListPage
        list="catalogue"
        userId={user.id}
        title={t('careGround.title')}
        note={t('careGround.note', {
          region: regions.find(({ id }) => id === regionId)?.name ?? '—',
          day: day === null ? (today ?? t('careGround.today')) : dateOf(day),
        })}
        route="catalogue"
        {...(may ? { newAt: `/care-ground/new?regionId=${encodeURIComponent(regionId)}` } : {})}
        actions={<GroundLinks user={user} here="catalogue" />}
        above={<CalendarWarning today={today} />}
        filters={[
          { key: 'regionId', label: t('careGround.region'), of: 'region' },
          { key: 'on', label: t('careGround.day'), of: 'words' },
        ]}
        columns={columns}
        rowKey={({ item }) => item.code}
        read={async ({ regionId: chosen, on }) => {
          const chain = chainOf(regions, chosen ?? topOf(regions)).filter((id) => id !== '');
          const query = { on: on === undefined ? undefined : dateOf(on) };
          const read = chain.map((id) => api.call('catalogue', { query: { ...query, regionId: id } }));
          return { items: rowsOf(await Promise.all(read)) };
        }}
      />
      {changing === null ? null : (
        <ItemDialog
          row={changing}
          regionId={regionId}
          today={today ?? ''}
          onDone={() => {
            void queries.invalidateQueries({ queryKey: routeKey('catalogue') });
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function useColumns(
  regions: readonly Region[],
  regionId: string,
  onChange: ((row: CatalogueRow) => void) | null,
): readonly Column<CatalogueRow>[] {
  const { t } = useTranslation('office');
  // A township sees nothing of the county above it but what it says.
  const regionName = (id: string): string => regions.find((one) => one.id === id)?.name ?? t('careGround.above');
  const yesNo = (is: boolean): string => t(is ? 'form.yes' : 'form.no');
  return [
    {
      key: 'name',
      title: t('careGround.item'),
      cell: ({ item, hiddenBy }) =>
        hiddenBy === null ? (
          item.name
        ) : (
          <>
            {item.name}{' '}
            <span className="office-tag office-tag-warn">
              {t('careGround.isHidden', { region: regionName(hiddenBy) })}
            </span>
          </>
        ),
    },
    { key: 'aid', title: t('careGround.aid'), cell: ({ item }) => labelOf(AID_LABELS, item.aid) },
    {
      key: 'classes',
      title: t('careGround.classes'),
      cell: ({ item: { classes } }) =>
        classes.length === 0
          ? t('careGround.everyClass')
          : classes.map((one) => labelOf(LOCAL_CLASS_LABELS, one)).join(t('app.and')),
    },
    { key: 'price', title: t('careGround.price'), cell: (row) => <Price {...row} /> },
    { key: 'standard', title: t('careGround.standard'), cell: ({ item }) => item.standard },
    {
      key: 'from',
      title: t('careGround.from'),
      cell: ({ item: { from } }) =>
        from === null ? (
          <span className="quiet">{t('careGround.template')}</span>
        ) : from === regionId ? (
          <span className="office-tag office-tag-on">{t('careGround.here')}</span>
        ) : (
          regionName(from)
        ),
    },
    { key: 'code', title: t('careGround.code'), cell: ({ item }) => item.code, extra: true },
    { key: 'content', title: t('careGround.content'), cell: ({ item }) => item.content, extra: true },
    {
      key: 'subsidised',
      title: t('careGround.subsidised'),
      cell: ({ item }) => yesNo(item.subsidised),
      extra: true,
    },
    { key: 'twoPeople', title: t('careGround.twoPeople'), cell: ({ item }) => yesNo(item.twoPeople), extra: true },
    {
      key: 'certificate',
      title: t('careGround.certificate'),
      cell: ({ item }) => labelOf(HELPER_CERTIFICATE_LABELS, item.certificate),
      extra: true,
    },
    ...(onChange === null
      ? []
      : [
          {
            key: 'change',
            title: t('careGround.change'),
            cell: (row: CatalogueRow) => (
              <Button
                tone="quiet"
                aria-label={`${t('careGround.change')} ${row.item.name}`}
                onClick={() => onChange(row)}
              >
                {t('careGround.change')}
              </Button>
            ),
          },
        ]),
  ];
}

/** The price by its unit, and beside one of its own that of the region above. */
function Price({ item, above }: CatalogueRow) {
  const { t } = useTranslation('office');
  return (
    <>
      {t('careGround.priceOf', {
        money: yuanOf(item.priceFen),
        unit: labelOf(CATALOGUE_UNIT_LABELS, item.unit),
      })}
      {above === null || above.priceFen === item.priceFen ? null : (
        <span className="quiet"> {t('careGround.priceAbove', { money: yuanOf(above.priceFen) })}</span>
      )}
    </>
  );
}
