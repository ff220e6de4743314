import type { DevicePage as Page, DeviceSummary } from '@silverbell/wire';
import { Button, CheckField, codeWord, TextField, useSay } from '@silverbell/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../house.js';
import { PageFrame, ReadingLine } from '../page-frame.js';
import type { PageProps } from '../pages.js';
import { batteryWord, LineTag, seenWord } from './device-words.js';

export function DeviceList({ timeZone }: PageProps) {
  const say = useSay();
  const [words, setWords] = useState('');
  const [onlyDue, setOnlyDue] = useState(false);
  const [onlyNeverHeard, setOnlyNeverHeard] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['devices', onlyDue, onlyNeverHeard],
    initialPageParam: '',
    queryFn: ({ pageParam }) => api.get<Page>(`/devices?${query(onlyDue, onlyNeverHeard, pageParam)}`),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const all = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all.filter((one) => matches(one, words));
  return (
    <PageFrame title={say('devices.title')}>
      <div className="filter-line">
        <TextField label={say('devices.find')} type="search" value={words} onValue={setWords} />
        <CheckField label={say('devices.onlyDue')} checked={onlyDue} onTick={setOnlyDue} />
        <CheckField label={say('devices.onlyNeverHeard')} checked={onlyNeverHeard} onTick={setOnlyNeverHeard} />
      </div>
      <ReadingLine of={list} />
      {list.isSuccess && shown.length === 0 ? <p className="empty">{say('devices.none')}</p> : null}
      {shown.length === 0 ? null : (
        <div className="table-room">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{say('devices.id')}</th>
                <th scope="col">{say('devices.role')}</th>
                <th scope="col">{say('devices.home')}</th>
                <th scope="col">{say('devices.senior')}</th>
                <th scope="col">{say('devices.lastSeen')}</th>
                <th scope="col">{say('devices.state')}</th>
                <th scope="col">{say('devices.battery')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/devices/${encodeURIComponent(one.id)}`}>{one.id}</Link>{' '}
                    {one.testWindow === null ? null : <span className="tag tag-strong">{say('devices.testOpen')}</span>}
                    {one.testOverdue ? <span className="tag tag-warn">{say('devices.testDue')}</span> : null}{' '}
                    {one.neverHeard ? <span className="tag tag-warn">{say('devices.neverHeard')}</span> : null}
                  </th>
                  <td>{codeWord('deviceRole', one.role, say)}</td>
                  <td>{one.home?.label ?? '—'}</td>
                  <td>{one.senior?.name ?? '—'}</td>
                  <td>{seenWord(one, timeZone, say)}</td>
                  <td>
                    <LineTag online={one.online} />
                  </td>
                  <td>{batteryWord(one, say)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage ? (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('devices.more')}
        </Button>
      ) : null}
    </PageFrame>
  );
}

const query = (onlyDue: boolean, onlyNeverHeard: boolean, cursor: string): string =>
  new URLSearchParams({
    limit: '200',
    ...(onlyDue ? { testOverdue: 'true' } : {}),
    ...(onlyNeverHeard ? { neverHeard: 'true' } : {}),
    ...(cursor === '' ? {} : { cursor }),
  }).toString();

const matches = ({ id, home, senior }: DeviceSummary, words: string): boolean =>
  words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${id} ${home?.label ?? ''} ${senior?.name ?? ''}`.toLowerCase().includes(word));
