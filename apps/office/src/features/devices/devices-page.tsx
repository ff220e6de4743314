import type { DeviceSummary } from '@silverbell/wire';
import { DEVICE_STAGE_LABELS, type DeviceStage } from '@silverbell/vocabulary';
import { choicesOf, dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { DeviceFile } from './device-file.js';
import { DeviceForm } from './device-form.js';
import { DeviceLabels } from './device-labels.js';
import { INSTALLING, REGISTERING } from './device-roles.js';

export function DevicesPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<DeviceList {...props} />} />
      <Route path="new" element={<DeviceForm />} />
      <Route path="labels" element={<DeviceLabels />} />
      <Route path=":id" element={<DeviceFile {...props} />} />
    </Routes>
  );
}

const EXPORTING = [...REGISTERING, 'township-officer', 'community-officer', 'lead', 'operator', 'supervisor'];

/** All devices of the account's regions, and among them those that need work. */
function DeviceList({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [search] = useSearchParams();
  const columns: readonly Column<DeviceSummary>[] = [
    {
      key: 'id',
      title: t('devices.id'),
      cell: (one) => <Link to={`/devices/${encodeURIComponent(one.id)}`}>{one.id}</Link>,
    },
    { key: 'role', title: t('devices.role'), cell: (one) => roleLabel(one.role) },
    { key: 'stage', title: t('devices.stage'), cell: (one) => labelOf(DEVICE_STAGE_LABELS, one.stage) },
    { key: 'home', title: t('devices.home'), cell: (one) => one.home?.label ?? '—' },
    { key: 'senior', title: t('devices.senior'), cell: (one) => one.senior?.name ?? '—' },
    { key: 'room', title: t('devices.room'), cell: (one) => one.room ?? '—', extra: true },
    { key: 'region', title: t('devices.region'), cell: (one) => regionName(one.regionId), extra: true },
    { key: 'model', title: t('devices.model'), cell: (one) => one.model?.name ?? '—', extra: true },
    { key: 'sim', title: t('devices.simUntil'), cell: (one) => one.simUntil ?? '—', extra: true },
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
      {...(hasOneOf(user, EXPORTING) ? { exportAs: 'devices' as const } : {})}
      userId={user.id}
      title={t('devices.title')}
      route="devices"
      {...(hasOneOf(user, REGISTERING) ? { newAt: '/devices/new' } : {})}
      actions={
        hasOneOf(user, INSTALLING) ? (
          <Link className="sb-button sb-button-plain" to={`/devices/labels?${search.toString()}`}>
            {t('devices.labels')}
          </Link>
        ) : null
      }
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        { key: 'stage', label: t('devices.stage'), of: choicesOf(DEVICE_STAGE_LABELS) },
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
      read={({ work, regionId, stage, q }, cursor) =>
        api.call('devices', {
          query: {
            ...{ limit: 50, regionId, q, cursor, stage: stage as DeviceStage | undefined },
            ...(work === 'testOverdue' ? { testOverdue: 'true' } : work === 'neverHeard' ? { neverHeard: 'true' } : {}),
          },
        })
      }
    />
  );
}
