import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { QueryClient } from '@tanstack/react-query';

/** An exchange that answers, and a ready agent at extension 801. */
export const telephonyOf = (more: Partial<TelephonyOnWire> = {}): TelephonyOnWire => ({
  ...{ link: 'up', downSince: null, backupNumber: null, softphone: false, agents: [], calls: [] },
  ...{ me: { state: 'ready', extension: '801' } },
  ...more,
});

/** One that came in and rings. */
export const phoneCallOf = (more: Partial<PhoneCallOnWire> = {}): PhoneCallOnWire => ({
  ...{ id: 'c1', regionId: 'village', direction: 'in', state: 'ringing', number: '13900001234', extension: null },
  ...{ agent: null, matches: [], startedAt: '2026-11-29T06:00:30Z', answeredAt: null, endedAt: null, cause: null },
  ...{ incidentId: null, missedIncidentId: null, recording: null },
  ...more,
});

/** A cache in which the call bar has read the telephone; `undefined`: there is no call bar. */
export function cacheWith(telephony: TelephonyOnWire | undefined): QueryClient {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  cache.setQueryData(routeKey('telephony', {}), telephony);
  return cache;
}
