import type { ComponentProps } from 'react';
import { CoverageMap } from '../features/helper-coverage/coverage-map.js';
import { CoveragePanel } from '../features/helper-coverage/coverage-panel.js';
import { Queue } from '../features/queue/queue.js';
import styles from './board.module.css';

/** Where help is thin; the queue keeps its place, because a new incident must be seen here, too. */
export function CoverageBoard(queue: ComponentProps<typeof Queue>) {
  return (
    <div className={styles.zones}>
      <Queue {...queue} />
      <CoverageMap />
      <CoveragePanel timeZone={queue.timeZone} />
    </div>
  );
}
