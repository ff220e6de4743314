import { geoPoint, type RegionId } from '@silverbell/kernel';
import { RegionIndex, type IndexedRegion } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

/** The regions an import may write to, found by their names. */
export class RegionIndexQueries {
  constructor(private readonly db: Queryable) {}

  /** The same inside a transaction. */
  within(transaction: Queryable): RegionIndexQueries {
    return new RegionIndexQueries(transaction);
  }

  async centreOf(id: string): Promise<{ readonly lat: number; readonly lng: number }> {
    const rows = await this.db.query<{ lat: number; lng: number }[]>(
      'select centre_lat as lat, centre_lng as lng from region where id = $1',
      [id],
    );
    if (!rows[0]) throw new Error(`region ${id} is gone`);
    return rows[0];
  }

  async nameOf(id: string): Promise<string> {
    const rows = await this.db.query<{ name: string }[]>('select name from region where id = $1', [id]);
    return rows[0]?.name ?? '';
  }

  async below(roots: readonly RegionId[]): Promise<RegionIndex> {
    return new RegionIndex(await this.rowsBelow(roots));
  }

  async rowsBelow(roots: readonly RegionId[]): Promise<readonly IndexedRegion[]> {
    const rows = await this.db.query<
      (Omit<IndexedRegion, 'centre'> & { readonly lat: number; readonly lng: number })[]
    >(
      `select distinct on (r.id) r.id, r.parent_id as "parentId", r.name, r.level_no as "levelNo", r.boundary, r.centre_lat as lat, r.centre_lng as lng
       from unnest($1::text[]) root, unnest(regions_below(root)) below join region r on r.id = below`,
      [roots],
    );
    return rows.flatMap(({ lat, lng, ...row }) => {
      const centre = geoPoint(lat, lng);
      return centre === null ? [] : [{ ...row, centre }];
    });
  }
}
