import type { SessionUser } from '@silverbell/web-live';
import { routeQuery } from '@silverbell/web-api-client';
import { AGENT_STATE_LABELS } from '@silverbell/vocabulary';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { QueryStatus } from '../../shared/page-frame.js';
import { useAgents } from '../../shared/use-agents.js';
import { AnswersCard } from './answers-card.js';
import { CoverageCard } from './coverage-card.js';
import { DevicesCard } from './devices-card.js';
import { HealthCard } from './health-card.js';
import { HelpersCard } from './helpers-card.js';
import { MineCard } from './mine-card.js';
import { NextDue } from './next-due.js';
import { NumbersCard } from './numbers-card.js';
import styles from './shift.module.css';

/** Whose role sees tasks, who may ask for coverage and for emergency numbers, and who acts: the roles of these routes. */
const READ_TASKS = ['operator', 'lead', 'supervisor'];
const READ_COVERAGE = ['operator', 'lead', 'supervisor', 'admin'];
const READ_NUMBERS = READ_COVERAGE;
const ACT = ['operator', 'lead'];

interface ShiftDockProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
  /** The queue stands, so that its cards may read and be drawn. */
  readonly reads: boolean;
}

/**
 * The dock while no incident is selected: what is due next, and where the county is weak at this moment. Each card reads for itself, says
 * when it did, and is rendered alone; only the countdown moves every second.
 */
export const ShiftDock = memo(function ShiftDock({ user, timeZone, reads }: ShiftDockProps) {
  const { id: me, role, regionId } = user;
  const { t } = useTranslation('console');
  const acts = ACT.includes(role);
  if (!reads)
    return (
      <main className={styles.dock} aria-label={t('shift.title')}>
        <p className={styles.foot}>{t('common.loading')}</p>
      </main>
    );
  return (
    <main className={styles.dock} aria-label={t('shift.title')}>
      <header className={styles.head}>
        <h2>{t('shift.title')}</h2>
        <OnDuty timeZone={timeZone} />
        <Agents role={role} timeZone={timeZone} />
        <p>{t(acts ? 'shift.ringsHere' : 'shift.looks')}</p>
      </header>
      <NextDue readsTasks={READ_TASKS.includes(role)} timeZone={timeZone} />
      {/* Scrolled by keys, too. */}
      <div className={styles.body} tabIndex={0} role="group" aria-label={t('shift.facts')}>
        <AnswersCard role={role} timeZone={timeZone} />
        {READ_COVERAGE.includes(role) ? <CoverageCard timeZone={timeZone} /> : null}
        <HelpersCard timeZone={timeZone} />
        <DevicesCard timeZone={timeZone} />
        <HealthCard timeZone={timeZone} />
        {regionId !== null && READ_NUMBERS.includes(role) ? (
          <NumbersCard regionId={regionId} timeZone={timeZone} />
        ) : null}
        {acts ? <MineCard me={me} role={role} timeZone={timeZone} /> : null}
      </div>
      <p className={styles.foot}>{t('shift.factsOnly')}</p>
    </main>
  );
});

/** A seat changes with the shift; the page of the platform's health looks more often. */
const SEATS_EVERY_MS = 30_000;

/** The people on duty, `items` of `GET /duty`; seats for training are not among them. */
function OnDuty({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const seats = useQuery({ ...routeQuery(api, 'seatsOnDuty', {}), staleTime: 0, refetchInterval: SEATS_EVERY_MS });
  const people = seats.data?.items.filter(({ training }) => !training);
  return (
    <>
      <QueryStatus of={seats} />
      {people === undefined || seats.data === undefined ? null : (
        <p>
          {people.length === 0
            ? t('shift.seatsNone')
            : t('shift.seats', {
                names: people
                  .map(({ person, consoleConnected }) =>
                    consoleConnected ? person.name : t('shift.unconnected', { name: person.name }),
                  )
                  .join('、'),
              })}{' '}
          <small className={styles.read}>{t('shift.readAt', { at: timeOfDay(seats.data.at, timeZone) })}</small>
        </p>
      )}
    </>
  );
}

/** Who is on the telephone, for a lead and a supervisor: `agents` of `GET /telephony`. */
function Agents({ role, timeZone }: { role: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const agents = useAgents(role);
  if (agents === null) return null;
  const lines = [...agents.values()].map(({ account: { name }, state, since }) =>
    t(state === 'break' ? 'shift.onBreak' : 'shift.agent', {
      ...{ name, state: labelOf(AGENT_STATE_LABELS, state), at: timeOfDay(since, timeZone, false) },
    }),
  );
  return <p>{lines.length === 0 ? t('shift.agentsNone') : t('shift.agents', { agents: lines.join('、') })}</p>;
}
