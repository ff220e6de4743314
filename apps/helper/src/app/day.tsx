import type { Assignment, MetaResponse, Offer } from '@silverbell/wire';
import { OFFER_OVER_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, type ApiProblem } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { labelOf, labelOfCode, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import { Band, BottomTabs, Column, PhoneLink, PhoneTop, vibrate } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Care } from '../features/care/care.js';
import { Duty } from '../features/duty/duty.js';
import { SoundBlocked } from '../features/duty/sound-blocked.js';
import { OfferCard } from '../features/offer/offer-card.js';
import { useRinging } from '../features/offer/use-ringing.js';
import { useChannelTests } from '../features/settings/channel-tests.js';
import { Settings } from '../features/settings/settings.js';
import { Task } from '../features/task/task.js';
import { api, deskNumber, outbox, readAt, refreshTasks, sound, transport } from '../shared/app-client.js';
import { OutboxList } from '../shared/outbox/outbox-list.js';
import { useLastTask, useLostOffer } from './what-ended.js';

/** Changes of her task that come from others: the words are `told.*`. */
const announcedChanges: ReadonlySet<string> = new Set([
  'now-primary',
  'now-backup',
  'now-standby',
  'stood-down',
  'destination',
  'remind-departure',
  'remind-check-in',
  'stalled-departure',
  'stalled-arrival',
]);

const live: readonly Assignment['state'][] = ['accepted', 'departed', 'arrived'];

/** A helper's page: her task, else what is asked of her, else her duty. One decision at a time. */
export function Day({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const { t } = useTranslation('helper');
  const [chosen, setChosen] = useState<'duty' | 'care' | 'mine' | null>(null);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const { up, told, forgetTold } = usePushes();
  const pace = up ? 10_000 : 5_000;
  const me = useQuery({ ...routeQuery(api, 'me', {}), refetchInterval: 60_000 });
  const offers = useQuery({ ...routeQuery(api, 'myOffers', {}), refetchInterval: pace });
  const tasks = useQuery({ ...routeQuery(api, 'myAssignments', {}), refetchInterval: pace });
  const visits = useQuery({ ...routeQuery(api, 'myOrders', {}), refetchInterval: 20_000 });
  const isWorker = (visits.data?.items.length ?? 0) > 0;
  const tab = chosen ?? (isWorker ? 'care' : 'duty');
  const tests = useChannelTests();
  const onDuty = me.data?.onDuty === true;
  const zone = meta?.timeZone;

  const open = (offers.data?.items ?? []).filter((one) => one.state === 'open');
  const mine = (tasks.data?.items ?? []).filter((one) => live.includes(one.state));
  const task = mine[0];
  const lastTask = useLastTask(task, tasks.data?.items);
  const lost = useLostOffer(offers.data?.items);
  useRinging(open.length > 0, open.map((one) => one.id).join(' '));
  useEffect(() => {
    if (task !== undefined) setRefused(null);
    else forgetTold();
  }, [task, forgetTold]);

  const cut = offers.isError || tasks.isError;
  const desk = deskNumber(me.data?.deskNumber);
  const quiet = open.length === 0 && task === undefined;
  return (
    <>
      <PhoneTop title={t('app.title')} demo={meta?.demo === true} />
      <main className="phone-screen">
        {cut ? <ConnectionLost desk={desk} readAtMs={readAt(routeKey('myOffers', {}))} timeZone={zone} /> : null}
        <SoundBlocked needed={onDuty} />
        {told === null || task === undefined ? null : (
          <Band tone="warn" icon="bell" role="alert" title={labelOfCode('told', told, t)} />
        )}
        {task === undefined ? null : <Task key={task.id} task={task} timeZone={zone} others={mine.length - 1} />}
        {open.map((one) => (
          <OfferCard key={one.id} offer={one} desk={desk} timeZone={zone} onRefused={setRefused} />
        ))}
        {quiet && tab === 'mine' ? <Settings name={user.name} helper={me.data?.helper ?? null} /> : null}
        {quiet && tab === 'care' ? (
          <Care day={visits.data} failed={visits.isError} timeZone={zone} desk={desk} />
        ) : null}
        {quiet && tab === 'duty' ? (
          <Duty
            onDuty={onDuty}
            known={me.data !== undefined}
            nightCalls={me.data?.helper?.nightCalls ?? null}
            phone={me.data?.helper?.phone ?? null}
          >
            <Since
              refused={refused}
              lost={lost}
              lastTask={lastTask}
              read={offers.data !== undefined}
              cut={cut}
              onDuty={onDuty}
            />
            <OutboxList timeZone={zone} />
            {(tests.data?.items.length ?? 0) === 0 ? null : <p role="status">{t('channels.waiting')}</p>}
          </Duty>
        ) : null}
      </main>
      {quiet ? (
        <BottomTabs
          label={t('tabs.label')}
          tabs={[
            { key: 'duty', label: t('tabs.duty'), icon: 'bell' },
            ...(isWorker ? [{ key: 'care' as const, label: t('tabs.care'), icon: 'calendar' as const }] : []),
            { key: 'mine', label: t('tabs.mine'), icon: 'person' },
          ]}
          current={tab}
          onChoose={setChosen}
        />
      ) : null}
    </>
  );
}

/** Pushes say “look again”; what others changed about her task is said, and felt. */
function usePushes() {
  const [up, setUp] = useState(transport.connected);
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    const again = (): void => void refreshTasks();
    const subscriptions = [
      transport.onConnection((now) => {
        setUp(now);
        if (!now) return;
        again();
        void outbox.flush();
      }),
      transport.on('offer.made', again),
      transport.on('offer.over', again),
      transport.on('assignment.changed', ({ what }) => {
        if (what !== undefined && announcedChanges.has(what)) {
          setTold(what);
          sound.play('important', 0.8);
          vibrate([300, 150, 300]);
        }
        again();
      }),
      transport.on('incident.changed', again),
    ];
    transport.open();
    return () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      transport.close();
    };
  }, []);
  const [forgetTold] = useState(() => () => setTold(null));
  return { up, told, forgetTold };
}

function ConnectionLost({
  desk,
  readAtMs,
  timeZone,
}: {
  desk: string | null;
  readAtMs: number | null;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('helper');
  return (
    <>
      <Band
        tone="bad"
        icon="offline"
        role="alert"
        title={t('line.down')}
        line={readAtMs === null ? t('line.never') : t('line.lastRead', { at: timeOfDay(readAtMs, timeZone) })}
      />
      {desk === null ? null : (
        <Column>
          <PhoneLink icon="phone" href={`tel:${desk}`}>
            {t('offer.call', { n: desk })}
          </PhoneLink>
        </Column>
      )}
    </>
  );
}

/** Nothing waits for her: what became of the last thing that did. */
function Since({
  refused,
  lost,
  lastTask,
  read,
  cut,
  onDuty,
}: {
  refused: ApiProblem | null;
  lost: Offer['overReason'];
  lastTask: string | null;
  /** Whether offers were read at all. */
  read: boolean;
  cut: boolean;
  onDuty: boolean;
}) {
  const { t } = useTranslation('helper');
  if (lastTask !== null) return <p role="status">{lastTask}</p>;
  if (refused !== null) return <ProblemMessage problem={refused} />;
  if (lost !== null) return <p role="status">{t('offer.lost', { reason: labelOf(OFFER_OVER_LABELS, lost) })}</p>;
  if (cut) return null;
  if (!read) return <p>{t('common.loading')}</p>;
  return <p>{t(onDuty ? 'offer.noneDuty' : 'offer.none')}</p>;
}
