import { language } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { clock } from './app-client.js';
import { dueLabel } from './due.js';

interface DueProps {
  readonly at: string | number;
  readonly timeZone: string | undefined;
}

/** A deadline in a list; one that has passed is marked in words and by its ground. */
export function Due({ at, timeZone }: DueProps) {
  const { t } = useTranslation('office');
  const words = dueLabel(new Date(at).getTime(), clock.now(), timeZone, language());
  if (words.when === 'late')
    return <span className="office-tag office-tag-warn">{t(`due.${words.unit}`, { n: words.n })}</span>;
  return <>{words.when === 'today' ? t('due.today', { time: words.time }) : words.day}</>;
}
