import type { RegionId } from '@silverbell/kernel';
import type { FacilityDraft, HelperDraft } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

export interface DeviceOnList {
  readonly id: string;
  readonly role: string;
  readonly regionId: string;
}

/** What of a short list is on file already and would be written twice. */
export class OnFileQueries {
  constructor(private readonly db: Queryable) {}

  hasHelper({ name, birthDate, regionId }: Pick<HelperDraft, 'name' | 'birthDate' | 'regionId'>): Promise<boolean> {
    return this.#any('select 1 from helper where name = $1 and birth_date = $2 and region_id = $3 limit 1', [
      ...[name, birthDate, regionId],
    ]);
  }

  hasFacility({ regionId, type, name }: Pick<FacilityDraft, 'regionId' | 'type' | 'name'>): Promise<boolean> {
    return this.#any('select 1 from facility where region_id = $1 and type = $2 and name = $3 limit 1', [
      ...[regionId, type, name],
    ]);
  }

  /** By id or name within some regions. */
  async facilityNamed(words: string, within: readonly RegionId[]): Promise<string | null> {
    const rows = await this.db.query<{ id: string }[]>(
      'select id from facility where (id = $1 or name = $1) and region_id = any($2) order by (id = $1) desc limit 1',
      [words, within],
    );
    return rows[0]?.id ?? null;
  }

  devices(ids: readonly string[]): Promise<readonly DeviceOnList[]> {
    return this.db.query<DeviceOnList[]>('select id, role, region_id as "regionId" from device where id = any($1)', [
      ids,
    ]);
  }

  async #any(sql: string, values: readonly unknown[]): Promise<boolean> {
    return (await this.db.query<unknown[]>(sql, [...values])).length > 0;
  }
}
