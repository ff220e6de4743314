import type { IncidentSummary } from '@silverbell/wire';
import { PRACTICE_MARKS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import pieces from './pieces.module.css';

/** In front of everything that names the incident, so that no drill is taken for a call for help, and no call for a drill (H13). */
export function ExerciseMark({ of: { practice } }: { of: Pick<IncidentSummary, 'practice'> }) {
  return practice === null ? null : (
    <strong className={pieces.practiceMark}>{labelOf(PRACTICE_MARKS, practice)}</strong>
  );
}
