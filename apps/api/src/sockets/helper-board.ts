import type { HelperOnMap } from '@silverbell/adapter-postgres';
import type { RegionId } from '@silverbell/kernel';
import type { ServerToClientEvents } from '@silverbell/wire';
import type { HelperNews, HelperPlace } from '../replicas/replica-line.js';

export type PackedHelpers = Parameters<ServerToClientEvents['positions']>[0]['helpers'];

/** Helpers on duty, of these regions or of these names. */
export type ReadHelpers = (which: {
  readonly regions: readonly RegionId[];
  readonly ids: readonly string[] | null;
}) => Promise<readonly HelperOnMap[]>;

/**
 * Where the helpers on duty are, as this replica knows it: read from the database now and then, and moved by what the replicas say in
 * between. Whoever changed her duty or standing is nowhere until the database was asked about her, and a look that began before
 * somebody spoke does not take the word back.
 */
export class HelperBoard implements HelperNews {
  #shown = new Map<string, HelperOnMap>();
  /** Regions that somebody here watches, as of the last full look. */
  #covered: ReadonlySet<RegionId> = new Set();
  #wanted: ReadonlySet<RegionId> = new Set();
  readonly #doubtful = new Set<string>();
  /** Moved, and not ours to show: off duty, or of another region. Asked about once between two full looks. */
  readonly #notShown = new Set<string>();
  /** Said while the look under way was reading. */
  readonly #movedMeanwhile = new Map<string, HelperPlace>();
  #everything = true;
  #looking: Promise<void> | null = null;

  constructor(
    private readonly read: ReadHelpers,
    private readonly onChange: () => void = () => undefined,
    /** A look that somebody's word began has failed: the next full one comes soon. */
    private readonly onTrouble: (error: unknown) => void = () => undefined,
  ) {}

  /** Does the board know these regions? */
  covers(regions: ReadonlySet<RegionId>): boolean {
    return !this.#everything && this.#hasRead(regions);
  }

  /** `null`: nobody has read all of these regions yet, and half of a picture is none. */
  in(regions: ReadonlySet<RegionId>): PackedHelpers | null {
    if (!this.#hasRead(regions)) return null;
    return [...this.#shown.values()].filter(({ regionId }) => regions.has(regionId)).map(packed);
  }

  /** Reads everybody in these regions. */
  lookAt(regions: ReadonlySet<RegionId>): Promise<void> {
    this.#wanted = regions;
    this.#everything = true;
    return this.#look();
  }

  /** Nobody watches: nothing is read until somebody does. */
  rest(): void {
    this.#wanted = new Set();
    this.#everything = true;
  }

  moved(helperId: string, where: HelperPlace): void {
    this.#movedMeanwhile.set(helperId, where);
    if (this.#move(helperId, where)) this.onChange();
    else if (this.#looking === null && !this.#notShown.has(helperId)) this.#doubt(helperId);
  }

  changed(helperId: string): void {
    if (this.#shown.delete(helperId)) this.onChange();
    this.#doubt(helperId);
  }

  mayHaveMissed(): void {
    this.#everything = true;
  }

  #hasRead(regions: ReadonlySet<RegionId>): boolean {
    return [...regions].every((region) => this.#covered.has(region));
  }

  #doubt(helperId: string): void {
    if (this.#wanted.size === 0) return;
    this.#doubtful.add(helperId);
    void this.#look().catch((error: unknown) => this.onTrouble(error));
  }

  #move(helperId: string, { lat, lng, at }: HelperPlace): boolean {
    const known = this.#shown.get(helperId);
    if (known === undefined) return false;
    if (known.positionAt === null || known.positionAt <= at)
      this.#shown.set(helperId, { ...known, lat, lng, positionAt: at });
    return true;
  }

  /** One look at a time; what is asked for during a look makes one more afterwards. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookUntilQuiet().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #lookUntilQuiet(): Promise<void> {
    let asked = true;
    while (asked) {
      await this.#lookOnce();
      asked = this.#wanted.size > 0 && (this.#everything || this.#doubtful.size > 0);
    }
  }

  async #lookOnce(): Promise<void> {
    const all = this.#everything;
    const regions = this.#wanted;
    const ids = [...this.#doubtful];
    this.#everything = false;
    this.#doubtful.clear();
    this.#movedMeanwhile.clear();
    let rows: readonly HelperOnMap[];
    try {
      rows = await this.read({ regions: [...regions], ids: all ? null : ids });
    } catch (error) {
      // Whoever is in doubt stays off the map; a full look makes it good.
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
      // In doubt again since this look began: the next one knows better.
      if (this.#doubtful.has(row.id)) continue;
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
