import { routeQuery } from '@silverbell/web-api-client';
import { dayAndTime } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import type { RegionPartProps } from './region-details.js';

/** Which ladders count here and whose they are. They are changed in the console, by two people and after a dry run. */
export function RegionLadders({ region, timeZone }: RegionPartProps) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'regionLadders', { params: { id: region.id } }));
  const one = result.data;
  const open = one?.drafts.filter(({ state }) => state === 'open') ?? [];
  return (
    <Card title={t('regions.ladders')} note={t('regions.laddersNote')}>
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <Facts
          of={[
            [
              t('regions.laddersFrom'),
              one.inForce.region === null
                ? t('regions.laddersDefault')
                : one.inForce.region.id === region.id
                  ? t('regions.own')
                  : one.inForce.region.name,
            ],
            [
              t('regions.laddersSince'),
              one.inForce.validFrom === null ? null : dayAndTime(one.inForce.validFrom, timeZone),
            ],
            [
              t('regions.laddersNext'),
              one.newest.validFrom === null || one.newest.key === one.inForce.key
                ? null
                : dayAndTime(one.newest.validFrom, timeZone),
            ],
            [
              t('regions.laddersDrafts'),
              open.map(({ author, reason }) => t('regions.laddersDraft', { name: author.name, reason })).join('；'),
            ],
          ]}
        />
      )}
      <div className="office-foot">
        {/* Another app: its own login, its own window. */}
        <a href={`/console/ladders/${encodeURIComponent(region.id)}`}>{t('regions.laddersOpen')}</a>
      </div>
    </Card>
  );
}
