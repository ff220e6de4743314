import type { Assignment, BodyOf } from '@silverbell/wire';
import { PRACTICE_MARKS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { formatDuration, labelOf, timeOfDay } from '@silverbell/web-ui';
import { AtTheFoot, Band, Column, PhoneButton, Steps } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, outbox } from '../../shared/app-client.js';
import { isDoneWith, stateForHer } from '../../shared/outbox/entry.js';
import { OutboxList } from '../../shared/outbox/outbox-list.js';
import { PhotoPanel } from '../../shared/outbox/photo-panel.js';
import { useOutbox, useSending } from '../../shared/outbox/use-outbox.js';
import { ArrivalPanel } from './arrival-panel.js';
import { isAtTheDoor, metresLeft } from './at-the-door.js';
import { DestinationCard } from './destination-card.js';
import { FinishForm } from './finish-form.js';
import { Navigation } from './navigation.js';
import { PositionStatus } from './position-status.js';
import { SceneForm } from './scene-form.js';
import { ScenePanel } from './scene-panel.js';
import styles from './task.module.css';
import { useTracking } from './tracking.js';
import { useWakeLock } from './wake-lock.js';
import { WithdrawForm } from './withdraw-form.js';

interface TaskProps {
  readonly task: Assignment;
  readonly timeZone: string | undefined;
  /** How many more tasks of hers are open. */
  readonly others: number;
}

const STEP_AT: Partial<Record<Assignment['state'], number>> = { accepted: 1, departed: 2, arrived: 3 };

/** One task from acceptance to its end: the next step is the large button, everything else stands around it. */
export function Task({ task: known, timeZone, others }: TaskProps) {
  const { t } = useTranslation('helper');
  const [form, setForm] = useState<'scene' | 'finish' | 'withdraw' | null>(null);
  const entries = useOutbox();
  const sending = useSending();
  const task = { ...known, state: stateForHer(known.state, known.id, entries) };
  const isOver = task.state === 'finished' || task.state === 'withdrawn';
  // Also while her last word waits in the outbox: where she is from then on is her own affair.
  const isTracked = !isDoneWith(known.id, entries);
  const tracking = useTracking(isTracked);
  useWakeLock(isTracked);
  const busy = sending?.subjectId === task.id && sending.tries === 0;
  const report = (route: 'depart' | 'arrive', body: BodyOf<'arrive'>): void => void outbox.add(route, task.id, body);
  const to = task.destination;
  const door = to?.lat == null || to.lng === null ? null : { lat: to.lat, lng: to.lng };

  if (form !== null) {
    const Shown = form === 'scene' ? SceneForm : form === 'finish' ? FinishForm : WithdrawForm;
    return <Shown task={task} onDone={() => setForm(null)} onBack={() => setForm(null)} />;
  }
  return (
    <section className={styles['task']} aria-label={t('task.title')}>
      <TaskBand task={task} timeZone={timeZone} />
      <Steps label={t('task.steps')} steps={stepLabel(t)} at={STEP_AT[task.state] ?? 4} />
      <Column>
        {task.practice === 'drill' ? <p className={styles['warn']}>{t('task.drill')}</p> : null}
        <OutboxList timeZone={timeZone} />
        {isOver ? (
          <p className={styles['warn']}>{t(task.state === 'finished' ? 'task.finishWaits' : 'task.withdrawWaits')}</p>
        ) : (
          <>
            {task.state === 'arrived' ? (
              <ScenePanel task={task} timeZone={timeZone} onMore={() => setForm('scene')} />
            ) : null}
            {task.state === 'arrived' ? <PhotoPanel of="assignment" id={task.id} /> : null}
            <DestinationCard task={task} timeZone={timeZone} />
            <Navigation task={task} metres={metresLeft(tracking.last, door)} />
            {others > 0 ? <p className={styles['quiet']}>{t('task.another', { n: others })}</p> : null}
            <AtTheFoot>
              {task.state === 'accepted' ? (
                <PhoneButton variant="main" icon="bike" busy={busy} onClick={() => report('depart', {})}>
                  {t('task.depart')}
                </PhoneButton>
              ) : null}
              <ArrivalPanel
                task={task}
                busy={busy}
                near={task.state === 'departed' && isAtTheDoor(tracking.last, door)}
                fix={tracking.fix}
                onArrive={(body) => report('arrive', body)}
              />
              {task.state === 'arrived' ? (
                <PhoneButton variant="main" icon="check" onClick={() => setForm('finish')}>
                  {t('task.finish')}
                </PhoneButton>
              ) : (
                <PhoneButton onClick={() => setForm('scene')}>{t('task.scene')}</PhoneButton>
              )}
              <PhoneButton variant="text" onClick={() => setForm('withdraw')}>
                {t('task.withdraw')}
              </PhoneButton>
            </AtTheFoot>
          </>
        )}
        {isTracked ? <PositionStatus refused={tracking.refused} sentAt={tracking.sentAt} /> : null}
      </Column>
    </section>
  );
}

const stepLabel = (t: ReturnType<typeof useTranslation<'helper'>>['t']): readonly string[] => [
  t('task.step.accept'),
  t('task.step.depart'),
  t('task.step.arrive'),
  t('task.step.handle'),
];

function TaskBand({ task, timeZone }: { task: Assignment; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  const mark = task.practice === null ? '' : labelOf(PRACTICE_MARKS, task.practice);
  if (task.arrivedAt !== null || task.state === 'arrived')
    return (
      <Band
        tone="go"
        icon="flag"
        role="status"
        title={`${mark}${t('task.there')}`}
        line={
          task.arrivedAt === null
            ? t('task.thereWaits')
            : `${timeOfDay(task.arrivedAt, timeZone, false)} · ${t(`task.proof.${task.arrivalProof ?? 'unproven'}`)}`
        }
      />
    );
  const first = task.destination?.people[0];
  const left = task.etaAt === null ? null : (Date.parse(task.etaAt) - now) / 1_000;
  return (
    <Band
      tone="go"
      icon="bike"
      title={`${mark}${first === undefined ? t('task.go') : t('task.goTo', { name: first.name })}`}
      line={
        first === undefined
          ? undefined
          : [first.age === null ? null : t('task.age', { n: first.age }), first.note].filter(Boolean).join('，')
      }
      end={
        task.etaAt === null || left === null ? null : (
          <>
            <strong>{left > 0 ? formatDuration(left, t) : t('task.due')}</strong>
            {t('task.eta', { at: timeOfDay(task.etaAt, timeZone, false) })}
          </>
        )
      }
    />
  );
}
