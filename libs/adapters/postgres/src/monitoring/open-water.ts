import type { EnvironmentConditions } from '@silverbell/incidents';
import { geoPoint, type Instant, type RegionId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { regionAndAbove } from '../people/region.sql.js';

type Water = EnvironmentConditions['openWater'][number];
interface Geometry {
  readonly type: string;
  readonly coordinates: unknown;
}

/** What drowns, by the kinds of features on the map of a region. */
const KINDS = ['lake', 'river', 'reservoir', 'canal', 'pond', 'coast', 'water'];

/** Open water on the map of the nearest region that has one; without a map there is none, and night and weather still count. */
export async function openWaterOf(source: Queryable, regionId: RegionId, now: Instant): Promise<readonly Water[]> {
  const rows: { geometry: Geometry }[] = await source.query(
    `with drawn as (
         select s.value from ${regionAndAbove('$1')} join region_setting s on s.region_id = up.id
         where s.key = 'basemap' and s.valid_from <= instant_of($2) order by up.depth, s.valid_from desc limit 1
       )
     select f -> 'geometry' as geometry from drawn cross join lateral jsonb_array_elements(
         case when jsonb_typeof(drawn.value -> 'features') = 'array' then drawn.value -> 'features' else '[]' end) f
     where f -> 'properties' ->> 'kind' = any ($3) and jsonb_typeof(f -> 'geometry') = 'object'`,
    [regionId, now, KINDS],
  );
  return rows.flatMap(({ geometry }) => shapesOf(geometry));
}

/** GeoJSON: `[lng, lat]`. The hole of an island counts as water; a person there is surrounded by it. */
function shapesOf({ type, coordinates }: Geometry): readonly Water[] {
  switch (type) {
    case 'LineString':
      return shape('line', coordinates);
    case 'Polygon':
      return parts(coordinates)
        .slice(0, 1)
        .flatMap((ring) => shape('ring', ring));
    case 'MultiLineString':
      return parts(coordinates).flatMap((line) => shape('line', line));
    case 'MultiPolygon':
      return parts(coordinates).flatMap((polygon) =>
        parts(polygon)
          .slice(0, 1)
          .flatMap((ring) => shape('ring', ring)),
      );
    default:
      return [];
  }
}

const parts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

function shape(kind: Water['kind'], coordinates: unknown): readonly Water[] {
  const points = parts(coordinates).flatMap((pair) => {
    const [lng, lat] = parts(pair);
    const point = typeof lng === 'number' && typeof lat === 'number' ? geoPoint(lat, lng) : null;
    return point === null ? [] : [point];
  });
  return points.length === 0 ? [] : [{ kind, points }];
}
