import type { Device } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { DEVICE_STATUS_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { ConfirmPlace } from './confirm-place.js';
import { batteryLabel, OnlineTag, lastSeenLabel } from './device-labels.js';
import { Replay } from './replay.js';
import { TestWindows } from './test-windows.js';
import pieces from '../../shared/pieces.module.css';

/** One device: whether it is online, what it sent, what was sent to it, and what may be done with it. */
export function DevicePage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const id = useParams()['id'] ?? '';
  const result = useQuery({
    ...routeQuery(api, 'device', { params: { id } }),
    staleTime: 0,
    refetchInterval: 10_000,
  });
  const one = result.data;
  return (
    <PageFrame
      title={t('devices.one', { id })}
      beside={
        <>
          <Link to="/devices">{t('devices.back')}</Link> {/* Another app: its own login, its own window. */}
          <a href={`/office/devices/${encodeURIComponent(id)}`} target="_blank" rel="noopener">
            {t('devices.office')}
          </a>
        </>
      }
    >
      <QueryStatus of={result} />
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
  const { t } = useTranslation('console');
  const rows: [string, ReactNode][] = [
    [t('devices.lastSeen'), lastSeenLabel(one, timeZone, t)],
    [t('devices.state'), <OnlineTag key="line" online={one.online} />],
    [t('devices.battery'), batteryLabel(one, t)],
    [
      t('devices.lastPress'),
      <>
        {one.lastPressAt === null ? '—' : dayAndTime(one.lastPressAt, timeZone)}{' '}
        {one.testOverdue ? <span className={`${pieces.tag} ${pieces.tagWarn}`}>{t('devices.testDue')}</span> : null}
      </>,
    ],
    [t('devices.home'), one.home?.label ?? '—'],
    [
      t('devices.senior'),
      one.senior === null ? '—' : <Link to={`/seniors/${encodeURIComponent(one.senior.id)}`}>{one.senior.name}</Link>,
    ],
    [t('devices.role'), roleLabel(one.role)],
    [t('devices.room'), [t(one.fixed ? 'devices.fixed' : 'devices.worn'), one.room].filter(Boolean).join(' · ')],
    [t('devices.profile'), one.profile],
    [t('devices.status'), labelOf(DEVICE_STATUS_LABELS, one.status)],
    [
      t('devices.hub'),
      one.hubId === null ? '—' : <Link to={`/devices/${encodeURIComponent(one.hubId)}`}>{one.hubId}</Link>,
    ],
    [t('devices.installed'), one.installedAt === null ? '—' : dayAndTime(one.installedAt, timeZone)],
    [t('devices.firmware'), one.firmware ?? '—'],
    [t('devices.network'), one.network ?? '—'],
  ];
  return (
    <section className={pieces.block} aria-label={t('devices.facts')}>
      <h3>{t('devices.facts')}</h3>
      <dl className={pieces.facts}>
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
