import type { AnswerOf, BodyOf, UnknownDevice } from '@silverbell/wire';
import {
  ALERT_KIND_LABELS,
  DEVICE_ROLES,
  UNKNOWN_DEVICE_GROUP_LABELS,
  UNKNOWN_DEVICE_GROUPS,
  type DeviceRole,
  type UnknownDeviceGroup,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Figures } from '../../shared/figures.js';
import { orNone } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { ShownOnce } from '../../shared/shown-once.js';

const claiming = ['admin', 'county-officer', 'township-officer', 'community-officer', 'installer', 'lead'];

/** Who is this? Devices of no home, those that call now first. A claim hides no alert: the incident stays where it is. */
export function UnknownDevicesPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [claimed, setClaimed] = useState<UnknownDevice | null>(null);
  const [login, setLogin] = useState<AnswerOf<'claimDevice'> | null>(null);
  const columns: readonly Column<UnknownDevice>[] = [
    {
      key: 'group',
      title: t('unknownDevices.group'),
      cell: (one) => (
        <span className={one.group === 'alerting' ? 'office-tag office-tag-warn' : 'office-tag'}>
          {labelOf(UNKNOWN_DEVICE_GROUP_LABELS, one.group)}
        </span>
      ),
    },
    {
      key: 'id',
      title: t('unknownDevices.id'),
      cell: (one) => (one.registered ? `${one.id}（${t('unknownDevices.registered')}）` : one.id),
    },
    {
      key: 'kinds',
      title: t('unknownDevices.kinds'),
      cell: (one) => one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join(t('app.and')) || '—',
    },
    { key: 'signals', title: t('unknownDevices.signals'), cell: (one) => one.signals },
    { key: 'last', title: t('unknownDevices.last'), cell: (one) => dayAndTime(one.lastAt, timeZone) },
    { key: 'first', title: t('unknownDevices.first'), cell: (one) => dayAndTime(one.firstAt, timeZone), extra: true },
    { key: 'region', title: t('unknownDevices.region'), cell: (one) => regionName(one.regionId) },
    {
      key: 'incident',
      title: t('unknownDevices.incident'),
      cell: ({ incident }) =>
        incident === null ? (
          t('unknownDevices.none')
        ) : (
          // Another app: its own login, its own window.
          <a href={`/console/incidents/${encodeURIComponent(incident.id)}`}>{incident.number}</a>
        ),
    },
    ...(hasOneOf(user, claiming)
      ? [
          {
            key: 'actions',
            title: t('unknownDevices.actions'),
            cell: (one: UnknownDevice) => (
              <Button aria-label={`${t('unknownDevices.claim')} ${one.id}`} onClick={() => setClaimed(one)}>
                {t('unknownDevices.claim')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <ListPage
        list="unknown-devices"
        userId={user.id}
        title={t('unknownDevices.title')}
        note={t('unknownDevices.note')}
        route="unknownDevices"
        above={<Counts />}
        filters={[
          { key: 'group', label: t('unknownDevices.group'), of: choicesOf(UNKNOWN_DEVICE_GROUP_LABELS) },
          { key: 'regionId', label: t('list.region'), of: 'region' },
        ]}
        columns={columns}
        rowKey={(one) => one.id}
        read={({ group, regionId }, cursor) =>
          api.call('unknownDevices', {
            query: { group: group as UnknownDeviceGroup | undefined, regionId, cursor, limit: 50 },
          })
        }
      />
      {claimed === null ? null : (
        <Claim
          device={claimed}
          onDone={(answer) => {
            for (const route of ['unknownDevices', 'devices'] as const)
              void queries.invalidateQueries({ queryKey: routeKey(route) });
            setClaimed(null);
            setLogin(answer);
          }}
          onClose={() => setClaimed(null)}
        />
      )}
      {login === null ? null : (
        <ShownOnce
          title={t('unknownDevices.claimed')}
          lines={[
            { label: t('unknownDevices.id'), text: login.deviceId },
            { label: t('unknownDevices.userName'), text: login.userName },
            { label: t('unknownDevices.secret'), text: login.secret ?? t('unknownDevices.noSecret') },
          ]}
          onClose={() => setLogin(null)}
        />
      )}
    </>
  );
}

function Counts() {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'unknownDevices', { query: { limit: 1 } }));
  const counts = result.data?.counts;
  return (
    <>
      <p className="quiet">{t('unknownDevices.why')}</p>
      {counts === undefined ? null : (
        <Figures
          name={t('unknownDevices.counts')}
          of={[
            ...UNKNOWN_DEVICE_GROUPS.map((group) => ({
              ...{ label: labelOf(UNKNOWN_DEVICE_GROUP_LABELS, group), figure: counts[group] },
              to: `/unknown-devices?group=${group}`,
            })),
            {
              ...{ label: t('unknownDevices.turnedAway'), figure: counts.turnedAway },
              unit: t('unknownDevices.turnedAwayUnit'),
            },
          ]}
        />
      )}
    </>
  );
}

interface ClaimProps {
  readonly device: UnknownDevice;
  readonly onDone: (answer: AnswerOf<'claimDevice'>) => void;
  readonly onClose: () => void;
}

function Claim({ device, onDone, onClose }: ClaimProps) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('unknownDevices.claimOf', { id: device.id })}
      note={t('unknownDevices.claimWhy')}
      fields={[
        {
          ...{ key: 'role', label: t('unknownDevices.role'), kind: 'choice', required: true },
          choices: DEVICE_ROLES.map((value) => ({ value, label: roleLabel(value) })),
        },
        { key: 'homeId', label: t('unknownDevices.home'), kind: 'home', required: true },
        { key: 'seniorId', label: t('unknownDevices.senior'), kind: 'senior', hint: t('unknownDevices.seniorHint') },
        { key: 'room', label: t('unknownDevices.room'), kind: 'text' },
      ]}
      initial={{ role: '', homeId: '', seniorId: '', room: '' }}
      route="claimDevice"
      inputOf={({ role, homeId, seniorId, room }) => {
        const body: BodyOf<'claimDevice'> = {
          ...{ role: role as DeviceRole, homeId: String(homeId) },
          ...(orNone(seniorId ?? '') ? { seniorId: String(seniorId) } : {}),
          ...(orNone(room ?? '') ? { room: String(room) } : {}),
        };
        return { params: { id: device.id }, body };
      }}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
