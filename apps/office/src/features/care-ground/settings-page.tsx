import { routeKey } from '@silverbell/web-api-client';
import { Button } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { dateOf } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegions, type Region } from '../../shared/regions/use-regions.js';
import { PLACE_EDITORS } from '../../shared/roles.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { topOf, useCareDay } from './care-day.js';
import { GroundLinks } from './ground-links.js';
import { ConfirmDialog, SettingDialog } from './setting-dialogs.js';
import { useCareSettingLabels, type CareSetting } from './setting-labels.js';

type Proposal = CareSetting['proposed'][number];
interface Act {
  readonly setting: CareSetting;
  /** `null`: it is changed. */
  readonly proposal: Proposal | null;
}

/** Every number and list of daytime care as in force for a region on a day, where it comes from, and what comes next (CR-04). */
export function SettingsPage({ user }: PageProps) {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const result = useRegions();
  const today = useCareDay();
  const [act, open, close] = useOpenDialog<Act>();
  const regions = result.data?.items ?? [];
  const regionId = search.get('regionId') ?? topOf(regions);
  const columns = useColumns(regions, user.id, hasOneOf(user, PLACE_EDITORS) ? open : null);
  if (result.data === undefined)
    return (
      <PageFrame title={t('careSettings.title')}>
        <QueryStatus of={result} />
      </PageFrame>
    );
  const day = search.get('on');
  const shared = {
    onDone: () => {
      void queries.invalidateQueries({ queryKey: routeKey('careSettings') });
      close();
    },
    onClose: close,
  };
  return (
    <>
      <ListPage
        list="care-settings"
        userId={user.id}
        title={t('careSettings.title')}
        note={t('careSettings.note', {
          region: regions.find(({ id }) => id === regionId)?.name ?? '—',
          day: day === null ? (today ?? t('careGround.today')) : dateOf(day),
        })}
        route="careSettings"
        actions={<GroundLinks user={user} here="settings" />}
        filters={[
          { key: 'regionId', label: t('careGround.region'), of: 'region' },
          { key: 'on', label: t('careGround.day'), of: 'words' },
        ]}
        columns={columns}
        rowKey={({ key }) => key}
        read={({ regionId: chosen, on }) => {
          const id = chosen ?? topOf(regions);
          return id === ''
            ? Promise.resolve({ items: [] })
            : api.call('careSettings', { params: { id }, query: on === undefined ? {} : { on: dateOf(on) } });
        }}
      />
      {act === null ? null : act.proposal === null ? (
        <SettingDialog setting={act.setting} regionId={regionId} today={today ?? ''} {...shared} />
      ) : (
        <ConfirmDialog setting={act.setting} proposal={act.proposal} regionId={regionId} {...shared} />
      )}
    </>
  );
}

function useColumns(
  regions: readonly Region[],
  userId: string,
  onAct: ((act: Act) => void) | null,
): readonly Column<CareSetting>[] {
  const { t } = useTranslation('office');
  const { nameOf, valueOf } = useCareSettingLabels();
  const regionName = (id: string): string => regions.find((one) => one.id === id)?.name ?? t('careGround.above');
  const since = ({ rule }: CareSetting, { value, validFrom, source, by }: Proposal): string =>
    [t('careSettings.since', { value: valueOf(value, rule), day: validFrom }), source, by.name].join(' · ');
  return [
    { key: 'name', title: t('careSettings.setting'), cell: ({ key }) => nameOf(key) },
    { key: 'value', title: t('careSettings.now'), cell: ({ value, rule }) => <strong>{valueOf(value, rule)}</strong> },
    {
      key: 'default',
      title: t('careSettings.byDefault'),
      cell: (one) => <span className="quiet">{valueOf(one.default, one.rule)}</span>,
    },
    {
      key: 'from',
      title: t('careSettings.from'),
      cell: ({ fromRegionId, validFrom, source, by }) =>
        [
          fromRegionId === null ? t('careSettings.builtIn') : regionName(fromRegionId),
          ...[validFrom, source, by?.name].filter((one) => one !== null && one !== undefined),
        ].join(' · '),
    },
    {
      key: 'next',
      title: t('careSettings.next'),
      cell: (one) => (one.next === null ? '—' : since(one, one.next)),
    },
    {
      key: 'proposed',
      title: t('careSettings.isProposed'),
      cell: (one) =>
        one.proposed.length === 0
          ? '—'
          : one.proposed.map((proposal) => (
              <p key={proposal.validFrom}>
                {since(one, proposal)}{' '}
                {onAct === null ? null : proposal.by.id === userId ? (
                  <span className="quiet">{t('careSettings.yours')}</span>
                ) : (
                  <Button
                    tone="quiet"
                    aria-label={`${t('careSettings.confirm')} ${nameOf(one.key)}`}
                    onClick={() => onAct({ setting: one, proposal })}
                  >
                    {t('careSettings.confirm')}
                  </Button>
                )}
              </p>
            )),
    },
    ...(onAct === null
      ? []
      : [
          {
            key: 'change',
            title: t('careSettings.change'),
            cell: (one: CareSetting) => (
              <Button
                tone="quiet"
                aria-label={`${t('careSettings.change')} ${nameOf(one.key)}`}
                onClick={() => onAct({ setting: one, proposal: null })}
              >
                {t('careSettings.change')}
              </Button>
            ),
          },
        ]),
  ];
}
