import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { BaseLayers, type MapSources, type ShownTier } from './base-layers.js';
import { GCJ02_CRS } from './gcj02-crs.js';
import { squareHolder } from './testing/noted-pen.js';
import { TIER_LIMITS } from './tier-choice.js';

const HERE = { lat: 30.25, lng: 119.03 };
const tilesIn = (datum: 'wgs84' | 'gcj02') => ({
  ...{ urls: ['/tiles/{z}/{x}/{y}.png'], datum, attribution: '天地图', approvalNo: 'GS(2024)0568' },
});
const tilesOnly = (datum: 'wgs84' | 'gcj02' = 'wgs84'): MapSources => ({ file: null, tiles: tilesIn(datum) });

let map: L.Map;
let layers: BaseLayers | undefined;
let told: ShownTier[];
/** What the server of the tiles does with a probe; `null`: it says nothing. */
let probes: boolean | null;
let asked: string[];

/** A browser loads pictures; a document without one does not. */
class Picture {
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  set src(address: string) {
    if (address === '' || probes === null) return;
    asked.push(address);
    (probes ? this.onload : this.onerror)?.();
  }
}

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(globalThis, 'Image').mockImplementation(() => new Picture() as unknown as HTMLImageElement);
  told = [];
  asked = [];
  probes = true;
  map = L.map(squareHolder(), { center: HERE, zoom: 14, fadeAnimation: false });
});
afterEach(() => {
  layers?.remove();
  layers = undefined;
  map.remove();
  document.body.replaceChildren();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const begins = (sources: MapSources): void => {
  layers = new BaseLayers(map, sources, (shown) => told.push(shown));
};
const tiers = (): readonly string[] => told.map(({ tier }) => tier);
const tiles = (): readonly HTMLImageElement[] => [...document.querySelectorAll<HTMLImageElement>('img.leaflet-tile')];
/** The tiles that are waited for come, or fail, one after the other. */
const answers = (good: boolean, count: number): void => {
  for (const tile of tiles().slice(0, count)) tile.dispatchEvent(new Event(good ? 'load' : 'error'));
};
const probed = (): Promise<void> => jest.advanceTimersByTimeAsync(TIER_LIMITS.probeEveryMs);

describe('a tile source', () => {
  it('is drawn first, with whose it is and its approval number', () => {
    begins(tilesOnly());
    expect(told).toEqual([{ tier: 'tiles', credit: '天地图 · GS(2024)0568' }]);
    expect(tiles().length).toBeGreaterThan(8);
    expect(tiles()[0]?.src).toContain('/tiles/14/');
  });

  it('that dies leaves the boundaries below, and nothing of its own', () => {
    begins(tilesOnly());
    answers(true, 3);
    answers(false, 4);
    expect(tiers()).toEqual(['tiles']);
    answers(false, 5);
    expect(told.at(-1)).toEqual({ tier: 'plain', credit: '' });
    expect(tiles()).toHaveLength(0);
  });

  it('comes back after three good probes in a row, and not after two', async () => {
    begins(tilesOnly());
    answers(false, 5);
    for (const good of [true, true, false, true, true]) {
      probes = good;
      await probed();
    }
    expect(tiers()).toEqual(['tiles', 'plain']);
    probes = true;
    await probed();
    expect(tiers()).toEqual(['tiles', 'plain', 'tiles']);
    expect(tiles().length).toBeGreaterThan(0);
  });

  it('is probed by a tile of what is looked at, past every cache', async () => {
    begins(tilesOnly());
    answers(false, 5);
    await probed();
    await probed();
    const [first, second] = asked;
    const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(HERE), 14).divideBy(256).floor();
    expect(first).toContain(`/tiles/14/${String(x)}/${String(y)}.png?probe=`);
    expect(second).not.toBe(first);
  });

  it('that says nothing for 5 s has not answered the probe', async () => {
    begins(tilesOnly());
    answers(false, 5);
    probes = null;
    for (let n = 0; n < 4; n += 1) await probed();
    expect(tiers()).toEqual(['tiles', 'plain']);
  });

  it('is not asked for any more once its map is gone', () => {
    begins(tilesOnly());
    layers?.remove();
    expect(jest.getTimerCount()).toBe(0);
    expect(tiles()).toHaveLength(0);
  });
});

describe('tiles in GCJ-02', () => {
  const centre = () => {
    const { lat, lng } = map.getCenter();
    return { lat, lng };
  };
  const isWhereItWas = (): void => {
    expect(centre().lat).toBeCloseTo(HERE.lat, 4);
    expect(centre().lng).toBeCloseTo(HERE.lng, 4);
    expect(map.getZoom()).toBe(14);
  };

  it('change the projection of the map, which looks at the same place at the same zoom', () => {
    begins(tilesOnly('gcj02'));
    expect(map.options.crs).toBe(GCJ02_CRS);
    isWhereItWas();
  });

  it('that die give the projection back, and the map looks at the same place still', () => {
    begins(tilesOnly('gcj02'));
    answers(false, 5);
    expect(map.options.crs).toBe(L.CRS.EPSG3857);
    isWhereItWas();
  });
});

describe('a file of streets', () => {
  const fetched = jest.fn<() => Promise<unknown>>();
  beforeEach(() => {
    fetched.mockReset();
    Object.assign(globalThis, { fetch: fetched, Headers: Map });
  });

  it('that cannot be read is no tier: the boundaries are shown', async () => {
    fetched.mockRejectedValue(new TypeError('failed to fetch'));
    begins({ file: '/maps/area.pmtiles', tiles: null });
    await waited(() => told.length > 0);
    expect(tiers()).toEqual(['plain']);
  });

  it('is asked for when the tiles above it die, and given up when it is not there', async () => {
    fetched.mockResolvedValue({ status: 404, headers: new Map() });
    begins({ file: '/maps/area.pmtiles', tiles: tilesIn('wgs84') });
    answers(false, 5);
    await waited(() => told.length > 1);
    expect(fetched).toHaveBeenCalled();
    expect(tiers()).toEqual(['tiles', 'plain']);
  });

  /** The reader of the file comes with an import, which no clock of a test moves. */
  async function waited(holds: () => boolean): Promise<void> {
    jest.useRealTimers();
    for (let n = 0; n < 400 && !holds(); n += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(holds()).toBe(true);
  }
});
