import type { AnswerOf, MyOrder } from '@silverbell/wire';
import { SERVICE_ORDER_STATE_LABELS } from '@silverbell/vocabulary';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { Band, Card, Column, PhoneButton, readAloud } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { OutboxList } from '../../shared/outbox/outbox-list.js';
import { useOutbox } from '../../shared/outbox/use-outbox.js';
import styles from './care.module.css';
import { Visit } from './visit.js';
import { asSheKnows, isAhead, walkingOrder } from './visits.js';

interface CareProps {
  readonly day: AnswerOf<'myOrders'> | undefined;
  readonly failed: boolean;
  readonly timeZone: string | undefined;
  readonly desk: string | null;
}

/** The worker's day: her visits in walking order, and the one that she has opened. */
export function Care({ day, failed, timeZone, desk }: CareProps) {
  const { t } = useTranslation('helper');
  const [openId, setOpenId] = useState<string | null>(null);
  const entries = useOutbox();
  if (day === undefined)
    return (
      <Column>
        <p role="status">{t(failed ? 'care.unread' : 'common.loading')}</p>
      </Column>
    );
  const orders = day.items.map((one) => asSheKnows(one, entries));
  const isToday = (one: MyOrder): boolean => one.day === day.today || one.state === 'started';
  const stops = walkingOrder(orders.filter(isToday));
  const later = walkingOrder(orders.filter((one) => !isToday(one)));
  const opened = [...stops, ...later].find(({ id }) => id === openId);
  if (opened !== undefined)
    return (
      <Visit
        key={opened.id}
        order={opened}
        today={day.today}
        now={() => day.demoClock ?? new Date(clock.now()).toISOString()}
        next={stops.find((one) => isAhead(one) && one.id !== opened.id)}
        timeZone={timeZone}
        desk={desk}
        onOpen={setOpenId}
      />
    );
  const ahead = stops.filter(isAhead);
  return (
    <section className={styles['care']} aria-label={t('care.today')}>
      <Band
        tone={ahead.length > 0 ? 'go' : 'plain'}
        icon="calendar"
        title={
          stops.length === 0 ? t('care.none') : t('care.count', { n: stops.length, done: stops.length - ahead.length })
        }
        line={day.demoClock === null ? day.today : clockLabel(day.demoClock)}
      />
      <Column>
        <OutboxList timeZone={timeZone} />
        <Stops stops={stops} first={ahead[0]?.id} timeZone={timeZone} onOpen={setOpenId} />
        {stops.length > 0 && ahead.length === 0 ? <p role="status">{t('care.allDone')}</p> : null}
        {ahead.length === 0 ? null : <ReadDay stops={ahead} timeZone={timeZone} />}
        {later.length === 0 ? null : (
          <Card title={t('care.tomorrow')} label={t('care.tomorrow')}>
            <Stops stops={later} first={undefined} timeZone={timeZone} onOpen={setOpenId} />
          </Card>
        )}
      </Column>
    </section>
  );

  function clockLabel(at: string): string {
    return `${day?.today ?? ''} · ${t('care.demoClock', { at: timeOfDay(at, timeZone, false) })}`;
  }
}

function Stops({
  stops,
  first,
  timeZone,
  onOpen,
}: {
  stops: readonly MyOrder[];
  /** The one to go to now. */
  first: string | undefined;
  timeZone: string | undefined;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('helper');
  return (
    <ol className={styles['stops']}>
      {stops.map((one, n) => (
        <li key={one.id} aria-current={one.id === first ? 'step' : undefined}>
          <button
            type="button"
            className={`${styles['stop']} ${one.id === first ? styles['next'] : ''}`}
            onClick={() => onOpen(one.id)}
          >
            <span className={styles['number']} aria-hidden="true">
              {n + 1}
            </span>
            <span className={styles['name']}>
              <span className="sb-visually-hidden">{t('care.open', { n: n + 1, name: '' })}</span>
              {one.senior.name}
            </span>
            <span>{spanOf(one, timeZone, t)}</span>
            <span>{one.home.label}</span>
            <span className={styles['quiet']}>
              {one.itemNames.join('、')} · {labelOf(SERVICE_ORDER_STATE_LABELS, one.state)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

const spanOf = (
  { plannedStart, plannedEnd }: MyOrder,
  timeZone: string | undefined,
  t: ReturnType<typeof useTranslation<'helper'>>['t'],
): string =>
  t('care.span', { from: timeOfDay(plannedStart, timeZone, false), to: timeOfDay(plannedEnd, timeZone, false) });

/** What is still ahead, as it is heard: whom, where, when, what; no health. */
function ReadDay({ stops, timeZone }: { stops: readonly MyOrder[]; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const [mute, setMute] = useState(false);
  const words = [
    t('care.spoken', { n: stops.length }),
    ...stops.map((one, n) =>
      t('care.spokenStop', {
        ...{ n: n + 1, from: timeOfDay(one.plannedStart, timeZone, false), name: one.senior.name },
        ...{ place: one.home.label, items: one.itemNames.join('、') },
      }),
    ),
  ].join('');
  return (
    <PhoneButton icon="sound" onClick={() => setMute(!readAloud(words))}>
      {t(mute ? 'care.mute' : 'care.readAll')}
    </PhoneButton>
  );
}
