import type { AnswerOf } from '@silverbell/wire';
import { DEVICE_WORK, DEVICE_WORK_LABELS, type DeviceWork } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { Due } from '../../shared/due-line.js';
import { Figures } from '../../shared/figures.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

type Work = AnswerOf<'deviceWork'>['items'][number];
const taking = ['admin', 'county-officer', 'township-officer', 'community-officer', 'installer', 'operator', 'lead'];
const WORKDAY_END_MS = 18 * 3_600_000;

/** What has to be done about devices, by whom and until when. */
export function DeviceWorkPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const columns: readonly Column<Work>[] = [
    { key: 'kind', title: t('deviceWork.kind'), cell: (one) => labelOf(DEVICE_WORK_LABELS, one.kind) },
    {
      key: 'device',
      title: t('deviceWork.device'),
      cell: (one) => (
        <>
          <Link to={`/devices/${encodeURIComponent(one.deviceId)}`}>{one.deviceId}</Link> {roleLabel(one.role)}
        </>
      ),
    },
    { key: 'home', title: t('deviceWork.home'), cell: (one) => one.home?.label ?? '—' },
    { key: 'senior', title: t('deviceWork.senior'), cell: (one) => one.senior?.name ?? '—' },
    { key: 'room', title: t('deviceWork.room'), cell: (one) => one.room ?? '—', extra: true },
    { key: 'region', title: t('deviceWork.region'), cell: (one) => regionName(one.regionId), extra: true },
    { key: 'since', title: t('deviceWork.since'), cell: (one) => dayAndTime(one.since, timeZone), extra: true },
    { key: 'due', title: t('deviceWork.due'), cell: (one) => <Due at={one.dueAt} timeZone={timeZone} /> },
    { key: 'owner', title: t('deviceWork.owner'), cell: (one) => one.owner?.name ?? t('deviceWork.nobody') },
    ...(hasOneOf(user, taking)
      ? [
          {
            key: 'actions',
            title: t('deviceWork.actions'),
            cell: (one: Work) => <Acts work={one} isMine={one.owner?.id === user.id} timeZone={timeZone} />,
          },
        ]
      : []),
  ];
  return (
    <ListPage
      list="device-work"
      exportAs="device-work"
      userId={user.id}
      title={t('deviceWork.title')}
      note={t('deviceWork.note')}
      route="deviceWork"
      above={<Counts />}
      filters={[
        { key: 'kind', label: t('deviceWork.kind'), of: choicesOf(DEVICE_WORK_LABELS) },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        {
          key: 'owner',
          label: t('deviceWork.whose'),
          of: [
            { value: 'me', label: t('deviceWork.mine') },
            { value: 'none', label: t('deviceWork.none') },
          ],
        },
      ]}
      columns={columns}
      rowKey={(one) => `${one.deviceId} ${one.kind}`}
      read={({ kind, regionId, owner }, cursor) =>
        api.call('deviceWork', {
          query: {
            ...{ kind: kind as DeviceWork | undefined, owner: owner as 'me' | 'none' | undefined },
            ...{ regionId, cursor, limit: 50 },
          },
        })
      }
    />
  );
}

function Counts() {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'deviceWork', { query: { limit: 1 } }));
  const counts = result.data?.counts;
  return counts === undefined ? null : (
    <Figures
      name={t('deviceWork.counts')}
      of={DEVICE_WORK.map((kind) => ({
        ...{ label: labelOf(DEVICE_WORK_LABELS, kind), figure: counts[kind], to: `/device-work?kind=${kind}` },
      }))}
    />
  );
}

interface ActsProps {
  readonly work: Work;
  readonly isMine: boolean;
  readonly timeZone: string | undefined;
}

function Acts({ work, isMine, timeZone }: ActsProps) {
  const { t } = useTranslation('office');
  const [changing, setChanging] = useState(false);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('deviceWork') });
  const take = useRouteMutation(api, 'takeDeviceWork', { onSuccess: refresh });
  const params = { id: work.deviceId };
  return (
    <>
      {isMine ? null : (
        <Button
          tone="quiet"
          busy={take.isPending}
          aria-label={`${t('deviceWork.take')} ${work.deviceId}`}
          onClick={() => take.mutate({ params, body: { kind: work.kind } })}
        >
          {t('deviceWork.take')}
        </Button>
      )}
      <Button tone="quiet" onClick={() => setChanging(true)}>
        {t('deviceWork.term')}
      </Button>
      <ProblemMessage problem={take.error} />
      {changing ? (
        <ActDialog
          title={t('deviceWork.termOf', { id: work.deviceId })}
          fields={[{ key: 'day', label: t('deviceWork.day'), kind: 'date', required: true }]}
          initial={{ day: '' }}
          route="takeDeviceWork"
          inputOf={({ day }) => {
            const begin = beginOfDay(String(day), timeZone);
            const dueAt = begin === null ? String(day) : new Date(begin + WORKDAY_END_MS).toISOString();
            const owner = work.owner === null ? {} : { ownerId: work.owner.id };
            return { params, body: { kind: work.kind, dueAt, ...owner } };
          }}
          onDone={() => {
            setChanging(false);
            refresh();
          }}
          onClose={() => setChanging(false)}
        />
      ) : null}
    </>
  );
}
