import type { RegionId } from '@silverbell/kernel';
import type { HelperNews, ReplicaLine } from '../replicas/replica-line.js';
import { HelperBoard, type ReadHelpers } from './helper-board.js';
import { Soon } from './soon.js';

/** What was lost between the replicas is made good after this time; without a line between them every look counts. */
const MADE_GOOD_AFTER_MS = 15_000;
/** Helpers who move within this time leave in one message. */
const MERGE_MS = 250;
/** A page takes positions for a sign of life of everything behind them: older news of the cases than this, and there are none. */
const TRUE_FOR_MS = 3_000;

export interface PositionDeps {
  readonly house: {
    readonly consoles: number;
    watchedRegions(): ReadonlySet<RegionId>;
    tellPositions(board: Pick<HelperBoard, 'in'>): void;
  };
  readonly read: ReadHelpers;
  readonly line: Pick<ReplicaLine, 'isOpen'>;
  /** Since the cases were last compared with the database. */
  readonly sinceCasesMs: () => number;
  readonly onTrouble: (error: unknown) => void;
  readonly steady?: () => number;
}

/** Tells consoles where the helpers are: once a second, and soon after somebody moved, came or left. */
export class PositionLane {
  readonly #board: HelperBoard;
  readonly #steady: () => number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #soon = new Soon(MERGE_MS, () => this.#tell());
  #ticking = false;

  constructor(private readonly deps: PositionDeps) {
    this.#steady = deps.steady ?? (() => performance.now());
    this.#board = new HelperBoard(deps.read, () => this.#soon.please(), deps.onTrouble);
  }

  /** Who is to be told what the replicas say of helpers. */
  get news(): HelperNews {
    return this.#board;
  }

  /** Called every second. */
  async tick(): Promise<void> {
    const { house } = this.deps;
    if (house.consoles === 0) return this.#board.rest();
    if (this.#ticking) return;
    this.#ticking = true;
    try {
      const regions = house.watchedRegions();
      if (this.#isDue(regions)) {
        const begun = this.#steady();
        await this.#board.lookAt(regions);
        this.#lookedAt = begun;
      }
      this.#tell();
    } finally {
      this.#ticking = false;
    }
  }

  close(): void {
    this.#soon.close();
    this.#board.rest();
  }

  #isDue(regions: ReadonlySet<RegionId>): boolean {
    return (
      !this.deps.line.isOpen || !this.#board.covers(regions) || this.#steady() - this.#lookedAt > MADE_GOOD_AFTER_MS
    );
  }

  #tell(): void {
    if (this.deps.sinceCasesMs() < TRUE_FOR_MS) this.deps.house.tellPositions(this.#board);
  }
}
