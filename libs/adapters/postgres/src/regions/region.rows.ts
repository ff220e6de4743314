import { as, geoPoint, type AccountId, type GeoPoint } from '@silverbell/kernel';
import type { RegionFile } from '@silverbell/usecases';
import type { RegionRow } from '../people/place.entity.js';

export function centreOf({ id, centreLat, centreLng }: RegionRow): GeoPoint {
  const centre = geoPoint(centreLat, centreLng);
  if (centre === null) throw new Error(`region ${id} has no centre`);
  return centre;
}

export const deactivationOf = ({
  deactivatedAt: at,
  deactivatedBy: by,
  deactivatedReason: reason,
}: RegionRow): RegionFile['deactivated'] =>
  at === null || by === null || reason === null ? null : { at, by: as<AccountId>(by), reason };
