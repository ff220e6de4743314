import { routeKey } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { queries } from '../../shared/app-client.js';
import { hasOneOf } from '../../shared/page-props.js';
import { pathOf, type Region } from '../../shared/regions/use-regions.js';
import { RegionFacilities } from './region-facilities.js';
import { RegionLadders } from './region-ladders.js';
import { RegionMap } from './region-map.js';
import { Numbers } from './region-numbers.js';
import { Seats } from './region-seats.js';
import { RegionSettings } from './region-settings.js';
import type { HomeCounts } from './regions-page.js';

/** What every part of the page of a region gets. */
export interface RegionPartProps {
  readonly region: Region;
  readonly regions: readonly Region[];
  readonly may: boolean;
  readonly timeZone: string | undefined;
}
interface RegionDetailsProps extends RegionPartProps {
  readonly count: ReturnType<HomeCounts['get']>;
  readonly user: SessionUser;
}

const readsFiles = [
  'admin',
  'county-officer',
  'township-officer',
  'community-officer',
  'lead',
  'operator',
  'supervisor',
];
const readsPlaces = ['admin', 'county-officer', 'lead', 'operator', 'supervisor'];
const readsFacilities = [...readsPlaces, 'township-officer'];
const readsLadders = ['admin', 'lead', 'operator', 'supervisor'];

export function RegionDetails({ count, user, ...part }: RegionDetailsProps) {
  const { region } = part;
  const readsPlace = hasOneOf(user, readsPlaces);
  return (
    <>
      <Head {...part} count={count} />
      <div className="office-half">
        {readsPlace ? <Seats {...part} /> : null}
        <RegionMap region={region} readsHomes={hasOneOf(user, readsFiles)} />
      </div>
      {readsPlace ? <RegionSettings {...part} /> : null}
      {hasOneOf(user, readsLadders) ? <RegionLadders {...part} /> : null}
      {hasOneOf(user, readsFacilities) ? <RegionFacilities region={region} /> : null}
      {readsPlace ? <Numbers {...part} /> : null}
    </>
  );
}

function Head({ region, regions, may, count }: RegionPartProps & { readonly count: ReturnType<HomeCounts['get']> }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [stopping, setStopping] = useState(false);
  const at = `/regions/${encodeURIComponent(region.id)}`;
  const facts = [
    region.parentId === null ? null : pathOf(regions, region.parentId),
    `${region.levelName} · ${t('regions.level')} ${String(region.levelNo)}`,
    count === undefined ? null : t('regions.people', { homes: count.homes, seniors: count.seniors }),
    `${t('regions.code')} ${region.id}`,
    region.active
      ? null
      : t('regions.stopped', { name: region.deactivated?.by.name ?? '—', reason: region.deactivated?.reason ?? '—' }),
  ];
  return (
    <section className="office-card" aria-label={region.name}>
      <div className="office-foot">
        <h2>{region.name}</h2>
        <span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
        <span className="spring" />
        {may && region.active ? (
          <>
            {region.parentId === null ? null : (
              <Button onClick={() => setStopping(true)}>{t('regions.deactivate')}</Button>
            )}
            <Button onClick={() => void go(`${at}/edit`)}>{t('regions.edit')}</Button>
          </>
        ) : null}
      </div>
      {stopping ? (
        <ActDialog
          title={t('regions.deactivateOf', { name: region.name })}
          note={t('regions.deactivateWhy')}
          fields={[{ key: 'reason', label: t('regions.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="deactivateRegion"
          inputOf={(values) => ({ params: { id: region.id }, body: { reason: String(values['reason']) } })}
          version={region.version}
          onDone={() => {
            setStopping(false);
            void queries.invalidateQueries({ queryKey: routeKey('regions') });
          }}
          onClose={() => setStopping(false)}
        />
      ) : null}
    </section>
  );
}
