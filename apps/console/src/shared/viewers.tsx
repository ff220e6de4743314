import { useViewers } from '@silverbell/web-live';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { viewers } from './app-client.js';
import pieces from './pieces.module.css';

/** So many names fit on the line; more are only counted. */
const NAMED = 3;

/** Tells the server which incident is on this screen: the one in the address, and none while another tab is in front. */
export function useViewedIncident(incidentId: string | null): void {
  useEffect(() => viewers.start(), []);
  useEffect(() => {
    const show = (): void => viewers.show(document.visibilityState === 'visible' ? incidentId : null);
    show();
    document.addEventListener('visibilitychange', show);
    return () => document.removeEventListener('visibilitychange', show);
  }, [incidentId]);
}

/**
 * Who else has this incident on the screen. No live region, because colleagues come and go all the time; and the line is always there,
 * so that nothing below it moves under the pointer.
 */
export function Viewers() {
  const { t } = useTranslation('console');
  const people = useViewers(viewers);
  const names = people
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join('、');
  return (
    <p className={pieces.viewers}>
      {people.length === 0
        ? null
        : t(people.length > NAMED ? 'viewers.alsoMany' : 'viewers.also', { names, n: people.length })}
    </p>
  );
}
