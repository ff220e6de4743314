import type { Assignment, MetaResponse, Offer } from '@silverbell/wire';
import { OFFER_OVER_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, labelOfCode, LanguageSwitch, ProblemLine, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api, deskNumber, queries, readAt, session, sound, transport } from './app-client.js';
import { OfferCard } from './offer-card.js';
import { refreshTasks } from './refresh-tasks.js';
import { useRinging } from './ringing.js';
import { Task } from './task.js';

/** Changes of her task that come from others: the words are `told.*`. */
const saidAloud: ReadonlySet<string> = new Set([
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

/** A helper's page: duty, what is asked of her, what she took on. One decision at a time. */
export function Day({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const { t } = useTranslation('helper');
  const [up, setUp] = useState(transport.connected);
  const [refused, setRefused] = useState<ApiProblem | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const pace = up ? 10_000 : 5_000;
  const me = useQuery({ ...routeQuery(api, 'me', {}), refetchInterval: 60_000 });
  const offers = useQuery({ ...routeQuery(api, 'myOffers', {}), refetchInterval: pace });
  const tasks = useQuery({ ...routeQuery(api, 'myAssignments', {}), refetchInterval: pace });
  const onDuty = me.data?.onDuty === true;

  useEffect(() => {
    const again = (): void => void refreshTasks();
    const subscriptions = [
      transport.onConnection((now) => {
        setUp(now);
        if (now) again();
      }),
      transport.on('offer.made', again),
      transport.on('offer.over', again),
      transport.on('assignment.changed', ({ what }) => {
        // What she did herself she knows; what others changed about her task is said, and felt.
        if (what !== undefined && saidAloud.has(what)) {
          setTold(what);
          sound.play('important', 0.8);
          navigator.vibrate?.([300, 150, 300]);
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

  const open = (offers.data?.items ?? []).filter((one) => one.state === 'open');
  const mine = (tasks.data?.items ?? []).filter((one) => live.includes(one.state));
  const task = mine[0];
  const lastTask = useLastTask(task, tasks.data?.items);
  useRinging(open.length > 0, open.map((one) => one.id).join(' '));
  const lost = useLostOffer(offers.data?.items);
  useEffect(() => {
    if (task !== undefined) setRefused(null);
    else setTold(null);
  }, [task]);

  const cut = offers.isError || tasks.isError;
  const offersReadAt = readAt(routeKey('myOffers', {}));
  const desk = deskNumber(me.data?.deskNumber);
  return (
    <>
      <header className="top">
        <h1 className="sb-visually-hidden">{t('app.title')}</h1>
        <strong>{user.name}</strong>
        <LanguageSwitch />
        <Button tone="quiet" onClick={() => session.end('left')}>
          {t('common.logout')}
        </Button>
      </header>
      <main className="day">
        {cut ? (
          <p className="cut" role="alert">
            <strong>{t('line.down')}</strong>
            <span>
              {offersReadAt === null
                ? t('line.never')
                : t('line.lastRead', { at: timeOfDay(offersReadAt, meta?.timeZone) })}
            </span>
            {desk === null ? null : <a href={`tel:${desk}`}>{t('offer.call', { n: desk })}</a>}
          </p>
        ) : null}
        <SoundLine needed={onDuty} />
        {told === null || task === undefined ? null : (
          <p className="cut" role="alert">
            <strong>{labelOfCode('told', told, t)}</strong>
          </p>
        )}
        {task === undefined ? null : (
          <Task key={task.id} task={task} timeZone={meta?.timeZone} others={mine.length - 1} />
        )}
        {task === undefined && lastTask !== null ? (
          <section className="sheet" role="status">
            <p>{lastTask}</p>
          </section>
        ) : null}
        {open.map((one) => (
          <OfferCard key={one.id} offer={one} desk={desk} onRefused={setRefused} />
        ))}
        {open.length === 0 && task === undefined && refused !== null ? (
          <section className="sheet">
            <ProblemLine problem={refused} />
          </section>
        ) : null}
        {open.length === 0 && task === undefined && refused === null && lost !== null ? (
          <p className="sheet" role="status">
            {t('offer.lost', { reason: labelOf(OFFER_OVER_LABELS, lost) })}
          </p>
        ) : null}
        {open.length === 0 && task === undefined ? (
          <section className="sheet idle">
            <p>{offers.data === undefined && !cut ? t('common.loading') : cut ? null : t('offer.none')}</p>
            {onDuty && !cut && offers.data !== undefined ? <p className="quiet">{t('offer.noneDuty')}</p> : null}
          </section>
        ) : null}
        <Duty onDuty={onDuty} known={me.data !== undefined} />
      </main>
    </>
  );
}

function Duty({ onDuty, known }: { onDuty: boolean; known: boolean }) {
  const { t } = useTranslation('helper');
  // Pending until the page knows the new state: a second press must not end what the first began.
  const duty = useRouteMutation(api, 'duty', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('me') }),
  });
  const toggle = (): void => {
    if (!onDuty) void sound.unlock().then((heard) => heard && sound.play('single', 0.5));
    duty.mutate({ body: { onDuty: !onDuty } });
  };
  return (
    <section className="sheet" aria-label={t('duty.title')}>
      <p role="status" className={onDuty ? 'duty duty-on' : 'duty'}>
        {known ? t(onDuty ? 'duty.on' : 'duty.off') : t('common.loading')}
      </p>
      <Button
        tone={onDuty ? 'plain' : 'primary'}
        className="big"
        busy={duty.isPending}
        disabled={!known}
        onClick={toggle}
      >
        {known ? t(onDuty ? 'duty.end' : 'duty.start') : t('common.loading')}
      </Button>
      <ProblemLine problem={duty.error} />
      <p className="quiet">{t('duty.hint')}</p>
    </section>
  );
}

function SoundLine({ needed }: { needed: boolean }) {
  const { t } = useTranslation('helper');
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  useEffect(() => {
    // Any press may open the sound; until then the line says that nothing is heard.
    if (needed && state === 'locked') return sound.opensAtNextPress();
    return undefined;
  }, [needed, state]);
  if (!needed || state !== 'locked') return null;
  return (
    <div className="cut" role="alert">
      <strong>{t('duty.soundOff')}</strong>
      <Button className="big" onClick={() => void sound.unlock().then((heard) => heard && sound.play('single', 0.5))}>
        {t('duty.unlock')}
      </Button>
    </div>
  );
}

/** What became of the task that was on the screen a moment ago: it must not vanish without a word. */
function useLastTask(task: Assignment | undefined, all: readonly Assignment[] | undefined): string | null {
  const { t } = useTranslation('helper');
  const [shownId, setShownId] = useState<string | null>(null);
  useEffect(() => {
    if (task !== undefined) setShownId(task.id);
  }, [task]);
  if (shownId === null || task !== undefined || all === undefined) return null;
  const ended = all.find((one) => one.id === shownId);
  return t(ended?.state === 'withdrawn' ? 'task.calledOff' : 'task.ended');
}

/** Why the offer that was on the screen a moment ago is over; an offer she answered herself needs no such word. */
function useLostOffer(all: readonly Offer[] | undefined): Offer['overReason'] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const fresh = (all ?? []).filter((one) => one.state === 'open' && !seen.has(one.id));
    if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map((one) => one.id)]));
  }, [all, seen]);
  const lost = (all ?? []).filter((one) => one.state === 'over' && seen.has(one.id));
  return lost.sort((a, b) => b.madeAt.localeCompare(a.madeAt))[0]?.overReason ?? null;
}
