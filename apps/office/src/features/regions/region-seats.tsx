import type { AnswerOf } from '@silverbell/wire';
import { LADDER_ROLE_LABELS, LADDER_ROLES } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { pathOf, type Region } from '../../shared/regions/use-regions.js';
import type { RegionPartProps } from './region-details.js';

type Seat = AnswerOf<'dutySeats'>['items'][number];

/** The region itself, then what is above it, as far as she may see. */
function chainOf(region: Region, regions: readonly Region[]): readonly string[] {
  const above = regions.find(({ id }) => id === region.parentId);
  return above === undefined ? [region.id] : [region.id, ...chainOf(above, regions)];
}

/** Of each role the seat that would be called: the nearest region that has one. */
export function nearestSeats(seats: readonly Seat[], chain: readonly string[]): readonly Seat[] {
  return LADDER_ROLES.flatMap((role) => {
    const found = chain.map((id) => seats.filter((one) => one.active && one.role === role && one.regionId === id));
    return found.find((some) => some.length > 0) ?? [];
  });
}

/** SR-58: who is called, level by level, when an alert has no answer; seats of the levels above included. */
export function Seats({ region, regions, may, timeZone }: RegionPartProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const result = useQuery(routeQuery(api, 'dutySeats', { query: { limit: 200 } }));
  const seats = nearestSeats(result.data?.items ?? [], chainOf(region, regions));
  // Some roles belong to villages and townships alone: what is missing is asked where alerts come from, at the bottom of the tree.
  const isBottom = !regions.some(({ parentId, active }) => active && parentId === region.id);
  const missing = isBottom ? LADDER_ROLES.filter((role) => !seats.some((one) => one.role === role)) : [];
  return (
    <Card title={t('regions.seats')} note={t('regions.seatsNote')}>
      <QueryStatus of={result} />
      <ScrollBox name={t('regions.seats')}>
        <table className="office-table" aria-label={t('regions.seats')}>
          <thead>
            <tr>
              <th scope="col">{t('regions.seatRole')}</th>
              <th scope="col">{t('regions.seatName')}</th>
              <th scope="col">{t('regions.seatVoice')}</th>
              <th scope="col">{t('regions.seatAnswered')}</th>
            </tr>
          </thead>
          <tbody>
            {seats.map((one) => (
              <tr key={one.id}>
                <td>{labelOf(LADDER_ROLE_LABELS, one.role)}</td>
                <td>
                  {may ? <Link to={`/duty-seats/${encodeURIComponent(one.id)}`}>{one.name}</Link> : one.name}
                  {one.regionId === region.id ? null : (
                    <span className="quiet"> {t('regions.seatFrom', { region: pathOf(regions, one.regionId) })}</span>
                  )}
                </td>
                <td>{one.voiceNumber}</td>
                <td>
                  {one.answeredAt === null ? t('regions.never') : dayAndTime(one.answeredAt, timeZone)}{' '}
                  {one.checkDue ? <span className="office-tag office-tag-warn">{t('regions.due')}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {result.isSuccess && missing.length > 0 ? (
        <p className="office-foot">
          <span className="office-tag office-tag-warn">{t('regions.seatMissing')}</span>
          {missing.map((role) => labelOf(LADDER_ROLE_LABELS, role)).join(t('app.and'))}
        </p>
      ) : null}
      {may && region.active ? (
        <div className="office-foot">
          <Button onClick={() => void go(`/duty-seats/new?regionId=${encodeURIComponent(region.id)}`)}>
            {t('regions.seatAdd')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
