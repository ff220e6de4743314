import type { DeviceSummary, QueryOf } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { Button, CheckField, TextField, roleLabel } from '@silverbell/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { batteryLabel, OnlineTag, lastSeenLabel } from './device-labels.js';
import pieces from '../../shared/pieces.module.css';

export function DeviceList({ timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const [search, setSearch] = useState('');
  const [onlyDue, setOnlyDue] = useState(false);
  const [onlyNeverHeard, setOnlyNeverHeard] = useState(false);
  const list = useInfiniteQuery({
    queryKey: routeKey('devices', { query: query(onlyDue, onlyNeverHeard, '') }),
    initialPageParam: '',
    queryFn: ({ pageParam }) => api.call('devices', { query: query(onlyDue, onlyNeverHeard, pageParam) }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const all = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all.filter((one) => matches(one, search));
  return (
    <PageFrame title={t('devices.title')}>
      <div className={pieces.filterLine}>
        <TextField label={t('devices.find')} type="search" value={search} onValueChange={setSearch} />
        <CheckField label={t('devices.onlyDue')} checked={onlyDue} onCheckedChange={setOnlyDue} />
        <CheckField label={t('devices.onlyNeverHeard')} checked={onlyNeverHeard} onCheckedChange={setOnlyNeverHeard} />
      </div>
      <QueryStatus of={list} />
      {list.isSuccess && shown.length === 0 ? <p className={pieces.empty}>{t('devices.none')}</p> : null}
      {shown.length === 0 ? null : (
        <div className={pieces.tableRoom}>
          <table className={pieces.plainTable}>
            <thead>
              <tr>
                <th scope="col">{t('devices.id')}</th>
                <th scope="col">{t('devices.role')}</th>
                <th scope="col">{t('devices.home')}</th>
                <th scope="col">{t('devices.senior')}</th>
                <th scope="col">{t('devices.lastSeen')}</th>
                <th scope="col">{t('devices.state')}</th>
                <th scope="col">{t('devices.battery')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/devices/${encodeURIComponent(one.id)}`}>{one.id}</Link>{' '}
                    {one.testWindow === null ? null : (
                      <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('devices.testOpen')}</span>
                    )}
                    {one.testOverdue ? (
                      <span className={`${pieces.tag} ${pieces.tagWarn}`}>{t('devices.testDue')}</span>
                    ) : null}{' '}
                    {one.neverHeard ? (
                      <span className={`${pieces.tag} ${pieces.tagWarn}`}>{t('devices.neverHeard')}</span>
                    ) : null}
                  </th>
                  <td>{roleLabel(one.role)}</td>
                  <td>{one.home?.label ?? '—'}</td>
                  <td>{one.senior?.name ?? '—'}</td>
                  <td>{lastSeenLabel(one, timeZone, t)}</td>
                  <td>
                    <OnlineTag online={one.online} />
                  </td>
                  <td>{batteryLabel(one, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage ? (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('devices.more')}
        </Button>
      ) : null}
    </PageFrame>
  );
}

const query = (onlyDue: boolean, onlyNeverHeard: boolean, cursor: string): QueryOf<'devices'> => ({
  limit: 200,
  ...(onlyDue ? { testOverdue: 'true' } : {}),
  ...(onlyNeverHeard ? { neverHeard: 'true' } : {}),
  ...(cursor === '' ? {} : { cursor }),
});

const matches = ({ id, home, senior }: DeviceSummary, search: string): boolean =>
  search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${id} ${home?.label ?? ''} ${senior?.name ?? ''}`.toLowerCase().includes(word));
