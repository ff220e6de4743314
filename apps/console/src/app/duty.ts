import type { IncidentSummary, TaskOnWire } from '@silverbell/wire';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Alarm, type Desk } from './alarm.js';
import { CallBackAlarm } from './call-back-alarm.js';
import { api, clock, live, sound } from '../shared/app-client.js';

export interface AlarmState {
  readonly sound: 'locked' | 'ready' | 'missing';
  readonly mutedForS: number;
  readonly mute: () => void;
  /** Something wanted to sound and could not be heard. */
  readonly blocked: boolean;
}

const muteMs = 60_000;

/**
 * Rings while the operator of this desk is on duty. Muting is for this desk and for 60 s, never longer. The look of each second renders nothing:
 * with it, all of the console would be rendered again every second.
 */
export function useAlarm(
  cases: ReadonlyMap<string, IncidentSummary>,
  tasks: readonly TaskOnWire[],
  role: string,
  desk: Desk,
  onDuty: boolean,
): AlarmState {
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  const alarm = useRef(new Alarm());
  const promises = useRef(new CallBackAlarm());
  const [mutedUntil, setMutedUntil] = useState(0);
  const [mutedForS, setMutedForS] = useState(0);
  const [blocked, setBlocked] = useState(false);
  const ringing = [...cases.values()].some((one) => one.severity === 1 && one.attention.state === 'waiting');

  useEffect(() => {
    const all = [...cases.values()];
    const look = (): void => {
      const now = clock.second();
      const muted = mutedUntil > now;
      setMutedForS(muted ? Math.ceil((mutedUntil - now) / 1_000) : 0);
      const next = alarm.current.next(all, desk, now);
      if (!onDuty || muted) return;
      if (next !== null) setBlocked(!sound.play(next.pattern, next.loudness));
      // Beneath every P1: it sounds once that one is attended.
      else if (!ringing && promises.current.next(tasks, { me: desk.me, role }, now))
        setBlocked(!sound.play('important', 0.45));
    };
    look();
    return clock.subscribe(look);
  }, [cases, tasks, desk, role, onDuty, mutedUntil, ringing]);

  // Attending, from whatever desk, silences at once what was scheduled for the next two seconds.
  useEffect(() => {
    if (!ringing) sound.hush();
  }, [ringing]);

  // After a reload on duty any press of a person may open the sound; until then the banner says that nothing is heard.
  useEffect(() => {
    if (onDuty && state === 'locked') return sound.opensAtNextPress();
    return undefined;
  }, [onDuty, state]);

  const mute = useCallback(() => {
    setMutedUntil(clock.now() + muteMs);
    sound.hush();
  }, []);
  return { sound: state, mutedForS, mute, blocked: blocked && state !== 'ready' };
}

const renewEveryMs = 20_000;

/** While this page lives, its owner is there: the lease of each incident attended by me is renewed every 20 s. */
export function useLease(cases: ReadonlyMap<string, IncidentSummary>, me: string): void {
  const mine = [...cases.values()]
    .filter((one) => one.attention.by?.id === me && one.phase !== 'closed')
    .map((one) => one.id)
    .sort()
    .join(' ');
  useEffect(() => {
    if (mine === '') return;
    const renew = (): void => {
      for (const id of mine.split(' ')) {
        // A refusal means somebody else has it by now; looking again shows who.
        api.call('attend', { params: { id } }).catch(() => void live.refresh(id));
      }
    };
    const timer = setInterval(renew, renewEveryMs);
    return () => clearInterval(timer);
  }, [mine]);
}
