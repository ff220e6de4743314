import { useSyncExternalStore } from 'react';
import type { ServerClock } from './clock.js';
import type { LiveCase, LiveCases, LiveCasesState } from './live-cases.store.js';
import type { Viewer, ViewerPresence } from './viewer-presence.store.js';
import type { Session, SessionState } from './session.store.js';

export function useLiveCases<C extends LiveCase>(live: LiveCases<C>): LiveCasesState<C> {
  return useSyncExternalStore(live.subscribe, live.state);
}

export function useViewers(viewers: ViewerPresence): readonly Viewer[] {
  return useSyncExternalStore(viewers.subscribe, viewers.state);
}

export function useSession(session: Session): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}

/** The server's time in whole seconds; renders its caller once a second, so keep that caller small. */
export function useSecond(clock: ServerClock): number {
  return useSyncExternalStore(clock.subscribe, clock.second);
}

/** Renders its caller once in so many milliseconds of the server's time: for what ages slowly. */
export function usePeriod(clock: ServerClock, ms: number): number {
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.second() / ms) * ms);
}
