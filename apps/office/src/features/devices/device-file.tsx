import type { Device } from '@silverbell/wire';
import {
  ALERT_KIND_LABELS,
  DEVICE_CHANGE_LABELS,
  DEVICE_STAGE_LABELS,
  RECEIPT_STAGE_LABELS,
  RECEIPT_STATE_LABELS,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PhotosCard } from '../../shared/photos-card.js';
import { Facts } from '../../shared/facts.js';
import { OfficeMap } from '../../shared/map/office-map.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { DeviceActs } from './device-acts.js';
import { INSTALLING } from './device-roles.js';
import { TestWindow } from './test-window.js';

/** One device: what it is and where, what it sent and what went back, what was done to it, and what may be done now. */
export function DeviceFile({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const { id = '' } = useParams();
  const result = useQuery({ ...routeQuery(api, 'device', { params: { id } }), refetchInterval: 10_000 });
  const one = result.data;
  return (
    <PageFrame
      title={t('devices.one', { id })}
      note={one === undefined ? null : `${roleLabel(one.role)} · ${labelOf(DEVICE_STAGE_LABELS, one.stage)}`}
      actions={one === undefined ? null : <DeviceActs device={one} user={user} />}
    >
      <p>
        <Link to="/devices">{t('devices.back')}</Link>
      </p>
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <div className="office-half">
            <DeviceFacts one={one} timeZone={timeZone} />
            <div className="office-column">
              <TestWindow device={one} user={user} timeZone={timeZone} />
              <Place one={one} />
            </div>
          </div>
          <PhotosCard of="device" id={one.id} mayAdd={hasOneOf(user, INSTALLING)} timeZone={timeZone} />
          <Presses one={one} timeZone={timeZone} />
          <Trail one={one} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

interface PartProps {
  readonly one: Device;
  readonly timeZone: string | undefined;
}

function DeviceFacts({ one, timeZone }: PartProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const at = (iso: string | null): string | null => (iso === null ? null : dayAndTime(iso, timeZone));
  return (
    <Card title={t('devices.facts')}>
      <Facts
        of={[
          [
            t('devices.home'),
            one.home === null ? null : <Link to={`/homes/${encodeURIComponent(one.home.id)}`}>{one.home.label}</Link>,
          ],
          [
            t('devices.senior'),
            one.senior === null ? null : (
              <Link to={`/seniors/${encodeURIComponent(one.senior.id)}`}>{one.senior.name}</Link>
            ),
          ],
          [t('devices.room'), one.room],
          [t('devices.region'), regionName(one.regionId)],
          [
            t('devices.online'),
            one.online === null ? t('common.unknown') : t(one.online ? 'devices.yes' : 'devices.no'),
          ],
          [
            t('devices.lastSeen'),
            one.lastSeenAt === null
              ? t('devices.never')
              : `${dayAndTime(one.lastSeenAt, timeZone)}${one.lastSeenUnproven ? t('devices.unproven') : ''}`,
          ],
          [t('devices.battery'), one.batteryPct === null ? null : `${String(one.batteryPct)}%`],
          [t('devices.signal'), one.rssiDbm === null ? null : `${String(one.rssiDbm)} dBm`],
          [t('devices.network'), one.network],
          [
            t('devices.lastPress'),
            [at(one.lastPressAt), one.testOverdue ? t('devices.overdue') : null].filter(Boolean).join(' · '),
          ],
          [t('devices.model'), one.model?.name],
          [t('devices.firmware'), one.firmware],
          [t('devices.simUntil'), one.simUntil],
          [t('devices.profile'), one.profile],
          [
            t('devices.hub'),
            one.hubId === null ? null : <Link to={`/devices/${encodeURIComponent(one.hubId)}`}>{one.hubId}</Link>,
          ],
          [t('devices.installed'), at(one.installedAt)],
        ]}
      />
    </Card>
  );
}

function Place({ one: { id, placed } }: { readonly one: Device }) {
  const { t } = useTranslation('office');
  if (placed === null) return null;
  return (
    <Card title={t('devices.placed')}>
      <OfficeMap
        label={t('devices.placed')}
        markers={[{ id, kind: 'destination', lat: placed.lat, lng: placed.lng, label: t('devices.placed') }]}
        focus={placed}
      />
    </Card>
  );
}

function Presses({ one, timeZone }: PartProps) {
  const { t } = useTranslation('office');
  return (
    <Card title={t('devices.presses')} note={t('devices.pressesNote')}>
      <PlainTable
        name={t('devices.presses')}
        heads={[t('devices.at'), t('devices.what'), t('devices.incident'), t('devices.receipts')]}
        items={one.presses}
        rowKey={(press) => `${press.at} ${press.alertId} ${press.kind}`}
        cells={(press) => [
          dayAndTime(press.at, timeZone),
          `${labelOf(ALERT_KIND_LABELS, press.kind)}${press.practice === null ? '' : t('devices.practice')}`,
          // Another app: its own login, its own window.
          <a key="incident" href={`/console/incidents/${encodeURIComponent(press.incidentId)}`}>
            {press.incidentNumber}
          </a>,
          press.receipts.length === 0 ? (
            t('devices.noReceipt')
          ) : (
            <ul key="receipts">
              {press.receipts.map((sent) => (
                <li key={`${sent.at} ${sent.stage} ${sent.state}`}>
                  {labelOf(RECEIPT_STAGE_LABELS, sent.stage)} · {labelOf(RECEIPT_STATE_LABELS, sent.state)}
                </li>
              ))}
            </ul>
          ),
        ]}
      />
    </Card>
  );
}

function Trail({ one, timeZone }: PartProps) {
  const { t } = useTranslation('office');
  return (
    <Card title={t('devices.trail')}>
      <PlainTable
        name={t('devices.trail')}
        heads={[t('devices.at'), t('devices.what'), t('devices.by'), t('devices.reason'), t('devices.other')]}
        items={one.trail}
        rowKey={(line) => `${line.at} ${line.what}`}
        cells={(line) => [
          dayAndTime(line.at, timeZone),
          labelOf(DEVICE_CHANGE_LABELS, line.what),
          line.by.name,
          line.reason,
          line.otherDeviceId === null ? null : (
            <Link key="other" to={`/devices/${encodeURIComponent(line.otherDeviceId)}`}>
              {line.otherDeviceId}
            </Link>
          ),
        ]}
      />
    </Card>
  );
}
