import { routeQuery } from '@silverbell/web-api-client';
import { dayAndTime } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { RegionSelect } from '../../shared/regions/region-select.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { ScrollBox } from '../../shared/scroll-box.js';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAY_MS = 86_400_000;

/** Homes out of reach of every helper on duty, by hour and village: shown while there is time to ask a helper to go on duty. */
export function CoveragePage({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const ids = { region: useId(), day: useId() };
  const regionName = useRegionName();
  const [search, setSearch] = useSearchParams();
  const regionId = search.get('regionId') ?? '';
  const day = Math.min(6, Math.max(0, Number(search.get('day') ?? 0) || 0));
  const result = useQuery(routeQuery(api, 'helperCoverage', { query: regionId === '' ? {} : { regionId } }));
  const one = result.data;
  const set = (change: Readonly<Record<string, string>>): void =>
    setSearch(
      Object.fromEntries(Object.entries({ regionId, day: String(day), ...change }).filter(([, value]) => value !== '')),
    );
  const dayName = (index: number): string =>
    one === undefined ? '' : new Date(Date.parse(`${one.from}T00:00:00Z`) + index * DAY_MS).toISOString().slice(0, 10);
  return (
    <PageFrame title={t('coverage.title')} note={t('coverage.note')}>
      <div className="office-card office-filter" role="search" aria-label={t('list.filter')}>
        <div className="office-field">
          <label htmlFor={ids.region}>{t('coverage.region')}</label>
          <RegionSelect id={ids.region} value={regionId} onChange={(chosen) => set({ regionId: chosen })} />
        </div>
        <div className="office-field">
          <label htmlFor={ids.day}>{t('coverage.day')}</label>
          <Select
            id={ids.day}
            value={day}
            onChange={(chosen) => set({ day: String(chosen) })}
            options={Array.from({ length: 7 }, (_, index) => ({ value: index, label: dayName(index) }))}
          />
        </div>
      </div>
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <p className={one.tonight.uncovered.length > 0 ? 'office-warn' : 'quiet'} role="status">
            {one.tonight.uncovered.length > 0
              ? `${t('coverage.tonight')}（${dayAndTime(one.tonight.from, timeZone)}–${dayAndTime(one.tonight.to, timeZone)}）：${one.tonight.uncovered.map(regionName).join(t('app.and'))}`
              : t('coverage.tonightNone')}
          </p>
          <Card title={t('coverage.table')} note={t('coverage.within', { n: one.withinMinutes })}>
            {one.villages.length === 0 ? <p className="pad quiet">{t('coverage.none')}</p> : null}
            <ScrollBox name={t('coverage.table')}>
              <table className="office-table office-hours" aria-label={t('coverage.table')}>
                <thead>
                  <tr>
                    <th scope="col">{t('coverage.village')}</th>
                    {HOURS.map((hour) => (
                      <th key={hour} scope="col">
                        {hour}
                      </th>
                    ))}
                    <th scope="col">{t('coverage.uncovered')}</th>
                  </tr>
                </thead>
                <tbody>
                  {one.villages.map((village) => (
                    <tr key={village.regionId}>
                      <th scope="row">{village.name}</th>
                      {HOURS.map((hour) => {
                        const n = village.hours[day * 24 + hour] ?? 0;
                        return (
                          <td key={hour} className={n === 0 ? 'wrong' : ''} title={t('coverage.cell', { hour, n })}>
                            {n}
                          </td>
                        );
                      })}
                      <td>{village.uncovered}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          </Card>
        </>
      )}
    </PageFrame>
  );
}
