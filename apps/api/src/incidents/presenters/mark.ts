import { practiceOf, type Incident } from '@silverbell/incidents';
import { type Language, PRACTICE_MARKS } from '@silverbell/vocabulary';

type Marked = Pick<Incident, 'practice' | 'verdict'>;

/** In front of a place or a name of an incident that is none, so that no page can leave it out (H13); nothing for a real one. */
export function markOf(incident: Marked, language: Language = 'zh-CN'): string {
  const practice = practiceOf(incident);
  return practice === null ? '' : PRACTICE_MARKS[practice][language];
}

export const marked = (incident: Marked): { practice?: 'drill' | 'test' } => {
  const practice = practiceOf(incident);
  return practice === null ? {} : { practice };
};
