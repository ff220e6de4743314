import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { serverClock, type ServerClock } from './clock.js';
import type { LiveCase, LiveCases, LiveCasesState } from './live-cases.store.js';
import type { Onlooker, Onlookers } from './onlookers.store.js';
import { ApiProblem } from './problem.js';
import type { Session, SessionState } from './session.store.js';

export function useLiveCases<C extends LiveCase>(live: LiveCases<C>): LiveCasesState<C> {
  return useSyncExternalStore(live.subscribe, live.state);
}

export function useOnlookers(onlookers: Onlookers): readonly Onlooker[] {
  return useSyncExternalStore(onlookers.subscribe, onlookers.state);
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

export interface CommandState {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** Resolves to true when the server said yes. */
  readonly run: (what: string, send: (key: string) => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

/**
 * One form, one command at a time. The idempotency key is kept while nobody knows whether the server did it,
 * so pressing the button again after a lost answer repeats the same command instead of making a second one.
 * `what` is the content of the command: with other content it is another command and gets a new key.
 */
export function useCommand(newKey: () => string): CommandState {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef<{ what: string; key: string } | null>(null);
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const run = useCallback(
    async (what: string, send: (key: string) => Promise<unknown>): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      const mine = key.current?.what === what ? key.current : { what, key: newKey() };
      key.current = mine;
      setBusy(true);
      setProblem(null);
      try {
        await send(mine.key);
        key.current = null;
        return true;
      } catch (error) {
        const known = error instanceof ApiProblem ? error : new ApiProblem('unexpected', 0, String(error));
        if (!known.outcomeUnknown) key.current = null;
        if (here.current) setProblem(known);
        return false;
      } finally {
        running.current = false;
        if (here.current) setBusy(false);
      }
    },
    [newKey],
  );
  const forget = useCallback(() => {
    key.current = null;
    setProblem(null);
  }, []);
  return { busy, problem, run, forget };
}

/** A value read from the server and read again every `everyMs` and on demand; the last good one stays while it fails. */
export interface Watched<T> {
  readonly value: T | undefined;
  readonly problem: ApiProblem | null;
  /** By the server's clock. */
  readonly readAt: number | null;
  readonly again: () => Promise<void>;
}

export function useWatched<T>(read: (() => Promise<T>) | null, everyMs: number): Watched<T> {
  const [state, setState] = useState<Omit<Watched<T>, 'again'>>({ value: undefined, problem: null, readAt: null });
  const turn = useRef(0);
  const again = useCallback(async () => {
    if (read === null) return;
    const mine = (turn.current += 1);
    try {
      const value = await read();
      if (mine === turn.current) setState({ value, problem: null, readAt: serverClock.now() });
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem('unexpected', 0, String(error));
      if (mine === turn.current) setState((before) => ({ ...before, problem }));
    }
  }, [read]);
  useEffect(() => {
    void again();
    const timer = setInterval(() => void again(), everyMs);
    const seen = (): void => {
      if (document.visibilityState === 'visible') void again();
    };
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', seen);
    return () => {
      turn.current += 1;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', seen);
    };
  }, [again, everyMs]);
  return { ...state, again };
}
