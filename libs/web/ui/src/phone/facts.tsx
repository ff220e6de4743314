import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';
import styles from './phone.module.css';

/** One fact with its icon, and what explains it below. */
export function Fact({ icon, children, more }: { icon: IconName; children: ReactNode; more?: ReactNode }) {
  return (
    <li className={styles['fact']}>
      <Icon name={icon} className={styles['factIcon']} />
      <div>
        {children}
        {more === undefined || more === null ? null : <p className={styles['more']}>{more}</p>}
      </div>
    </li>
  );
}

export function Facts({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={styles['facts']} aria-label={label}>
      {children}
    </ul>
  );
}

/** How far along: steps done, the one now, and those ahead. `at` is the index of the step now. */
export function Steps({ label, steps, at }: { label: string; steps: readonly string[]; at: number }) {
  return (
    <ol className={styles['track']} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? styles['done'] : index === at ? styles['now'] : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={styles['dot']} aria-hidden="true">
            {index < at ? <Icon name="check" /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}

const ROUND = 2 * Math.PI * 37;

/** A countdown as a ring with its digits. `share`: of the whole time, how much is left, 0 to 1. */
export function Countdown({ share, digits, children }: { share: number; digits: string; children: ReactNode }) {
  const left = Math.min(1, Math.max(0, share));
  return (
    <div className={styles['countdown']}>
      <span className={styles['ring']}>
        <svg viewBox="0 0 84 84" aria-hidden="true">
          <circle cx="42" cy="42" r="37" className={styles['ringGround']} />
          <circle
            cx="42"
            cy="42"
            r="37"
            className={styles['ringLeft']}
            strokeDasharray={`${String(Math.round(left * ROUND))} ${String(Math.ceil(ROUND))}`}
            transform="rotate(-90 42 42)"
          />
        </svg>
        <strong>{digits}</strong>
      </span>
      <div className={styles['countdownText']}>{children}</div>
    </div>
  );
}
