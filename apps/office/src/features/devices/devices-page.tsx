import type { DeviceSummary } from '@silverbell/wire';
import { dayAndTime, roleLabel } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { DeviceForm } from './device-form.js';

const registering = ['admin', 'county-officer'];

export function DevicesPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<DeviceList {...props} />} />
      <Route path="new" element={<DeviceForm />} />
    </Routes>
  );
}

/** All devices of the account's regions, and among them those that need work. */
function DeviceList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const columns: readonly Column<DeviceSummary>[] = [
    { key: 'id', title: t('devices.id'), cell: (one) => one.id },
    { key: 'role', title: t('devices.role'), cell: (one) => roleLabel(one.role) },
    { key: 'home', title: t('devices.home'), cell: (one) => one.home?.label ?? '—' },
    { key: 'senior', title: t('devices.senior'), cell: (one) => one.senior?.name ?? '—' },
    { key: 'room', title: t('devices.room'), cell: (one) => one.room ?? '—', extra: true },
    {
      key: 'online',
      title: t('devices.online'),
      cell: (one) => (one.online === null ? t('common.unknown') : t(one.online ? 'devices.yes' : 'devices.no')),
    },
    {
      key: 'lastSeen',
      title: t('devices.lastSeen'),
      cell: (one) => (one.lastSeenAt === null ? t('devices.never') : dayAndTime(one.lastSeenAt, timeZone)),
    },
    {
      key: 'battery',
      title: t('devices.battery'),
      cell: (one) => (one.batteryPct === null ? '—' : `${String(one.batteryPct)}%`),
    },
    { key: 'test', title: t('devices.test'), cell: (one) => (one.testOverdue ? t('devices.overdue') : '—') },
  ];
  return (
    <ListPage
      list="devices"
      userId={user.id}
      title={t('devices.title')}
      route="devices"
      {...(hasOneOf(user, registering) ? { newAt: '/devices/new' } : {})}
      filters={[
        { key: 'regionId', label: t('list.region'), of: 'region' },
        {
          key: 'work',
          label: t('devices.state'),
          of: [
            { value: 'testOverdue', label: t('devices.overdue') },
            { value: 'neverHeard', label: t('devices.never') },
          ],
        },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ work, regionId }, cursor) =>
        api.call('devices', {
          query: {
            limit: 50,
            ...(regionId === undefined ? {} : { regionId }),
            ...(work === 'testOverdue' ? { testOverdue: 'true' } : work === 'neverHeard' ? { neverHeard: 'true' } : {}),
            ...(cursor === undefined ? {} : { cursor }),
          },
        })
      }
    />
  );
}
