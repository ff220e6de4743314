import type { HelperChannelOnWire } from '@silverbell/wire';
import { CHANNEL_STATE_LABELS, CHANNEL_STATES, HELPER_CHANNEL_LABELS, type ChannelState } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { Due } from '../../shared/due-line.js';
import { Figures } from '../../shared/figures.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';

/** Whether helpers can be reached at all, before an alert finds out; what fails has an owner and a term. */
export function ChannelsPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const at = (iso: string | null): string => (iso === null ? t('channels.never') : dayAndTime(iso, timeZone));
  const columns: readonly Column<HelperChannelOnWire>[] = [
    { key: 'helper', title: t('channels.helper'), cell: (one) => one.helper.name },
    { key: 'channel', title: t('channels.channel'), cell: (one) => labelOf(HELPER_CHANNEL_LABELS, one.channel) },
    {
      key: 'state',
      title: t('channels.state'),
      cell: (one) => (
        <span className={one.state === 'fails' ? 'office-tag office-tag-warn' : 'office-tag'}>
          {labelOf(CHANNEL_STATE_LABELS, one.state)}
        </span>
      ),
    },
    { key: 'tested', title: t('channels.tested'), cell: (one) => at(one.testedAt) },
    { key: 'worked', title: t('channels.worked'), cell: (one) => at(one.workedAt) },
    {
      key: 'due',
      title: t('channels.due'),
      cell: ({ work }) => (work === null ? '—' : <Due at={work.dueAt} timeZone={timeZone} />),
    },
    {
      key: 'owner',
      title: t('channels.owner'),
      cell: ({ work }) => (work === null ? '—' : (work.owner?.name ?? t('channels.nobody'))),
    },
    { key: 'region', title: t('channels.region'), cell: (one) => regionName(one.regionId), extra: true },
    { key: 'why', title: t('channels.why'), cell: ({ work }) => work?.error ?? '—', extra: true },
    ...(hasOneOf(user, FACILITY_EDITORS)
      ? [
          {
            key: 'actions',
            title: t('channels.actions'),
            cell: (one: HelperChannelOnWire) =>
              one.work === null || one.work.owner?.id === user.id ? null : <Take one={one} />,
          },
        ]
      : []),
  ];
  return (
    <ListPage
      list="channels"
      userId={user.id}
      title={t('channels.title')}
      note={t('channels.note')}
      route="helperChannels"
      above={<Counts />}
      filters={[
        { key: 'state', label: t('channels.state'), of: choicesOf(CHANNEL_STATE_LABELS) },
        { key: 'regionId', label: t('list.region'), of: 'region' },
        {
          key: 'owner',
          label: t('channels.whose'),
          of: [
            { value: 'me', label: t('channels.mine') },
            { value: 'none', label: t('channels.none') },
          ],
        },
      ]}
      columns={columns}
      rowKey={(one) => `${one.helper.id} ${one.channel}`}
      read={({ state, regionId, owner }, cursor) =>
        api.call('helperChannels', {
          query: {
            ...{ state: state as ChannelState | undefined, owner: owner as 'me' | 'none' | undefined },
            ...{ regionId, cursor, limit: 50 },
          },
        })
      }
    />
  );
}

function Counts() {
  const { t } = useTranslation('office');
  const counts = useQuery(routeQuery(api, 'helperChannels', { query: { limit: 1 } })).data?.counts;
  return counts === undefined ? null : (
    <Figures
      name={t('channels.counts')}
      of={CHANNEL_STATES.map((state) => ({
        ...{ label: labelOf(CHANNEL_STATE_LABELS, state), figure: counts[state], to: `/channels?state=${state}` },
      }))}
    />
  );
}

function Take({ one }: { readonly one: HelperChannelOnWire }) {
  const { t } = useTranslation('office');
  const take = useRouteMutation(api, 'takeChannelWork', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('helperChannels') }),
  });
  return (
    <>
      <Button
        tone="quiet"
        busy={take.isPending}
        onClick={() => take.mutate({ params: { id: one.helper.id }, body: { channel: one.channel } })}
      >
        {t('channels.take')}
      </Button>
      <ProblemMessage problem={take.error} />
    </>
  );
}
