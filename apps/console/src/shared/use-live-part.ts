import type { LiveCasesState } from '@silverbell/web-live';
import type { IncidentSummary } from '@silverbell/wire';
import { useSyncExternalStore } from 'react';
import { live } from './app-client.js';

/** One part of what is known of the open incidents. Its caller is rendered when that part changes, and not with every comparison with the server. */
export const useLivePart = <Part>(of: (state: LiveCasesState<IncidentSummary>) => Part): Part =>
  useSyncExternalStore(live.subscribe, () => of(live.state()));
