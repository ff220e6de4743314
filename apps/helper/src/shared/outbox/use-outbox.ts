import { useSyncExternalStore } from 'react';
import { outbox } from '../app-client.js';
import type { Entry } from './entry.js';

export const useOutbox = (): readonly Entry[] => useSyncExternalStore(outbox.subscribe, outbox.entries);

/** The report on its way at this moment. */
export function useSending(): Entry | null {
  const id = useSyncExternalStore(outbox.subscribe, outbox.sending);
  return useOutbox().find((entry) => entry.id === id) ?? null;
}
