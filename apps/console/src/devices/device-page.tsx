import type { Device } from '@silverbell/wire';
import { codeWord, dayAndTime, useSay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../house.js';
import { PageFrame, ReadingLine } from '../page-frame.js';
import type { PageProps } from '../pages.js';
import { ConfirmPlace } from './confirm-place.js';
import { deviceKey } from './device-key.js';
import { batteryWord, LineTag, seenWord } from './device-words.js';
import { Replay } from './replay.js';
import { TestWindows } from './test-windows.js';

/** One device: whether it is heard, what it sent and what went back, and what may be done with it. */
export function DevicePage({ user, timeZone }: PageProps) {
  const say = useSay();
  const id = useParams()['id'] ?? '';
  const reading = useQuery({
    queryKey: deviceKey(id),
    queryFn: () => api.get<Device>(`/devices/${encodeURIComponent(id)}`),
    staleTime: 0,
    refetchInterval: 10_000,
  });
  const one = reading.data;
  return (
    <PageFrame title={say('devices.one', { id })} beside={<Link to="/devices">{say('devices.back')}</Link>}>
      <ReadingLine of={reading} />
      {one === undefined ? null : (
        <>
          <Facts one={one} timeZone={timeZone} />
          <TestWindows device={one} role={user.role} timeZone={timeZone} />
          <Replay key={one.id} device={one} timeZone={timeZone} />
          <ConfirmPlace device={one} role={user.role} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

function Facts({ one, timeZone }: { one: Device; timeZone: string | undefined }) {
  const say = useSay();
  const rows: [string, ReactNode][] = [
    [say('devices.lastSeen'), seenWord(one, timeZone, say)],
    [say('devices.state'), <LineTag key="line" online={one.online} />],
    [say('devices.battery'), batteryWord(one, say)],
    [
      say('devices.lastPress'),
      <>
        {one.lastPressAt === null ? '—' : dayAndTime(one.lastPressAt, timeZone)}{' '}
        {one.testOverdue ? <span className="tag tag-warn">{say('devices.testDue')}</span> : null}
      </>,
    ],
    [say('devices.home'), one.home?.label ?? '—'],
    [
      say('devices.senior'),
      one.senior === null ? '—' : <Link to={`/seniors/${encodeURIComponent(one.senior.id)}`}>{one.senior.name}</Link>,
    ],
    [say('devices.role'), codeWord('deviceRole', one.role, say)],
    [say('devices.room'), [say(one.fixed ? 'devices.fixed' : 'devices.worn'), one.room].filter(Boolean).join(' · ')],
    [say('devices.profile'), one.profile],
    [say('devices.status'), codeWord('devices.statusOf', one.status, say)],
    [
      say('devices.hub'),
      one.hubId === null ? '—' : <Link to={`/devices/${encodeURIComponent(one.hubId)}`}>{one.hubId}</Link>,
    ],
    [say('devices.installed'), one.installedAt === null ? '—' : dayAndTime(one.installedAt, timeZone)],
    [say('devices.firmware'), one.firmware ?? '—'],
    [say('devices.network'), one.network ?? '—'],
  ];
  return (
    <section className="block" aria-label={say('devices.facts')}>
      <h3>{say('devices.facts')}</h3>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
