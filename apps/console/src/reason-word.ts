import type { Candidate } from '@silverbell/wire';
import { codeWord, spanInWords, type Say } from '@silverbell/web-ui';

/** What speaks of her fix; her base has no age. */
const OF_THE_FIX: readonly string[] = ['position-fresh', 'position-old', 'position-rough', 'position-vague'];

/** A reason of the ranking in words; one of a position with its age and its accuracy. */
export function reasonWord({ fix, reasons }: Pick<Candidate, 'fix' | 'reasons'>, code: string, say: Say): string {
  const what = codeWord('rank', code, say);
  // Said once, with the first of them.
  if (fix === null || reasons.find((one) => OF_THE_FIX.includes(one)) !== code) return what;
  return say('candidates.fix', {
    what,
    age: fix.ageS < 60 ? say('candidates.fixNow') : say('candidates.fixAge', { span: spanInWords(fix.ageS, say) }),
    accuracy:
      fix.accuracyM === null
        ? say('candidates.accuracyUnknown')
        : say('candidates.accuracy', { n: Math.round(fix.accuracyM) }),
  });
}
