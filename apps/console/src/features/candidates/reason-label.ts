import type { Candidate } from '@silverbell/wire';
import { labelOfCode, formatDuration } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';

/** What speaks of her fix; her base has no age. */
const OF_THE_FIX: readonly string[] = ['position-fresh', 'position-old', 'position-rough', 'position-vague'];

/** A reason of the ranking in words; one of a position with its age and its accuracy. */
export function reasonLabel(
  { fix, reasons }: Pick<Candidate, 'fix' | 'reasons'>,
  code: string,
  t: TFunction<'console'>,
): string {
  const what = labelOfCode('rank', code, t);
  // Said once, with the first of them.
  if (fix === null || reasons.find((one) => OF_THE_FIX.includes(one)) !== code) return what;
  return t('candidates.fix', {
    what,
    age: fix.ageS < 60 ? t('candidates.fixNow') : t('candidates.fixAge', { span: formatDuration(fix.ageS, t) }),
    accuracy:
      fix.accuracyM === null
        ? t('candidates.accuracyUnknown')
        : t('candidates.accuracy', { n: Math.round(fix.accuracyM) }),
  });
}
