import type { Fault } from './audit.js';

export interface Report {
  readonly kills: number;
  readonly presses: number;
  /** Distinct alerts whose device heard a receipt. */
  readonly alertsAcked: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly doubleWins: number;
  readonly ownerless: number;
  readonly undelivered: number;
  readonly foldMismatch: number;
  readonly consoleMismatch: number;
  readonly unreceived: number;
  /** Processes that ended although no kill asked for it. */
  readonly selfDeaths: number;
  readonly recoveryMsP99: number;
  readonly latenessMsP99: number;
  readonly seed: number;
}

export interface Findings {
  readonly kills: number;
  readonly presses: number;
  readonly alertsAcked: number;
  readonly faults: readonly Fault[];
  readonly selfDeaths: number;
  readonly recoveryMs: readonly number[];
  readonly latenessMs: readonly number[];
  readonly seed: number;
}

export function reportOf(found: Findings): Report {
  const { kills, presses, alertsAcked, faults, selfDeaths, recoveryMs, latenessMs, seed } = found;
  const of = (kind: Fault['of']): number => faults.filter((fault) => fault.of === kind).length;
  return {
    kills,
    presses,
    alertsAcked,
    lost: of('lost'),
    duplicated: of('duplicated'),
    doubleWins: of('doubleWins'),
    ownerless: of('ownerless'),
    undelivered: of('undelivered'),
    foldMismatch: of('foldMismatch'),
    consoleMismatch: of('consoleMismatch'),
    unreceived: of('unreceived'),
    selfDeaths,
    recoveryMsP99: percentile(recoveryMs, 0.99),
    latenessMsP99: percentile(latenessMs, 0.99),
    seed,
  };
}

/** Every press was answered, no process ended by itself, and nothing that must not be is. */
export function held({ presses, alertsAcked, ...report }: Report): boolean {
  const { lost, duplicated, doubleWins, ownerless, undelivered, foldMismatch, consoleMismatch } = report;
  const { unreceived, selfDeaths } = report;
  const broken = [lost, duplicated, doubleWins, ownerless, undelivered, foldMismatch, consoleMismatch];
  broken.push(unreceived, selfDeaths);
  return presses > 0 && alertsAcked === presses && broken.every((count) => count === 0);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0);
}
