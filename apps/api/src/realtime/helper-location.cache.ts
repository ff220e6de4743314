import type { HelperOnMap } from '@silverbell/adapter-postgres';
import type { RegionId } from '@silverbell/kernel';
import type { ServerToClientEvents } from '@silverbell/wire';
import type { HelperLocationListener, HelperPlace } from './replica-bus.js';

export type PackedHelpers = Parameters<ServerToClientEvents['positions']>[0]['helpers'];

/** Helpers on duty, of these regions or with these ids. */
export type ReadHelpers = (which: {
  readonly regions: readonly RegionId[];
  readonly ids: readonly string[] | null;
}) => Promise<readonly HelperOnMap[]>;

/**
 * Positions of the helpers on duty as this replica knows them: read from the database now and then, updated by messages of the
 * replicas in between. After a duty or status change a helper is hidden until re-read from the database. A database read that
 * started before a live update never overwrites that update.
 */
export class HelperLocationCache implements HelperLocationListener {
  #shown = new Map<string, HelperOnMap>();
  /** Regions that a console here watches, as of the last full read. */
  #covered: ReadonlySet<RegionId> = new Set();
  #wanted: ReadonlySet<RegionId> = new Set();
  /** Hidden until re-read. */
  readonly #stale = new Set<string>();
  /** Moved, and not to be shown here: off duty, or of another region. Read once between two full reads. */
  readonly #notShown = new Set<string>();
  /** Received while the read under way was running. */
  readonly #movedMeanwhile = new Map<string, HelperPlace>();
  #everything = true;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly readHelpers: ReadHelpers,
    private readonly onChange: () => void = () => undefined,
    /** A read that a message caused has failed: the next full one comes soon. */
    private readonly onTrouble: (error: unknown) => void = () => undefined,
  ) {}

  /** Were these regions read? */
  covers(regions: ReadonlySet<RegionId>): boolean {
    return !this.#everything && this.#hasRead(regions);
  }

  /** `null`: not all of these regions were read yet, and a part of the positions would look like all of them. */
  in(regions: ReadonlySet<RegionId>): PackedHelpers | null {
    if (!this.#hasRead(regions)) return null;
    return [...this.#shown.values()].filter(({ regionId }) => regions.has(regionId)).map(packed);
  }

  /** Reads every helper in these regions. */
  read(regions: ReadonlySet<RegionId>): Promise<void> {
    this.#wanted = regions;
    this.#everything = true;
    return this.#refresh();
  }

  /** No console is connected: nothing is read until one is. */
  rest(): void {
    this.#wanted = new Set();
    this.#everything = true;
  }

  onMoved(helperId: string, where: HelperPlace): void {
    this.#movedMeanwhile.set(helperId, where);
    if (this.#move(helperId, where)) this.onChange();
    else if (this.#reading === null && !this.#notShown.has(helperId)) this.#reread(helperId);
  }

  onStatusChanged(helperId: string): void {
    if (this.#shown.delete(helperId)) this.onChange();
    this.#reread(helperId);
  }

  onReconnected(): void {
    this.#everything = true;
  }

  #hasRead(regions: ReadonlySet<RegionId>): boolean {
    return [...regions].every((region) => this.#covered.has(region));
  }

  #reread(helperId: string): void {
    if (this.#wanted.size === 0) return;
    this.#stale.add(helperId);
    void this.#refresh().catch((error: unknown) => this.onTrouble(error));
  }

  #move(helperId: string, { lat, lng, at }: HelperPlace): boolean {
    const known = this.#shown.get(helperId);
    if (known === undefined) return false;
    if (known.positionAt === null || known.positionAt <= at)
      this.#shown.set(helperId, { ...known, lat, lng, positionAt: at });
    return true;
  }

  /** One read at a time; what is asked for during a read causes one more afterwards. */
  #refresh(): Promise<void> {
    this.#reading ??= this.#readUntilQuiet().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readUntilQuiet(): Promise<void> {
    let asked = true;
    while (asked) {
      await this.#readOnce();
      asked = this.#wanted.size > 0 && (this.#everything || this.#stale.size > 0);
    }
  }

  async #readOnce(): Promise<void> {
    const all = this.#everything;
    const regions = this.#wanted;
    const ids = [...this.#stale];
    this.#everything = false;
    this.#stale.clear();
    this.#movedMeanwhile.clear();
    let rows: readonly HelperOnMap[];
    try {
      rows = await this.readHelpers({ regions: [...regions], ids: all ? null : ids });
    } catch (error) {
      // Stale helpers stay hidden; the next full read shows them again.
      this.#everything = true;
      throw error;
    }
    if (all) {
      this.#shown.clear();
      this.#notShown.clear();
      this.#covered = regions;
    }
    for (const id of ids) {
      this.#shown.delete(id);
      this.#notShown.add(id);
    }
    for (const row of rows) {
      // Changed again since this read began: the next one has the newer row.
      if (this.#stale.has(row.id)) continue;
      this.#shown.set(row.id, row);
      this.#notShown.delete(row.id);
    }
    for (const [id, where] of this.#movedMeanwhile) this.#move(id, where);
    this.onChange();
  }
}

const packed = ({ id, lat, lng, positionAt }: HelperOnMap): PackedHelpers[number] => [
  id,
  lat,
  lng,
  Math.round((positionAt ?? 0) / 1_000),
  1,
];
