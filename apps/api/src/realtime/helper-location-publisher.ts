import type { RegionId } from '@silverbell/kernel';
import { Debouncer } from './debouncer.js';
import { HelperLocationCache, type ReadHelpers } from './helper-location.cache.js';
import type { HelperLocationListener, ReplicaBus } from './replica-bus.js';

/** A message lost between replicas is made good by reading the database after this time; without a bus every tick reads it. */
const REREAD_AFTER_MS = 15_000;
/** Positions that change within this time leave in one message. */
const MERGE_MS = 250;
/** A page takes positions for a sign that its incidents are current: older than this, and no positions are published. */
const INCIDENTS_CURRENT_FOR_MS = 3_000;

export interface HelperLocationDeps {
  readonly operators: {
    readonly connections: number;
    watchedRegions(): ReadonlySet<RegionId>;
    publishPositions(locations: Pick<HelperLocationCache, 'in'>): void;
  };
  readonly read: ReadHelpers;
  readonly bus: Pick<ReplicaBus, 'isConnected'>;
  /** Since the incidents were last compared with the database. */
  readonly sinceIncidentsMs: () => number;
  readonly onTrouble: (error: unknown) => void;
  readonly monotonicNow?: () => number;
}

/** Publishes the positions of helpers to the consoles: every second, and soon after a helper moved, came on duty or left. */
export class HelperLocationPublisher {
  readonly #cache: HelperLocationCache;
  readonly #monotonicNow: () => number;
  #readAt = Number.NEGATIVE_INFINITY;
  readonly #debouncer = new Debouncer(MERGE_MS, () => this.#publish());
  #ticking = false;

  constructor(private readonly deps: HelperLocationDeps) {
    this.#monotonicNow = deps.monotonicNow ?? (() => performance.now());
    this.#cache = new HelperLocationCache(deps.read, () => this.#debouncer.schedule(), deps.onTrouble);
  }

  /** Receives what the replicas say of helpers. */
  get listener(): HelperLocationListener {
    return this.#cache;
  }

  /** Called every second. */
  async tick(): Promise<void> {
    const { operators } = this.deps;
    if (operators.connections === 0) return this.#cache.rest();
    if (this.#ticking) return;
    this.#ticking = true;
    try {
      const regions = operators.watchedRegions();
      if (this.#isDue(regions)) {
        const begun = this.#monotonicNow();
        await this.#cache.read(regions);
        this.#readAt = begun;
      }
      this.#publish();
    } finally {
      this.#ticking = false;
    }
  }

  close(): void {
    this.#debouncer.close();
    this.#cache.rest();
  }

  #isDue(regions: ReadonlySet<RegionId>): boolean {
    return (
      !this.deps.bus.isConnected ||
      !this.#cache.covers(regions) ||
      this.#monotonicNow() - this.#readAt > REREAD_AFTER_MS
    );
  }

  #publish(): void {
    if (this.deps.sinceIncidentsMs() < INCIDENTS_CURRENT_FOR_MS) this.deps.operators.publishPositions(this.#cache);
  }
}
