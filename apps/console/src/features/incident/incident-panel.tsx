import type { Incident } from '@silverbell/wire';
import { useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { Button, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import { useCallback, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import { api, refreshIncident } from '../../shared/app-client.js';
import { ClassBanners } from './class-banners.js';
import { AssignmentsList, CallsList } from './incident-lists.js';
import { OffersList } from './offers-list.js';
import { PersonStrip } from '../../shared/person-strip.js';
import { RollCall } from './roll-call.js';
import { SignalsList } from './signals-list.js';
import { UnregisteredDevices } from './unregistered-devices.js';
import { Actions } from './actions.js';
import styles from './dock.module.css';
import { DoorKeys } from './door-keys.js';
import { EmergencyQuestions } from './emergency-questions.js';
import { Facts } from './facts.js';
import { LadderAhead } from './ladder-ahead.js';
import { NextStep } from './next-step.js';
import { ProtocolCard } from './protocol-card.js';
import { Timeline } from './timeline.js';
import { UndoBar } from './undo-bar.js';
import pieces from '../../shared/pieces.module.css';

interface IncidentPanelProps {
  readonly selectedId: string;
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
  /** Who could be sent. */
  readonly candidates: ReactNode;
  /** What is on file of the person and the home. */
  readonly person: ReactNode;
  /** What the telephone system knows of this incident. */
  readonly phoneCalls: ReactNode;
}

/** Parts of the dock in one column; on a wide screen they stand beside one another. */
const PARTS = [
  ['work', 'incident.work'],
  ['person-card', 'person.title'],
  ['timeline', 'incident.timeline'],
] as const;

const showPart = (id: string): void => {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: 'start' });
  part?.focus({ preventScroll: true });
};

/** The incident in one dock: who and where, what comes next, what may be done, the work, the person, and at the foot how it ends. */

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
  const { asked, onAsk, onAsked, candidates, person, phoneCalls } = zone;
  const { t } = useTranslation('console');
  const attend = useRouteMutation(api, 'attend', {
    // Read again either way: a refusal names who has it.
    onSettled: () => refreshIncident(selectedId),
  });
  const { mutate } = attend;
  const attendNow = useCallback(() => {
    mutate({ params: { id: selectedId } });
  }, [mutate, selectedId]);
  const attendAsked = asked?.action === 'attend' && asked.incidentId === selectedId;
  useEffect(() => {
    if (!attendAsked) return;
    attendNow();
    onAsked();
  }, [attendAsked, attendNow, onAsked]);

  if (incident === undefined)
    return (
      <main className={styles.dock} aria-label={t('incident.label')}>
        {failed === null ? (
          <p className={pieces.empty}>{t('common.loading')}</p>
        ) : (
          <>
            <ProblemMessage problem={failed} />
            <p className={pieces.empty}>{t('incident.gone')}</p>
          </>
        )}
        <ProblemMessage problem={attend.error} />
      </main>
    );

  const mayClose = incident.allowedActions.includes('close');
  return (
    <main className={styles.dock} aria-label={t('incident.label')}>
      <div className={styles.head}>
        {failed === null ? null : (
          <p className={`${pieces.banner} ${pieces.bannerWarn}`}>
            {t('incident.stale', { at: readAt === null ? '—' : timeOfDay(readAt, timeZone) })}
          </p>
        )}
        <PersonStrip incident={incident} head />
        <NextStep incident={incident} timeZone={timeZone} />
        <Actions incident={incident} me={me} onAsk={onAsk} onAttend={attendNow} busy={attend.isPending} />
        <ProblemMessage problem={attend.error} />
      </div>
      <div className={styles.tabs} role="group" aria-label={t('incident.parts')}>
        {PARTS.map(([id, name]) => (
          <button key={id} type="button" onClick={() => showPart(id)}>
            {t(name)}
          </button>
        ))}
      </div>
      {/* Scrolled by keys, too: a reader who may only look has nothing in it to go to. */}
      <div className={styles.body} tabIndex={0} role="group" aria-label={t('incident.work')}>
        <div id="work" className={styles.work} tabIndex={-1}>
          <ClassBanners incident={incident} timeZone={timeZone} />
          <LadderAhead incident={incident} timeZone={timeZone} />
          <EmergencyQuestions incident={incident} onAsk={onAsk} />
          <DoorKeys incident={incident} timeZone={timeZone} onAsk={onAsk} />
          {incident.closedAt === null ? <ProtocolCard incident={incident} onAsk={onAsk} /> : null}
          <RollCall incident={incident} timeZone={timeZone} />
          <UnregisteredDevices incident={incident} timeZone={timeZone} />
          <AssignmentsList incident={incident} timeZone={timeZone} onAsk={onAsk} />
          {candidates}
          <OffersList incident={incident} timeZone={timeZone} />
          <CallsList incident={incident} timeZone={timeZone} />
          {phoneCalls}
          <SignalsList incident={incident} timeZone={timeZone} readsRaw={readsCards} />
          <Facts incident={incident} me={me} timeZone={timeZone} />
          <Timeline incident={incident} timeZone={timeZone} />
        </div>
        <div className={styles.person}>{person}</div>
      </div>
      {incident.closedAt === null && incident.allowedActions.length > 0 ? (
        <div className={styles.foot}>
          <UndoBar incident={incident} />
          <span>{t('incident.closeHint')}</span>
          <Button
            keys="F10"
            disabled={!mayClose}
            title={mayClose ? undefined : t('act.notNow')}
            onClick={() => onAsk({ action: 'close' })}
          >
            {t('act.close')}
          </Button>
        </div>
      ) : null}
    </main>
  );
}
