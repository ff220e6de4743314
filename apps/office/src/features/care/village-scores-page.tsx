import type { VillageScoreOnWire } from '@silverbell/wire';
import { VILLAGE_MEASURE_LABELS, VILLAGE_MEASURES, type VillageMeasure } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { Button, choicesOf, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';

/** Keep the list, and so take it out in full. */
const TAKING_OUT = ['community-officer', 'township-officer', 'county-officer', 'supervisor'];
const YEAR = /^20\d{2}$/;

/** What each village was to do in a year, what it did, and the points it has for that (CR-54). */
export function VillageScoresPage({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [setting, open, close] = useOpenDialog<VillageScoreOnWire>();
  const dash = (figure: number | null): string => (figure === null ? '—' : String(figure));
  const columns: readonly Column<VillageScoreOnWire>[] = [
    { key: 'village', title: t('scores.village'), cell: ({ regionId }) => regionName(regionId) },
    { key: 'year', title: t('scores.year'), cell: ({ year }) => String(year) },
    {
      key: 'measure',
      title: t('scores.measure'),
      cell: ({ measure }) => (measure === null ? t('scores.noTarget') : labelOf(VILLAGE_MEASURE_LABELS, measure)),
    },
    { key: 'target', title: t('scores.target'), cell: ({ target }) => dash(target) },
    { key: 'done', title: t('scores.done'), cell: ({ done }) => dash(done) },
    {
      key: 'points',
      title: t('scores.points'),
      cell: ({ points, fullPoints }) =>
        points === null ? '—' : t('scores.of', { points: points.toFixed(2), full: fullPoints }),
    },
    {
      key: 'deadline',
      title: t('scores.deadline'),
      cell: ({ deadline, frozenOn }) => (frozenOn === null ? deadline : t('scores.frozen', { day: deadline })),
    },
    {
      key: 'act',
      title: t('scores.set'),
      cell: (one) =>
        one.allowedActions.length === 0 ? (
          '—'
        ) : (
          <Button tone="quiet" onClick={() => open(one)}>
            {t('scores.set')}
            <span className="sb-visually-hidden"> {regionName(one.regionId)}</span>
          </Button>
        ),
    },
  ];
  return (
    <>
      <ListPage
        list="village-scores"
        userId={user.id}
        title={t('scores.title')}
        note={t('scores.note')}
        route="villageScores"
        {...(hasOneOf(user, TAKING_OUT) ? { exportAs: 'village-scores' as const } : {})}
        actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
        filters={[
          { key: 'year', label: t('scores.year'), of: 'words' },
          { key: 'regionId', label: t('list.region'), of: 'region' },
        ]}
        columns={columns}
        rowKey={({ regionId, year }) => `${regionId} ${String(year)}`}
        read={({ year, regionId }, cursor) =>
          api.call('villageScores', {
            query: { ...(YEAR.test(year ?? '') ? { year: Number(year) } : {}), regionId, cursor, limit: 50 },
          })
        }
      />
      {setting === null ? null : (
        <ActDialog
          title={`${t('scores.set')} · ${regionName(setting.regionId)}`}
          note={t('scores.setNote', { day: setting.deadline })}
          fields={[
            {
              ...{ key: 'measure', label: t('scores.measure'), kind: 'choice', required: true },
              choices: choicesOf(VILLAGE_MEASURE_LABELS),
            },
            { key: 'target', label: t('scores.target'), kind: 'number', required: true },
          ]}
          initial={{
            measure: setting.measure ?? VILLAGE_MEASURES[0],
            target: setting.target === null ? '' : String(setting.target),
          }}
          route="setVillageTarget"
          version={setting.version}
          inputOf={({ measure, target }) => ({
            params: { id: setting.regionId },
            body: { year: setting.year, measure: measure as VillageMeasure, target: Number(target) },
          })}
          onDone={() => {
            void queries.invalidateQueries({ queryKey: routeKey('villageScores') });
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
