import type { Assignment, MetaResponse, Offer } from '@silverbell/wire';
import { OFFER_OVER_LABELS } from '@silverbell/vocabulary';
import { useCommand, useWatched, type ApiProblem, type SessionUser } from '@silverbell/web-live';
import { Button, labelOfCode, LanguageSwitch, ProblemLine, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api, deskNumber, session, sound, transport } from './house.js';
import { OfferCard } from './offer-card.js';
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
  const me = useWatched(
    useCallback(() => api.get<{ onDuty: boolean | null; deskNumber: string | null }>('/me'), []),
    60_000,
  );
  const offers = useWatched(
    useCallback(() => api.get<{ items: Offer[] }>('/me/offers'), []),
    pace,
  );
  const tasks = useWatched(
    useCallback(() => api.get<{ items: Assignment[] }>('/me/assignments'), []),
    pace,
  );
  const onDuty = me.value?.onDuty === true;

  const again = useCallback(async () => {
    await Promise.all([offers.again(), tasks.again()]);
  }, [offers.again, tasks.again]);
  useEffect(() => {
    const undo = [
      transport.onConnection((now) => {
        setUp(now);
        if (now) void again();
      }),
      transport.on('offer.made', () => void again()),
      transport.on('offer.over', () => void again()),
      transport.on('assignment.changed', ({ what }) => {
        // What she did herself she knows; what others changed about her task is said, and felt.
        if (what !== undefined && saidAloud.has(what)) {
          setTold(what);
          sound.play('important', 0.8);
          navigator.vibrate?.([300, 150, 300]);
        }
        void again();
      }),
      transport.on('incident.changed', () => void again()),
    ];
    transport.open();
    return () => {
      for (const one of undo) one();
      transport.close();
    };
  }, [again]);

  const open = (offers.value?.items ?? []).filter((one) => one.state === 'open');
  const mine = (tasks.value?.items ?? []).filter((one) => live.includes(one.state));
  const task = mine[0];
  const lastTask = useLastTask(task, tasks.value?.items);
  useRinging(open.length > 0, open.map((one) => one.id).join(' '));
  const lost = useLostOffer(offers.value?.items);
  useEffect(() => {
    if (task !== undefined) setRefused(null);
    else setTold(null);
  }, [task]);

  const cut = offers.problem !== null || tasks.problem !== null;
  const desk = deskNumber(me.value?.deskNumber);
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
              {offers.readAt === null
                ? t('line.never')
                : t('line.lastRead', { at: timeOfDay(offers.readAt, meta?.timeZone) })}
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
          <Task key={task.id} task={task} timeZone={meta?.timeZone} others={mine.length - 1} again={again} />
        )}
        {task === undefined && lastTask !== null ? (
          <section className="sheet" role="status">
            <p>{lastTask}</p>
          </section>
        ) : null}
        {open.map((one) => (
          <OfferCard key={one.id} offer={one} desk={desk} again={again} onRefused={setRefused} />
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
            <p>{offers.value === undefined && !cut ? t('common.loading') : cut ? null : t('offer.none')}</p>
            {onDuty && !cut && offers.value !== undefined ? <p className="quiet">{t('offer.noneDuty')}</p> : null}
          </section>
        ) : null}
        <Duty onDuty={onDuty} known={me.value !== undefined} again={me.again} />
      </main>
    </>
  );
}

function Duty({ onDuty, known, again }: { onDuty: boolean; known: boolean; again: () => Promise<void> }) {
  const { t } = useTranslation('helper');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const toggle = (): void => {
    if (!onDuty) void sound.unlock().then((heard) => heard && sound.play('single', 0.5));
    // Busy until the page knows the new state: a second press must not undo the first.
    void run(String(!onDuty), async (key) => {
      await api.command('/me/duty', { onDuty: !onDuty }, { method: 'PUT', key });
      await again();
    });
  };
  return (
    <section className="sheet" aria-label={t('duty.title')}>
      <p role="status" className={onDuty ? 'duty duty-on' : 'duty'}>
        {known ? t(onDuty ? 'duty.on' : 'duty.off') : t('common.loading')}
      </p>
      <Button tone={onDuty ? 'plain' : 'primary'} className="big" busy={busy} disabled={!known} onClick={toggle}>
        {known ? t(onDuty ? 'duty.end' : 'duty.start') : t('common.loading')}
      </Button>
      <ProblemLine problem={problem} />
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
