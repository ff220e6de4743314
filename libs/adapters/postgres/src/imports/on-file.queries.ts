import type { RegionId } from '@silverbell/kernel';
import { comparedAddress } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';

/** What is on file already and would be written twice by an import. */
export class OnFileQueries {
  constructor(private readonly db: Queryable) {}

  async regionCentre(id: string): Promise<{ readonly lat: number; readonly lng: number }> {
    const rows = await this.db.query<{ lat: number; lng: number }[]>(
      'select centre_lat as lat, centre_lng as lng from region where id = $1',
      [id],
    );
    if (!rows[0]) throw new Error(`region ${id} is gone`);
    return rows[0];
  }

  /** Homes by their address as it is compared (SR-77). */
  async homesOf(regionId: string): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; words: string }[]>(
      'select id, address_words as words from home where region_id = $1 order by id desc',
      [regionId],
    );
    return new Map(rows.map(({ id, words }) => [comparedAddress(words), id]));
  }

  /** Whose identity number it is. */
  async holderOf(keys: PersonKeys, idNumber: string): Promise<{ readonly id: string; readonly status: string } | null> {
    const rows = await this.db.query<{ id: string; status: string }[]>(
      'select id, status from senior where id_number_hash = $1',
      [new SealedColumns(keys).identityHash(idNumber)],
    );
    return rows[0] ?? null;
  }

  async contactNames(seniorId: string): Promise<readonly string[]> {
    const rows = await this.db.query<{ name: string }[]>('select name from contact where senior_id = $1', [seniorId]);
    return rows.map(({ name }) => name);
  }

  async homeRegion(id: string): Promise<RegionId | null> {
    const rows = await this.db.query<{ region: RegionId }[]>('select region_id as region from home where id = $1', [
      id,
    ]);
    return rows[0]?.region ?? null;
  }

  /** Who has this name in a home, and no other birthday: a son may be called like his father. */
  async seniorAt(homeId: string, name: string, birthDate: string | undefined): Promise<string | null> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from senior where home_id = $1 and name = $2 and (birth_date is null or $3::date is null or birth_date = $3) order by id limit 1`,
      [homeId, name, birthDate ?? null],
    );
    return rows[0]?.id ?? null;
  }

  /** The only one of this name within some regions; `null`: none, or several. */
  async seniorNamed(name: string, regionIds: readonly RegionId[]): Promise<string | null> {
    const rows = await this.db.query<{ id: string }[]>(
      'select id from senior where name = $1 and region_id = any($2) limit 2',
      [...[name, regionIds]],
    );
    return rows.length === 1 ? (rows[0]?.id ?? null) : null;
  }

  async seniorWithin(id: string, regionIds: readonly RegionId[]): Promise<boolean> {
    const rows = await this.db.query<unknown[]>('select 1 from senior where id = $1 and region_id = any($2)', [
      id,
      regionIds,
    ]);
    return rows.length > 0;
  }
}
