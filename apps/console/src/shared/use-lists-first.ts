import { useLiveCases } from '@silverbell/web-live';
import { useEffect, useState } from 'react';
import { live } from './app-client.js';

/** A list that cannot be read keeps the map away no longer than this. */
const AT_MOST_MS = 3_000;

/**
 * Whether the queue was read and shown, so that the page has time for the rest. On an old PC the map takes longer than everything else
 * together, and an operator reads the queue first.
 */
export function useListsFirst(): boolean {
  const isRead = useLiveCases(live).listReadAt !== null;
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (isShown) return undefined;
    const show = (): void => setShown(true);
    if (!isRead || typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(show, isRead ? 0 : AT_MOST_MS);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(show, { timeout: AT_MOST_MS });
    return () => cancelIdleCallback(idle);
  }, [isRead, isShown]);
  return isShown;
}
