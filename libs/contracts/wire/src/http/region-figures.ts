import { z } from 'zod';
import { placeOnWire } from './regions.js';
import { id, isoInstant } from './shared.js';

export const regionFiguresQuery = z.strictObject({ regionId: id.optional() });
const figures = {
  homes: z.int(),
  seniors: z.int(),
  helpers: z.int(),
  devices: z.int(),
  facilities: z.int(),
  seats: z.int(),
};
/** How much is on file in each region of the caller's subtrees. */
export const regionFigures = z.object({
  items: z.array(
    z.object({
      regionId: id,
      /** In the region alone. */
      own: z.object(figures),
      /** With everything below it that the caller may see. */
      total: z.object(figures),
      /** The person who answers for the village (SR-58): its own seat `village-cadre`, to which unanswered alerts climb. */
      responsible: z
        .object({ seatId: id, name: z.string(), answeredAt: isoInstant.nullable(), checkDue: z.boolean() })
        .nullable(),
    }),
  ),
});
export type RegionFigures = z.infer<typeof regionFigures>;

const side = (least: number, most: number) => z.coerce.number().min(least).max(most);
/** A part of the map; all four sides or none. */
export const facilitiesOnMapQuery = z.strictObject({
  regionId: id.optional(),
  south: side(-90, 90).optional(),
  west: side(-180, 180).optional(),
  north: side(-90, 90).optional(),
  east: side(-180, 180).optional(),
});
/** Active facilities with a position, as a map shows them. */
export const facilitiesOnMap = z.object({
  items: z.array(
    z.object({
      id,
      name: z.string(),
      type: z.string(),
      level: z.int().nullable(),
      regionId: id,
      position: placeOnWire,
      phone: z.string().nullable(),
      hours: z.string().nullable(),
    }),
  ),
  /** There are more than one answer holds; look at a smaller part. */
  more: z.boolean(),
});
export type FacilitiesOnMap = z.infer<typeof facilitiesOnMap>;
