import type { Assignment } from '@silverbell/wire';
import { ASSIGNMENT_ROLE_LABELS, ASSIGNMENT_STATE_LABELS, HAZARD_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import type { BodyOf } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { Button, ProblemLine, formatDuration, TextField, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock } from './app-client.js';
import { navigationLinks } from './navigation-links.js';
import { refreshTasks } from './refresh-tasks.js';
import { useTracking, useWakeLock } from './position.js';
import { FinishForm, SceneForm, WithdrawForm } from './task-forms.js';

interface TaskProps {
  readonly task: Assignment;
  readonly timeZone: string | undefined;
  readonly others: number;
}

export function Task({ task, timeZone, others }: TaskProps) {
  const { t } = useTranslation('helper');
  const [form, setForm] = useState<'scene' | 'finish' | 'withdraw' | null>(null);
  const [doorTag, setDoorTag] = useState('');
  const [locating, setLocating] = useState(false);
  const lost = useRef<BodyOf<'arrive'> | null>(null);
  const departure = useRouteMutation(api, 'depart', { onSettled: refreshTasks });
  const arrival = useRouteMutation(api, 'arrive', { onSettled: refreshTasks });
  const tracking = useTracking(true);
  useWakeLock(true);
  const params = { id: task.id };
  const busy = departure.isPending || arrival.isPending || locating;

  const depart = (): void => {
    arrival.reset();
    departure.mutate({ params });
  };
  const bodyNow = async (): Promise<BodyOf<'arrive'>> => {
    setLocating(true);
    const position = await tracking.fix();
    setLocating(false);
    return {
      ...(position === null ? {} : { position }),
      ...(doorTag.trim() === '' ? {} : { doorTag: doorTag.trim() }),
    };
  };
  const arrive = async (): Promise<void> => {
    // After a lost answer the very same arrival is sent again, fix and all: with another fix it would be another command.
    const body = arrival.error?.outcomeUnknown === true && lost.current !== null ? lost.current : await bodyNow();
    lost.current = body;
    departure.reset();
    arrival.mutate({ params, body });
  };

  if (form !== null) {
    const done = (): void => {
      setForm(null);
      void refreshTasks();
    };
    const Shown = form === 'scene' ? SceneForm : form === 'finish' ? FinishForm : WithdrawForm;
    return <Shown assignmentId={task.id} onDone={done} onBack={() => setForm(null)} />;
  }

  return (
    <section className="sheet task" aria-label={t('task.title')}>
      <h2>
        {task.practice === null ? '' : labelOf(PRACTICE_MARKS, task.practice)}
        {t('task.title')}
      </h2>
      {task.practice === 'drill' ? <p className="cut">{t('task.drill')}</p> : null}
      <p className="state-line">
        <span className="tag tag-strong">{labelOf(ASSIGNMENT_STATE_LABELS, task.state)}</span>
        <span className="tag">{labelOf(ASSIGNMENT_ROLE_LABELS, task.role)}</span>
        {task.etaAt !== null && task.arrivedAt === null ? (
          <span>{t('task.eta', { at: timeOfDay(task.etaAt, timeZone, false) })}</span>
        ) : null}
      </p>
      {others > 0 ? <p className="quiet">{t('task.another', { n: others })}</p> : null}
      <Destination task={task} timeZone={timeZone} />
      <ProblemLine problem={arrival.error ?? departure.error} />
      {task.state === 'accepted' ? (
        <Button tone="primary" className="big" busy={busy} onClick={depart}>
          {t('task.depart')}
        </Button>
      ) : null}
      {task.state === 'departed' || task.state === 'accepted' ? (
        <>
          <TextField label={t('task.doorTag')} value={doorTag} onValueChange={setDoorTag} />
          <Button
            tone={task.state === 'departed' ? 'primary' : 'plain'}
            className="big"
            busy={busy}
            onClick={() => void arrive()}
          >
            {t('task.arrive')}
          </Button>
        </>
      ) : null}
      {locating ? <p role="status">{t('task.locating')}</p> : null}
      {task.state === 'arrived' ? (
        <>
          <p role="status">
            {task.arrivalProof === 'unproven' || task.arrivalProof === null
              ? t('task.arrivedUnproven')
              : t('task.arrivedProven')}
          </p>
          {task.destination?.entryCodeWithheld === 'unproven' ? (
            <>
              <TextField label={t('task.doorTag')} value={doorTag} onValueChange={setDoorTag} />
              <Button className="big" busy={busy} onClick={() => void arrive()}>
                {t('task.prove')}
              </Button>
            </>
          ) : null}
          <Button tone="primary" className="big" onClick={() => setForm('finish')}>
            {t('task.finish')}
          </Button>
        </>
      ) : null}
      <Button className="big" onClick={() => setForm('scene')}>
        {t('task.scene')}
      </Button>
      <Button className="big" tone="quiet" onClick={() => setForm('withdraw')}>
        {t('task.withdraw')}
      </Button>
      <PositionLine refused={tracking.refused} sentAt={tracking.sentAt} />
    </section>
  );
}

function Destination({ task, timeZone }: { task: Assignment; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const [copied, setCopied] = useState(false);
  const to = task.destination;
  if (to === null) return null;
  const links = to.lat === null || to.lng === null ? null : navigationLinks({ lat: to.lat, lng: to.lng }, to.label);
  return (
    <>
      {to.outsideOnly ? (
        <p className="cut">
          <strong>{t('task.outsideTitle')}</strong> {t('task.outside')}
        </p>
      ) : null}
      {to.knockFirst ? (
        <p className="cut">
          <strong>{t('task.knockTitle')}</strong> {t('task.knock')}
        </p>
      ) : null}
      {to.alternative === null ? null : (
        <p className="cut">
          <strong>{t('task.twoPlacesTitle')}</strong> {t('task.twoPlaces', { other: to.alternative })}
        </p>
      )}
      {to.choice === 'fix' ? (
        <p className="cut">
          <strong>{t('task.fixTitle')}</strong> <MovingSince decidedAt={to.decidedAt} timeZone={timeZone} />
        </p>
      ) : null}
      <dl className="big-facts">
        {to.choice === 'home' ? null : (
          <div>
            <dt>{t('task.goTo')}</dt>
            <dd>{to.label}</dd>
          </div>
        )}
        <div>
          <dt>{t(to.choice === 'home' ? 'task.address' : 'task.registered')}</dt>
          <dd>{to.address}</dd>
        </div>
        {to.people.length === 0 ? null : (
          <div>
            <dt>{t('task.people')}</dt>
            {to.people.map((one) => (
              <dd key={one.name}>
                {one.name}
                {one.age === null ? '' : ` · ${t('task.age', { n: one.age })}`}
                {one.note === null ? '' : ` · ${one.note}`}
              </dd>
            ))}
          </div>
        )}
        {to.hazards.length === 0 ? null : (
          <div>
            <dt>{t('task.hazards')}</dt>
            <dd>{to.hazards.map((code) => labelOf(HAZARD_LABELS, code)).join('、')}</dd>
          </div>
        )}
        {to.entryCode === null && !to.entryCodeWithheld ? null : (
          <div>
            <dt>{t('task.entryCode')}</dt>
            <dd>{to.entryCode ?? t(`task.withheld.${to.entryCodeWithheld ?? 'unproven'}`)}</dd>
          </div>
        )}
      </dl>
      <nav className="links" aria-label={t('task.navigation')}>
        {links === null ? (
          <span className="quiet">{t('task.noPoint')}</span>
        ) : (
          <>
            <a href={links.amap} target="_blank" rel="noreferrer">
              {t('task.amap')}
            </a>
            <a href={links.baidu}>{t('task.baidu')}</a>
            <a href={links.geo}>{t('task.geo')}</a>
          </>
        )}
        {'clipboard' in navigator ? (
          <button
            type="button"
            onClick={() => void navigator.clipboard.writeText(to.address).then(() => setCopied(true))}
          >
            {copied ? t('common.copied') : t('task.copyAddress')}
          </button>
        ) : null}
      </nav>
      {to.callBackNumber === null ? null : (
        <a className="sb-button big" href={`tel:${to.callBackNumber}`}>
          {t('task.callBack', { n: to.callBackNumber })}
        </a>
      )}
    </>
  );
}

/** A lost person moves on: the place she is sought at is as old as this says. */
function MovingSince({ decidedAt, timeZone }: { decidedAt: string | null; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  if (decidedAt === null) return null;
  return (
    <span>
      {t('task.fix', {
        at: timeOfDay(decidedAt, timeZone, false),
        ago: t('time.ago', { span: formatDuration(Math.max(0, now - Date.parse(decidedAt)) / 1_000, t) }),
      })}
    </span>
  );
}

function PositionLine({ refused, sentAt }: { refused: boolean; sentAt: number | null }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  const words = refused
    ? t('task.positionOff')
    : sentAt === null
      ? t('task.positionNone')
      : t('task.position', { age: t('time.ago', { span: formatDuration((now - sentAt) / 1_000, t) }) });
  return (
    <p className="quiet">
      {words} {refused ? '' : t('task.hidden')}
    </p>
  );
}
