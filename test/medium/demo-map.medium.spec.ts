import { describe, expect, it } from '@jest/globals';
import { PMTiles, zxyToTileId, type Source } from 'pmtiles';
import { pmtilesFileOf } from '@silverbell/demo/pmtiles-file';
import { DEMO_SEED, demoMapLayers, demoTown } from '@silverbell/demo';

const layers = demoMapLayers(DEMO_SEED);
const bounds = [118.9, 30.1, 119.3, 30.3] as const;
const file = pmtilesFileOf(
  { ...layers },
  { minZoom: 8, maxZoom: 15, bounds: [...bounds], name: '图', attribution: '' },
);

/** Reads the file as a page reads it: by ranges. */
const source: Source = {
  getKey: () => 'demo',
  getBytes: (offset, length) =>
    Promise.resolve({ data: new Uint8Array(file.subarray(offset, offset + length)).buffer }),
};

/** The tile of web Mercator over a place. */
function tileOver({ lat, lng }: { readonly lat: number; readonly lng: number }, z: number): readonly [number, number] {
  const radians = (lat * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return [Math.floor(((lng + 180) / 360) * 2 ** z), Math.floor(y * 2 ** z)];
}

describe('the map file of the demo county', () => {
  it('is a PMTiles file that its reader understands, below 3 MiB', async () => {
    const header = await new PMTiles(source).getHeader();
    expect(header).toMatchObject({ specVersion: 3, minZoom: 8, maxZoom: 15, clustered: true, tileType: 1 });
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([...bounds]);
    expect(file.length).toBeLessThan(3 * 1_024 * 1_024);
  });

  it('has a house and a street at every home of the town', async () => {
    const tiles = new PMTiles(source);
    for (const home of demoTown(DEMO_SEED, 0 as never).homes.slice(0, 40)) {
      const tile = await tiles.getZxy(15, ...tileOver(home, 15));
      const text = Buffer.from(tile?.data ?? new ArrayBuffer(0)).toString('utf8');
      expect(text).toContain('buildings');
      expect(text).toContain('roads');
    }
  });

  it('has no tile where the county has nothing', async () => {
    expect(await new PMTiles(source).getZxy(15, 0, 0)).toBeUndefined();
    expect(zxyToTileId(15, 0, 0)).toBeGreaterThan(0);
  });
});

describe('the layers of the demo map', () => {
  it('are the same from the same seed', () => {
    expect(demoMapLayers(DEMO_SEED)).toEqual(layers);
  });

  it('keep houses apart and one at each home', () => {
    const town = demoTown(DEMO_SEED, 0 as never);
    expect(layers.buildings.length).toBeGreaterThan(town.homes.length * 5);
    const middles = layers.buildings.slice(0, town.homes.length).map(({ geometry }) => {
      const [ring] = geometry.coordinates as [number, number][][];
      const corners = (ring ?? []).slice(0, 4);
      return corners.reduce(([x, y], [lng, lat]) => [x + lng / 4, y + lat / 4], [0, 0]);
    });
    middles.forEach(([lng = 0, lat = 0], i) => {
      const home = town.homes[i];
      expect(Math.abs(lng - (home?.lng ?? 0))).toBeLessThan(2e-5);
      expect(Math.abs(lat - (home?.lat ?? 0))).toBeLessThan(2e-5);
    });
  });
});
