import type { RegionId } from '@silverbell/kernel';
import type { Boundary, RegionFile, RegionPlace } from '@silverbell/usecases';
import { In, type EntityManager } from 'typeorm';
import { RegionRow } from '../people/place.entity.js';
import { centreOf, deactivationOf } from './region.rows.js';

type RegionForNewRow = RegionPlace & Pick<RegionFile, 'id' | 'deactivated'>;

/**
 * The region something is put on file in, held until the end of the transaction: it cannot be deactivated meanwhile. `null`: there is none of
 * this id.
 */
export async function regionForNewRow(manager: EntityManager, id: string): Promise<RegionForNewRow | null> {
  return (await regionsForNewRows(manager, [id])).get(id) ?? null;
}

/** Several of them; locked in the order of their ids. */
export async function regionsForNewRows(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RegionForNewRow>> {
  const where = { id: In([...ids]) };
  const rows = await manager.find(RegionRow, { where, order: { id: 'ASC' }, lock: { mode: 'for_key_share' } });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id as RegionId,
        centre: centreOf(row),
        boundary: row.boundary as Boundary | null,
        deactivated: deactivationOf(row),
      },
    ]),
  );
}
