import { TASK_KIND_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, readAt } from '../../shared/app-client.js';
import { tasksKey, useTasksAsRead } from '../../shared/use-tasks.js';
import { Fact, Facts, ShiftCard, type Reading } from './card.js';
import { takenByKind, untaken } from './mine.js';
import pieces from '../../shared/pieces.module.css';

/** Terms of hours and days. */
const EVERY_MS = 60_000;
/** The most of one page; more than these are told as "or more". */
const MOST = 200;
const fresh = { staleTime: 0, refetchInterval: EVERY_MS } as const;

interface MineCardProps {
  readonly me: string;
  readonly role: string;
  readonly timeZone: string | undefined;
}

/**
 * What waits for this person: the tasks she took and those of her role that are not taken (`GET /tasks`), the follow-ups that are due
 * of cases she closed (`GET /follow-ups`), work on devices that is hers (`GET /device-work?owner=me`), and a shift that is given to her
 * (`GET /handovers`).
 */
export function MineCard({ me, role, timeZone }: MineCardProps) {
  const { t } = useTranslation('console');
  const tasks = useTasksAsRead();
  const followUps = useQuery({ ...routeQuery(api, 'followUps', { query: { limit: MOST } }), ...fresh });
  const devices = useQuery({ ...routeQuery(api, 'deviceWork', { query: { owner: 'me', limit: MOST } }), ...fresh });
  const handovers = useQuery({ ...routeQuery(api, 'handovers', {}), ...fresh });
  const sources: readonly (Reading & { readonly isSuccess: boolean })[] = [tasks, followUps, devices, handovers];
  const reading = sources.find(({ isLoading }) => isLoading);
  const open = tasks.data?.items ?? [];
  const asked = followUps.data?.items.filter(({ owner }) => owner?.id === me) ?? [];
  const given = handovers.data?.items.filter(({ to, state }) => to.id === me && state === 'open').length ?? 0;
  const rows = [
    ...[...takenByKind(open, me)].map(([kind, n]) => ({
      name: labelOf(TASK_KIND_LABELS, kind),
      n,
      more: false,
      to: '/tasks',
    })),
    { name: t('shift.mine.untaken'), n: untaken(open, role), more: false, to: '/tasks' },
    {
      ...{ name: t('shift.mine.followUps'), n: asked.length, more: followUps.data?.nextCursor != null },
      to: `/incidents/${asked[0]?.incidentId ?? ''}`,
    },
    {
      ...{ name: t('shift.mine.devices'), n: devices.data?.items.length ?? 0, more: devices.data?.nextCursor != null },
      to: '/devices',
    },
    { name: t('shift.mine.handover'), n: given, more: false, to: '/handover' },
  ].filter(({ n }) => n > 0);
  return (
    <ShiftCard
      title={t('shift.mine.title')}
      page={{ to: '/tasks', words: t('shift.mine.page') }}
      of={[...sources.filter(({ isError }) => isError), ...(reading === undefined ? [] : [reading])]}
      at={readAt(tasksKey)}
      timeZone={timeZone}
    >
      {rows.length === 0 && sources.every(({ isSuccess }) => isSuccess) ? (
        <p className={pieces.empty}>{t('shift.mine.none')}</p>
      ) : (
        <Facts>
          {rows.map(({ name, n, more, to }) => (
            <Fact key={name} name={<Link to={to}>{name}</Link>}>
              {t(more ? 'shift.mine.atLeast' : 'shift.mine.items', { n })}
            </Fact>
          ))}
        </Facts>
      )}
    </ShiftCard>
  );
}
