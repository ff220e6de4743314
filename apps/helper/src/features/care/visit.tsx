import type { MyOrder } from '@silverbell/wire';
import { SERVICE_ORDER_STATE_LABELS } from '@silverbell/vocabulary';
import { labelOf, quotedWords, timeOfDay, yuanOf } from '@silverbell/web-ui';
import {
  AtTheFoot,
  Band,
  Card,
  Column,
  Fact,
  Facts,
  Pair,
  PhoneButton,
  PhoneLink,
  Steps,
} from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import { OutboxList } from '../../shared/outbox/outbox-list.js';
import { PhotoPanel, PhotoStatus } from '../../shared/outbox/photo-panel.js';
import { useSending } from '../../shared/outbox/use-outbox.js';
import { Ways } from '../../shared/way/ways.js';
import { AgreeForm } from './agree-form.js';
import { AlarmForm } from './alarm-form.js';
import styles from './care.module.css';
import { CheckIn } from './check-in.js';
import { ConfirmForm } from './confirm-form.js';
import { DeclineForm } from './decline-form.js';
import { InterruptForm } from './interrupt-form.js';
import { LateForm } from './late-form.js';
import { NoEntryForm } from './no-entry-form.js';
import { ReportForm } from './report-form.js';
import { isAhead } from './visits.js';

const FORMS = {
  agree: AgreeForm,
  ...{ alarm: AlarmForm, confirm: ConfirmForm, decline: DeclineForm, interrupt: InterruptForm, late: LateForm },
  ...{ 'no-entry': NoEntryForm, report: ReportForm },
} as const;
type FormName = keyof typeof FORMS;

export interface VisitFormProps {
  readonly order: MyOrder;
  /** When she opened the form, by the clock that visits go by. */
  readonly at: string;
  readonly timeZone: string | undefined;
  /** The number of the desk. */
  readonly desk: string | null;
  readonly onDone: () => void;
}

interface VisitProps {
  readonly order: MyOrder;
  readonly today: string;
  /** The time that visits go by; in the demo it stands still. */
  readonly now: () => string;
  readonly next: MyOrder | undefined;
  readonly timeZone: string | undefined;
  readonly desk: string | null;
  /** `null`: back to the list. */
  readonly onOpen: (id: string | null) => void;
}

const STEP_AT: Partial<Record<MyOrder['state'], number>> = { assigned: 0, missed: 0, started: 1, finished: 3 };

/** One visit from the way there to her confirmation: the next step is the large button. */
export function Visit({ order, today, now, next, timeZone, desk, onOpen }: VisitProps) {
  const { t } = useTranslation('helper');
  const [form, setForm] = useState<{ readonly name: FormName; readonly at: string } | null>(null);
  const sending = useSending();
  const busy = sending?.subjectId === order.id && sending.tries === 0;
  const opens = (name: FormName) => () => setForm({ name, at: now() });
  if (form !== null) {
    const Shown = FORMS[form.name];
    return <Shown order={order} at={form.at} timeZone={timeZone} desk={desk} onDone={() => setForm(null)} />;
  }
  const canStart = order.state === 'assigned' && order.day === today;
  const steps = [t('care.step.checkIn'), t('care.step.service'), t('care.step.report'), t('care.step.confirm')];
  return (
    <section className={styles['care']} aria-label={t('care.visit', { name: order.senior.name })}>
      <VisitBand order={order} timeZone={timeZone} />
      <Steps label={t('care.steps')} steps={steps} at={STEP_AT[order.state] ?? 4} />
      <Column>
        <OutboxList timeZone={timeZone} />
        {order.state === 'no-entry' ? (
          <p role="status" className={styles['warn']}>
            {t('care.noEntry.wait')}
          </p>
        ) : null}
        <Where order={order} timeZone={timeZone} />
        <AtTheFoot>
          {isAhead(order) && order.day > today ? (
            <p className={styles['warn']}>{t('care.notToday', { day: order.day })}</p>
          ) : null}
          {canStart ? (
            <CheckIn
              order={order}
              busy={busy}
              now={now}
              onStart={(body) => void outbox.add('startOrder', order.id, body)}
            />
          ) : null}
          {order.state === 'started' ? (
            <PhoneButton variant="main" icon="check" busy={busy} onClick={opens('report')}>
              {t('care.finish')}
            </PhoneButton>
          ) : null}
          {order.state === 'finished' ? (
            <PhoneButton variant="main" icon="hand" busy={busy} onClick={opens('confirm')}>
              {t('care.confirm.ask')}
            </PhoneButton>
          ) : null}
          {order.state === 'assigned' && order.quote?.acceptedAt === null ? (
            <PhoneButton icon="hand" onClick={opens('agree')}>
              {t('care.extra.ask')}
            </PhoneButton>
          ) : null}
          {canStart ? (
            <PhoneButton icon="door" onClick={opens('no-entry')}>
              {t('care.noEntry.ask')}
            </PhoneButton>
          ) : null}
          {order.state === 'started' || order.state === 'finished' ? (
            <PhotoPanel of="service-order" id={order.id} />
          ) : (
            <PhotoStatus id={order.id} />
          )}
          {canStart || order.state === 'started' ? (
            <PhoneButton variant="alarm" icon="alert" onClick={opens('alarm')}>
              {t('care.alarm.ask')}
            </PhoneButton>
          ) : null}
          {order.state === 'started' ? (
            <PhoneButton variant="text" onClick={opens('interrupt')}>
              {t('care.interrupt.ask')}
            </PhoneButton>
          ) : null}
          {canStart || order.state === 'missed' ? (
            <PhoneButton variant="text" onClick={opens('late')}>
              {t('care.late')}
            </PhoneButton>
          ) : null}
          {order.state === 'assigned' ? (
            <PhoneButton variant="text" onClick={opens('decline')}>
              {t('care.decline.ask')}
            </PhoneButton>
          ) : null}
          {next === undefined || isAhead(order) ? null : (
            <PhoneButton icon="navigate" onClick={() => onOpen(next.id)}>
              {t('care.next', { name: next.senior.name })}
            </PhoneButton>
          )}
          <PhoneButton variant="text" onClick={() => onOpen(null)}>
            {t('care.back')}
          </PhoneButton>
        </AtTheFoot>
      </Column>
    </section>
  );
}

function VisitBand({ order, timeZone }: { order: MyOrder; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const at = (iso: string): string => timeOfDay(iso, timeZone, false);
  const line =
    order.state !== 'started'
      ? t('care.span', { from: at(order.plannedStart), to: at(order.plannedEnd) })
      : [
          order.checkIn === null ? t('care.waitsStart') : t('care.startedAt', { at: at(order.checkIn.at) }),
          t('care.until', { at: at(order.plannedEnd) }),
        ].join(' · ');
  return (
    <Band
      tone={isAhead(order) ? 'go' : 'plain'}
      icon={order.state === 'started' ? 'flag' : 'calendar'}
      role="status"
      title={`${order.senior.name} · ${labelOf(SERVICE_ORDER_STATE_LABELS, order.state)}`}
      line={line}
    />
  );
}

/** Where, what, how long, and how to reach her. */
function Where({ order, timeZone }: { order: MyOrder; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const [ways, setWays] = useState(false);
  const { home, seniorPhone } = order;
  const isDone = !isAhead(order) && order.state !== 'missed';
  return (
    <>
      <Card>
        <p className={styles['address']}>{home.addressWords}</p>
        <Facts label={t('care.items')}>
          {order.itemNames.map((name) => (
            <Fact key={name} icon="note">
              {name}
            </Fact>
          ))}
          <Fact icon="clock" more={isDone ? null : <Extra order={order} />}>
            {t('care.planned')}{' '}
            {t('care.span', {
              ...{
                from: timeOfDay(order.plannedStart, timeZone, false),
                to: timeOfDay(order.plannedEnd, timeZone, false),
              },
            })}
          </Fact>
        </Facts>
      </Card>
      {isDone ? null : (
        <Pair>
          {seniorPhone === null ? null : (
            <PhoneLink icon="phone" href={`tel:${seniorPhone}`}>
              {t('care.callSenior', { name: order.senior.name })}
            </PhoneLink>
          )}
          <PhoneButton icon="navigate" aria-expanded={ways} onClick={() => setWays(!ways)}>
            {t('task.navigation')}
          </PhoneButton>
        </Pair>
      )}
      {ways && !isDone ? (
        <Ways
          to={{
            ...{ lat: home.position?.lat ?? null, lng: home.position?.lng ?? null },
            ...{ label: home.label, address: home.addressWords },
          }}
        />
      ) : null}
    </>
  );
}

/** CR-34: more time is paid only when its price was agreed before. */
function Extra({ order }: { order: MyOrder }) {
  const { t } = useTranslation('helper');
  if (order.quote === null) return <>{t('care.extra.none')}</>;
  const { amountFen, acceptedAt, items } = order.quote;
  const what = quotedWords(order, (minutes) => t('care.extra.more', { minutes }));
  return acceptedAt === null ? (
    <>{t(items.length === 0 ? 'care.extra.asked' : 'care.extra.askedItems', { what })}</>
  ) : (
    <>{t('care.extra.agreed', { what, money: yuanOf(amountFen) })}</>
  );
}
