import * as labels from '@silverbell/vocabulary';
import { labelOfCode, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { rungLabel } from './timeline-messages.js';

/** What keeps a rung of the ladder from firing (the conditions of safety.md 2.1), by its id; the words name it. */
const prevented: Readonly<Record<string, 'attend' | 'verdict' | 'accept' | 'names'>> = {
  'lead-overflow': 'attend',
  'one-offer': 'attend',
  'unattended-b': 'attend',
  'fire-post-cadre': 'attend',
  overflow: 'attend',
  township: 'attend',
  lead: 'attend',
  station: 'attend',
  'unattended-search': 'attend',
  'unverified-b': 'verdict',
  'no-all-clear': 'verdict',
  'ask-110': 'verdict',
  search: 'verdict',
  'cadre-station-township': 'accept',
  county: 'accept',
  everybody: 'names',
};

/** What happens next, as a sentence: the deadline's key (`rung:county`, `question:120`, `arrive-limit:a_7`) in words. */
export function stepMessage(step: string, t: TFunction<'console'>): string {
  const [head = '', detail = ''] = step.split(':');
  if (head === 'rung' && detail === 'last') return t('step.rung-last');
  if (head === 'rung') return t(`step.rung-${prevented[detail] ?? 'then'}`, { rung: rungLabel(detail, t) });
  if (head === 'question') {
    const service = detail.replace(/-again$/, '');
    const key = service === detail ? 'step.question' : 'step.question-again';
    return t(key, { service: labelOf(labels.AGENCY_SERVICE_LABELS, service) });
  }
  return labelOfCode('step', step, t);
}
