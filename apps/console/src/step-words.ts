import * as labels from '@silverbell/wire/labels';
import { wordOf, type Say } from '@silverbell/web-ui';
import { codeWord, rungWord } from './timeline-words.js';

/** What happens next, as a sentence: the deadline's key (`rung:county`, `question:120`, `arrive-limit:a_7`) in words. */
export function stepSentence(step: string, say: Say): string {
  const [head = '', detail = ''] = step.split(':');
  if (head === 'rung')
    return detail === 'last' ? say('step.rung-last') : say('step.rung', { rung: rungWord(detail, say) });
  if (head === 'question') return say('step.question', { service: wordOf(labels.AGENCY_SERVICE_LABELS, detail) });
  return codeWord('step', step, say);
}
