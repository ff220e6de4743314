import type { Instant } from '@silverbell/kernel';
import type { RetainedDataKind } from '@silverbell/vocabulary';
import type { CutOffs, PeriodSetting, RegionNode } from './retention-periods.js';

/** Up to where a run has come, in the order of its rows; opaque to everybody but who wrote it. */
export type Position = readonly string[];

/** One going through of one sort: its cut-offs are those of the day it was begun, also when another engine ends it days later. */
export interface RetentionRun {
  readonly id: string;
  readonly what: RetainedDataKind;
  readonly cutOffs: CutOffs;
  readonly begunAt: Instant;
  readonly begunBy: string;
  /** `null`: at the beginning. */
  readonly position: Position | null;
  readonly removed: number;
}

/** What was done, for the audit. */
export interface RetentionRecord extends Pick<RetentionRun, 'id' | 'what' | 'cutOffs' | 'begunAt' | 'removed'> {
  /** Every engine that had a part in it, in order. */
  readonly engines: readonly string[];
  readonly batches: number;
  readonly lastAt: Instant;
  /** `null`: it is under way, or waits to be gone on with. */
  readonly endedAt: Instant | null;
}

export interface RetentionDone {
  readonly runId: string;
  readonly engineId: string;
  readonly at: Instant;
  readonly removed: number;
  /** `null`: that was all. */
  readonly next: Position | null;
}

/** What one engine may do while it has its turn; all of it is one transaction with the note that it was done. */
export interface RetentionTurn {
  unfinished(): Promise<RetentionRun | null>;
  lastBegun(): Promise<ReadonlyMap<RetainedDataKind, Instant>>;
  regions(): Promise<readonly RegionNode[]>;
  settings(): Promise<readonly PeriodSetting[]>;
  begin(run: RetentionRun): Promise<void>;
  /** Looks at no more than `limit` rows past the position. */
  remove(run: RetentionRun, limit: number): Promise<{ readonly removed: number; readonly next: Position | null }>;
  note(done: RetentionDone): Promise<void>;
}

export interface RetentionStore {
  /** `null`: it is another engine's turn. */
  turn<T>(work: (turn: RetentionTurn) => Promise<T>): Promise<T | null>;
}
