import type { RegionId } from '@silverbell/kernel';
import type { Boundary, RegionFile, RegionPlace } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { RegionRow } from '../people/place.entity.js';
import { centreOf, deactivationOf } from './region.rows.js';

/**
 * The region something is put on file in, held until the end of the transaction: it cannot be deactivated meanwhile. `null`: there is none of
 * this id.
 */
export async function regionForNewRow(
  manager: EntityManager,
  id: string,
): Promise<(RegionPlace & Pick<RegionFile, 'id' | 'deactivated'>) | null> {
  const row = await manager.findOne(RegionRow, { where: { id }, lock: { mode: 'for_key_share' } });
  return (
    row && {
      id: row.id as RegionId,
      centre: centreOf(row),
      boundary: row.boundary as Boundary | null,
      deactivated: deactivationOf(row),
    }
  );
}
