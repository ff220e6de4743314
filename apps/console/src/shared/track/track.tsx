import type { Assignment, Incident } from '@silverbell/wire';
import { PHASE_LABELS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { clock } from '../app-client.js';
import { useEtaHolds } from '../eta/use-eta-holds.js';
import { STEPS } from '../phase-steps.js';
import { expectedFirst, trackSteps, type TrackStep } from './track-steps.js';
import styles from './track.module.css';

const NO_ASSIGNMENTS: readonly Assignment[] = [];

interface TrackProps {
  readonly incident: Incident | undefined;
  readonly timeZone: string | undefined;
  /** The moment that is looked at, of a replay; absent: now. */
  readonly atMs?: number;
}

/** The seven steps of an incident above the map: how far it has come, when, and within what the next ones are due. */
export function Track({ incident, timeZone, atMs }: TrackProps) {
  const { t } = useTranslation('console');
  const second = useSecond(clock);
  const first = incident === undefined ? undefined : expectedFirst(incident);
  const holds = useEtaHolds(first === undefined || atMs !== undefined ? NO_ASSIGNMENTS : [first]);
  const steps: readonly TrackStep[] =
    incident === undefined
      ? STEPS.map((step) => ({ step, state: 'ahead', at: null, expected: false, limitMs: null, late: false }))
      : trackSteps(incident, atMs ?? second);
  const eta = first === undefined ? undefined : holds.get(first.id);
  const doubtful = eta !== undefined && eta.holds !== 'on-time';
  const alarm = incident?.severity === 1 && incident.attention.state === 'waiting';
  return (
    <ol className={styles.track} aria-label={t('track.label')}>
      {steps.map((one, index) => (
        <li
          key={one.step}
          className={`${styles[one.state]} ${alarm && one.state === 'now' ? styles.alarm : ''}`}
          aria-current={one.state === 'now' ? 'step' : undefined}
        >
          <span className={styles.node} aria-hidden="true">
            {one.state === 'done' ? '✓' : index + 1}
          </span>
          <span className={styles.name}>{labelOf(PHASE_LABELS, one.step)}</span>
          <span className={`${styles.time} ${one.late || (isExpected(one) && doubtful) ? styles.late : ''}`}>
            {belowOf(one, timeZone, t)}
            {isExpected(one) && eta !== undefined ? `·${eta.holds === 'unknown' ? t('eta.short') : eta.label}` : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}

const isExpected = ({ at, expected }: TrackStep): boolean => at !== null && expected;

/** Below a step: when it was reached, when it is expected, or within what it is due. Late is said in a word as well as in yellow. */
function belowOf(
  { at, expected, limitMs, late }: TrackStep,
  timeZone: string | undefined,
  t: TFunction<'console'>,
): string {
  if (at !== null)
    return expected
      ? t('track.expected', { at: timeOfDay(at, timeZone, false) })
      : t(late ? 'track.late' : 'track.at', { at: timeOfDay(at, timeZone) });
  if (limitMs === null) return '';
  const span =
    limitMs <= 60_000 ? t('track.seconds', { n: limitMs / 1_000 }) : t('track.minutes', { n: limitMs / 60_000 });
  return t(late ? 'track.overLimit' : 'track.limit', { span });
}
