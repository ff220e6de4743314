import type { Incident } from '@silverbell/wire';
import { PHASE_LABELS } from '@silverbell/vocabulary';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { STEPS } from '../phase-steps.js';
import { trackSteps, type TrackStep } from './track-steps.js';
import styles from './track.module.css';

/** The seven steps of an incident above the map: how far it has come, when, and what is still ahead. */
export function Track({ incident, timeZone }: { incident: Incident | undefined; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const steps: readonly TrackStep[] =
    incident === undefined
      ? STEPS.map((step) => ({ step, state: 'ahead', at: null, expected: false }))
      : trackSteps(incident);
  const alarm = incident?.severity === 1 && incident.attention.state === 'waiting';
  return (
    <ol className={styles.track} aria-label={t('track.label')}>
      {steps.map(({ step, state, at, expected }, index) => (
        <li
          key={step}
          className={`${styles[state]} ${alarm && state === 'now' ? styles.alarm : ''}`}
          aria-current={state === 'now' ? 'step' : undefined}
        >
          <span className={styles.node} aria-hidden="true">
            {state === 'done' ? '✓' : index + 1}
          </span>
          <span className={styles.name}>{labelOf(PHASE_LABELS, step)}</span>
          <span className={styles.time}>
            {at === null
              ? ''
              : expected
                ? t('track.expected', { at: timeOfDay(at, timeZone, false) })
                : timeOfDay(at, timeZone)}
          </span>
        </li>
      ))}
    </ol>
  );
}
