import type { Incident } from '@silverbell/wire';
import { PHASE_LABELS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { clock } from '../app-client.js';
import { STEPS } from '../phase-steps.js';
import { trackSteps, type TrackStep } from './track-steps.js';
import styles from './track.module.css';

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
  const steps: readonly TrackStep[] =
    incident === undefined
      ? STEPS.map((step) => ({ step, state: 'ahead', at: null, expected: false, limitMs: null, late: false }))
      : trackSteps(incident, atMs ?? second);
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
          <span className={`${styles.time} ${one.late ? styles.late : ''}`}>{belowOf(one, timeZone, t)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Below a step: when it was reached, when it is expected, or within what it is due. Late is said in a word as well as in yellow. */
function belowOf(
  { at, expected, limitMs, late }: TrackStep,
  timeZone: string | undefined,
  t: TFunction<'console'>,
): string {
  if (at !== null && expected) return t('track.expected', { at: timeOfDay(at, timeZone, false) });
  if (at !== null) return t(late ? 'track.late' : 'track.at', { at: timeOfDay(at, timeZone) });
  if (limitMs === null) return '';
  const span = limitMs <= 60_000 ? t('track.seconds', { n: limitMs / 1_000 }) : t('track.minutes', { n: limitMs / 60_000 });
  return t(late ? 'track.overLimit' : 'track.limit', { span });
}
