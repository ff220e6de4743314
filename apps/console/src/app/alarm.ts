import { isFlood } from '../shared/flood.js';
import { overdueMs } from '../shared/overdue.js';
import type { Pattern } from '@silverbell/web-ui';

/** As much of an incident as its sound depends on. */
export interface Ringing {
  readonly id: string;
  readonly regionId: string;
  /** Class D: the lead is told with the consoles. */
  readonly silent: boolean;
  readonly severity: 1 | 2 | 3;
  readonly phase: string;
  readonly raisedAt: string;
  readonly signalCount: number;
  /** Numbers that anybody can invent sound again at most this often; `null`: no such incident. */
  readonly unregistered: { readonly soundEveryS: number } | null;
  /** Set aside: it has no sound. */
  readonly shelf: object | null;
  readonly attention: { readonly state: string; readonly by: { readonly id: string } | null };
  /** Its next step: overdue, it sounds once at its owner. */
  readonly escalation: { readonly nextDueAt: string | null };
}

export interface Sounding {
  readonly pattern: Pattern;
  readonly loudness: number;
}

/** The desk at which it sounds. */
export interface Desk {
  readonly me: string;
  /** Another desk answers this incident first, and this one hears its P1 later. */
  readonly isSecond: (one: Ringing) => boolean;
}

const urgentEveryMs = 8_000;
/** From the receipt of the first signal, by the server's clock. */
const secondAfterMs = 15_000;
const importantEveryMs = 30_000;
const importantTimes = 5;
const louderAfterMs = 30_000;

/** It has no owner, and it was not set aside. */
export const waits = (one: Ringing): boolean =>
  one.shelf === null &&
  one.attention.state === 'waiting' &&
  one.phase !== 'handled' &&
  one.phase !== 'closed' &&
  one.phase !== 'archived';

/** Each P1 that waits and is heard at this desk now: of others, by a lead and an overflow centre, 15 s after its receipt. */
export const urgentAt = <One extends Ringing>(cases: readonly One[], desk: Desk, nowMs: number): readonly One[] =>
  cases.filter(
    (one) =>
      one.severity === 1 && waits(one) && (nowMs - Date.parse(one.raisedAt) >= secondAfterMs || !desk.isSecond(one)),
  );

/**
 * Decides once a second what to sound; one sound at a time, the highest first. The pattern of IEC 60601-1-8 (web.md
 * section 1). Attending silences an incident for everyone, because everyone's list says so.
 */
export class Alarm {
  #urgentAt = Number.NEGATIVE_INFINITY;
  readonly #important = new Map<string, { at: number; times: number }>();
  readonly #singleDone = new Set<string>();
  readonly #signals = new Map<string, number>();
  readonly #urged = new Map<string, string>();
  readonly #unregisteredAt = new Map<string, number>();

  next(cases: readonly Ringing[], desk: Desk, nowMs: number): Sounding | null {
    const pressedAgain = this.#pressedAgain(cases, desk.me, nowMs);
    const urgent = urgentAt(cases, desk, nowMs);
    if (urgent.length > 0 && nowMs - this.#urgentAt >= urgentEveryMs) {
      this.#urgentAt = nowMs;
      const oldest = Math.min(...urgent.map((one) => Date.parse(one.raisedAt)));
      return { pattern: 'urgent', loudness: nowMs - oldest >= louderAfterMs ? 0.95 : 0.55 };
    }
    if (urgent.length === 0) this.#urgentAt = Number.NEGATIVE_INFINITY;
    if (pressedAgain !== null) return { pattern: pressedAgain === 1 ? 'urgent' : 'important', loudness: 0.55 };
    if (urgent.length > 0) return null;
    return this.#overdue(cases, desk.me, nowMs) ?? this.#lesser(cases, nowMs);
  }

  /** One tone for each step of mine that is overdue; of several, one a second. */
  #overdue(cases: readonly Ringing[], me: string, nowMs: number): Sounding | null {
    const late = cases.find(
      (one) =>
        one.attention.by?.id === me &&
        overdueMs(one, nowMs) !== null &&
        this.#urged.get(one.id) !== one.escalation.nextDueAt,
    );
    if (late === undefined) return null;
    this.#urged.set(late.id, late.escalation.nextDueAt ?? '');
    return { pattern: 'important', loudness: 0.45 };
  }

  #pressedAgain(cases: readonly Ringing[], me: string, nowMs: number): 1 | 2 | null {
    let found: 1 | 2 | null = null;
    for (const one of cases) {
      const before = this.#signals.get(one.id);
      // Too soon: it is remembered as unheard, and sounds when its time has come.
      if (before !== undefined && one.signalCount > before && !this.#mayAgain(one, nowMs)) continue;
      this.#signals.set(one.id, one.signalCount);
      if (before === undefined || one.signalCount <= before || one.attention.by?.id !== me) continue;
      if (one.severity === 1) found = 1;
      else if (one.severity === 2 && found === null) found = 2;
    }
    return found;
  }

  #mayAgain({ id, unregistered }: Ringing, nowMs: number): boolean {
    if (unregistered === null) return true;
    const last = this.#unregisteredAt.get(id) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - last < unregistered.soundEveryS * 1_000) return false;
    this.#unregisteredAt.set(id, nowMs);
    return true;
  }

  #lesser(cases: readonly Ringing[], nowMs: number): Sounding | null {
    for (const one of cases) {
      if (one.severity !== 2 || !waits(one)) continue;
      const past = this.#important.get(one.id) ?? { at: Number.NEGATIVE_INFINITY, times: 0 };
      if (past.times >= importantTimes || nowMs - past.at < importantEveryMs) continue;
      this.#important.set(one.id, { at: nowMs, times: past.times + 1 });
      return { pattern: 'important', loudness: 0.45 };
    }
    if (isFlood(cases.filter(waits))) return null;
    for (const one of cases) {
      if (one.severity !== 3 || !waits(one) || this.#singleDone.has(one.id)) continue;
      this.#singleDone.add(one.id);
      return { pattern: 'single', loudness: 0.35 };
    }
    return null;
  }
}
