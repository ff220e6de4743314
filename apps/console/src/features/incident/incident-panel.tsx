import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { Button, clockSpan, dayAndTime, ProblemLine, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ActionAsked } from './actions/action-asked.js';
import { ClassBanners } from './classes/class-banners.js';
import { api, clock, refreshIncident } from './app-client.js';
import { CallsList, OffersList, AssignmentsList } from './incident-lists.js';
import { PersonStrip } from './person-strip.js';
import { RollCall } from './roll-call.js';
import { SignalsList } from './signals/signals-list.js';
import { stepMessage } from './step-messages.js';
import { rungLabel, timelineMessage } from './timeline-messages.js';
import { UnregisteredDevices } from './unregistered-devices.js';

interface IncidentPanelProps {
  readonly selectedId: string | null;
  readonly incident: Incident | undefined;
  readonly failed: ApiProblem | null;
  readonly readAt: number | null;
  readonly me: string;
  /** May read what is on file of people, and the messages of devices. */
  readonly readsCards: boolean;
  readonly timeZone: string | undefined;
  readonly asked: ActionAsked | null;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly onAsked: () => void;
}

export function IncidentPanel({
  selectedId,
  incident,
  failed,
  readAt,
  me,
  readsCards,
  timeZone,
  ...zone
}: IncidentPanelProps) {
  const { asked, onAsk, onAsked } = zone;
  const { t } = useTranslation('console');
  const attend = useRouteMutation(api, 'attend', {
    // Read again either way: a refusal names who has it.
    onSettled: () => {
      if (selectedId !== null) refreshIncident(selectedId);
    },
  });
  const { mutate } = attend;
  const attendNow = useCallback(() => {
    if (selectedId !== null) mutate({ params: { id: selectedId } });
  }, [mutate, selectedId]);
  const attendAsked = asked?.action === 'attend' && asked.incidentId === selectedId;
  useEffect(() => {
    if (!attendAsked) return;
    attendNow();
    onAsked();
  }, [attendAsked, attendNow, onAsked]);

  if (selectedId === null)
    return (
      <main className="incident" aria-label={t('incident.label')}>
        <p className="empty">{t('incident.none')}</p>
      </main>
    );
  if (incident === undefined)
    return (
      <main className="incident" aria-label={t('incident.label')}>
        {failed === null ? (
          <p className="empty">{t('common.loading')}</p>
        ) : (
          <>
            <ProblemLine problem={failed} />
            <p className="empty">{t('incident.gone')}</p>
          </>
        )}
        <ProblemLine problem={attend.error} />
      </main>
    );

  // Whoever may only look has nothing in it to go to, and must still be able to scroll it by keys.
  const onlyLooks = incident.allowedActions.length === 0;
  return (
    <main className="incident" aria-label={t('incident.label')} {...(onlyLooks && { tabIndex: 0 })}>
      {failed === null ? null : (
        <p className="banner banner-warn">
          {t('incident.stale', { at: readAt === null ? '—' : timeOfDay(readAt, timeZone) })}
        </p>
      )}
      <PersonStrip incident={incident} head />
      <ClassBanners incident={incident} timeZone={timeZone} />
      <NextStep incident={incident} timeZone={timeZone} />
      <Actions incident={incident} me={me} onAsk={onAsk} onAttend={attendNow} busy={attend.isPending} />
      <ProblemLine problem={attend.error} />
      <EmergencyQuestions incident={incident} onAsk={onAsk} />
      <RollCall incident={incident} timeZone={timeZone} />
      <UnregisteredDevices incident={incident} timeZone={timeZone} />
      <Facts incident={incident} me={me} timeZone={timeZone} />
      <AssignmentsList incident={incident} timeZone={timeZone} onAsk={onAsk} />
      <OffersList incident={incident} timeZone={timeZone} />
      <CallsList incident={incident} timeZone={timeZone} />
      <SignalsList incident={incident} timeZone={timeZone} readsRaw={readsCards} />
      <Timeline incident={incident} timeZone={timeZone} />
    </main>
  );
}

function NextStep({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { nextDueAt, nextStep } = incident.escalation;
  if (nextDueAt === null || nextStep === null)
    return (
      <p className="next" role="note" aria-label={t('incident.next')}>
        {t('incident.nextNone')}
      </p>
    );
  const left = Date.parse(nextDueAt) - now;
  return (
    <p className={`next ${left < 0 ? 'next-late' : ''}`} role="note" aria-label={t('incident.next')}>
      <strong>{t('incident.next')}</strong>
      <span>{stepMessage(nextStep, t)}</span>
      <span className="next-when">
        {left >= 0
          ? t('incident.nextIn', { span: clockSpan(left) })
          : t('incident.overdue', { span: clockSpan(-left) })}
        {' · '}
        {t('incident.nextAt', {
          at: left > 43_200_000 ? dayAndTime(nextDueAt, timeZone) : timeOfDay(nextDueAt, timeZone),
        })}
      </span>
    </p>
  );
}

interface ActionsProps {
  readonly incident: Incident;
  readonly me: string;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly onAttend: () => void;
  readonly busy: boolean;
}

/** Only what the server allows now. Dispatch stands left, close far right with the quiet acts between them (H20). */
function Actions({ incident, me, onAsk, onAttend, busy }: ActionsProps) {
  const { t } = useTranslation('console');
  // Its owner may attend again (that renews the lease), but needs no button for what the page does every 20 s.
  const attends = incident.attention.by?.id !== me && incident.allowedActions.includes('attend');
  const may = (action: Incident['allowedActions'][number]): boolean => incident.allowedActions.includes(action);
  if (incident.allowedActions.length === 0) return <p className="empty">{t('act.nothing')}</p>;
  const others = (['hold', 'release', 'hand-over', 'take-over', 'destination'] as const).filter(may);
  return (
    <div className="actions" role="toolbar" aria-label={t('incident.actions')}>
      {attends ? (
        <Button tone="primary" keys="F2" busy={busy} onClick={onAttend}>
          {t('act.attend')}
        </Button>
      ) : null}
      {may('wave') ? (
        <Button tone={attends ? 'plain' : 'primary'} keys="F7" onClick={() => onAsk({ action: 'wave' })}>
          {t('act.wave')}
        </Button>
      ) : null}
      {may('call') ? (
        <>
          <Button keys="F8" onClick={() => onAsk({ action: 'call', party: 'senior' })}>
            {t('act.callSenior')}
          </Button>
          <Button onClick={() => onAsk({ action: 'call' })}>{t('act.call')}</Button>
        </>
      ) : null}
      {may('verdict') ? <Button onClick={() => onAsk({ action: 'verdict' })}>{t('act.verdict')}</Button> : null}
      {may('agency-call') ? (
        <Button onClick={() => onAsk({ action: 'agency-call' })}>{t('act.agency-call')}</Button>
      ) : null}
      {may('emergency-decision') ? (
        <Button onClick={() => onAsk({ action: 'emergency-decision' })}>{t('act.emergency-decision')}</Button>
      ) : null}
      {others.map((action) => (
        <Button key={action} onClick={() => onAsk({ action })}>
          {t(`act.${action}`)}
        </Button>
      ))}
      {may('note') ? (
        <Button keys="F9" onClick={() => onAsk({ action: 'note' })}>
          {t('act.note')}
        </Button>
      ) : null}
      {may('close') ? (
        <Button className="actions-far" keys="F10" onClick={() => onAsk({ action: 'close' })}>
          {t('act.close')}
        </Button>
      ) : null}
    </div>
  );
}

function EmergencyQuestions({
  incident,
  onAsk,
}: {
  incident: Incident;
  onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}) {
  const { t } = useTranslation('console');
  // Once the case is closed nobody is asked any more; what was answered stays.
  const asked = incident.emergencyDecisions.filter((one) => one.decision !== null || incident.closedAt === null);
  if (asked.length === 0) return null;
  const may = incident.allowedActions.includes('emergency-decision');
  return (
    <ul className="questions" aria-label={t('incident.emergency')}>
      {asked.map((one) => {
        const service = labelOf(labels.AGENCY_SERVICE_LABELS, one.service);
        return (
          <li key={one.service} className={one.decision === null ? 'question-open' : ''}>
            {one.decision === null ? (
              <>
                <strong>{t('incident.askQuestion', { service })}</strong>
                {may ? (
                  <>
                    <Button
                      onClick={() => onAsk({ action: 'emergency-decision', service: one.service, decision: 'call' })}
                    >
                      {labelOf(labels.EMERGENCY_DECISION_LABELS, 'call')}
                    </Button>
                    <Button
                      onClick={() => onAsk({ action: 'emergency-decision', service: one.service, decision: 'no-call' })}
                    >
                      {labelOf(labels.EMERGENCY_DECISION_LABELS, 'no-call')}
                    </Button>
                  </>
                ) : null}
              </>
            ) : (
              <span>
                {t('incident.answered', {
                  service,
                  decision: labelOf(labels.EMERGENCY_DECISION_LABELS, one.decision),
                })}
                {one.reason === null ? '' : `（${labelOf(labels.NO_120_REASON_LABELS, one.reason)}）`}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Facts({ incident, me, timeZone }: { incident: Incident; me: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { attention, destination, hold, response } = incident;
  const attended =
    attention.by === null
      ? t('queue.nobody')
      : `${attention.by.id === me ? t('queue.you') : t('queue.by', { name: attention.by.name })} · ${timeOfDay(attention.since, timeZone)}`;
  const rows: [string, string][] = [
    [t('incident.attention'), attended],
    [t('incident.kinds'), incident.kinds.map((kind) => labelOf(labels.ALERT_KIND_LABELS, kind)).join('、')],
    [t('incident.class'), `${incident.class} ${labelOf(labels.CLASS_LABELS, incident.class)}`],
    [t('incident.verdict'), labelOf(labels.VERDICT_LABELS, incident.verdict)],
    [
      t('incident.destination'),
      destination === null
        ? t('common.unknown')
        : `${labelOf(labels.DESTINATION_CHOICE_LABELS, destination.choice)} · ${destination.label}`,
    ],
    [t('incident.rung'), rungLabel(incident.escalation.rung?.replace(/^rung:/, '') ?? null, t)],
    [t('incident.raised'), dayAndTime(incident.raisedAt, timeZone)],
    [t('incident.last'), dayAndTime(incident.lastSignalAt, timeZone)],
    [t('incident.count'), String(incident.signalCount)],
    [t('incident.device'), incident.deviceId ?? '—'],
  ];
  if (response.wave > 0)
    rows.push([
      t('incident.offers'),
      `${t('incident.wave', { n: response.wave })} · ${t('incident.openOffers', { n: response.openOffers })}`,
    ]);
  if (hold !== null)
    rows.push([
      t('incident.hold'),
      t('incident.holdUntil', {
        reason: labelOf(labels.HOLD_REASON_LABELS, hold.reason),
        at: timeOfDay(hold.until, timeZone),
      }),
    ]);
  if (incident.outcome !== null) rows.push([t('incident.outcome'), labelOf(labels.OUTCOME_LABELS, incident.outcome)]);
  return (
    <section className="block" aria-label={t('incident.facts')}>
      <h2>{t('incident.facts')}</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {incident.linkedTo === null ? null : (
          <div>
            <dt>{t('incident.linked')}</dt>
            <dd>
              <Link to={`/incidents/${incident.linkedTo}`}>{t('incident.linkedOpen')}</Link>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Timeline({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  return (
    <section className="block" aria-label={t('incident.timeline')}>
      <h2>{t('incident.timeline')}</h2>
      <ol className="timeline">
        {[...incident.timeline].reverse().map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at}>{timeOfDay(entry.at, timeZone)}</time>
            <span>{timelineMessage(entry, incident, t, timeZone)}</span>
            <span className="by">{entry.by.name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
