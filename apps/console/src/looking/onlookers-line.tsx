import { useOnlookers } from '@silverbell/web-live';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onlookers } from '../app-client.js';

/** More names than these help nobody. */
const NAMED = 3;

/** While this desk is open: the case of the address is what it looks at, except behind another tab. */
export function useLooking(incidentId: string | null): void {
  useEffect(() => onlookers.start(), []);
  useEffect(() => {
    const look = (): void => onlookers.lookAt(document.visibilityState === 'visible' ? incidentId : null);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [incidentId]);
}

/**
 * Who else looks at this case. A quiet fact: it is no live region, since colleagues come and go all the time; and its line is always
 * there, so that nothing below moves under anybody's pointer.
 */
export function OnlookersLine() {
  const { t } = useTranslation('console');
  const people = useOnlookers(onlookers);
  const names = people
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join('、');
  return (
    <p className="onlookers">
      {people.length === 0
        ? null
        : t(people.length > NAMED ? 'looking.alsoMany' : 'looking.also', { names, n: people.length })}
    </p>
  );
}
