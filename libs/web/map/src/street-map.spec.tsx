import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { streetLayer } from './street-map.js';
import { notedPen, squareHolder } from './testing/noted-pen.js';

const HEADER_BYTES = 127;
const META = new TextEncoder().encode(JSON.stringify({ attribution: '© 银铃演示' }));
/** One entry for every tile of every zoom: `length` bytes at the beginning of the data. */
const DIRECTORY = [1, 0, 0xff, 0xff, 0xff, 0xff, 0x07, 16, 1];
const DATA_AT = HEADER_BYTES + DIRECTORY.length + META.length;

/** A PMTiles file (version 3, nothing compressed) up to its tiles. */
function headOfFile(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(DATA_AT);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('PMTiles'));
  bytes[7] = 3;
  const places = [HEADER_BYTES, DIRECTORY.length, HEADER_BYTES + DIRECTORY.length, META.length, 0, 0, DATA_AT, 16];
  places.forEach((place, n) => view.setBigUint64(8 + n * 8, BigInt(place), true));
  // clustered, nothing compressed inside, tiles not compressed, vector tiles, zooms 0 to 15
  bytes.set([1, 1, 1, 1, 0, 15], 96);
  bytes.set(DIRECTORY, HEADER_BYTES);
  bytes.set(META, HEADER_BYTES + DIRECTORY.length);
  return bytes;
}

/** As much of an answer as the reader of the file looks at; a document without a browser has none of its own. */
const answer = (bytes: Uint8Array<ArrayBuffer>) => ({
  ...{ status: 206, headers: new Map(), arrayBuffer: () => Promise.resolve(bytes.slice().buffer) },
});
type Fetched = (url: string, asked: { readonly headers: ReadonlyMap<string, string> }) => Promise<unknown>;
const fetched = jest.fn<Fetched>();
/** As a server does that has the head of the file and no longer its tiles. */
const headAlone: Fetched = (_, { headers }) => {
  const range = /bytes=(\d+)-(\d+)/.exec(headers.get('range') ?? '');
  const [from, to] = [Number(range?.[1]), Number(range?.[2])];
  if (from >= DATA_AT) return Promise.reject(new TypeError('failed to fetch'));
  return Promise.resolve(answer(headOfFile().slice(from, to + 1)));
};

let map: L.Map;
beforeEach(() => {
  fetched.mockReset();
  Object.assign(globalThis, { fetch: fetched, Headers: Map });
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(notedPen().pen as never);
  map = L.map(squareHolder(), { center: [30.25, 119.03], zoom: 14, fadeAnimation: false });
});
afterEach(() => {
  map.remove();
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

/** The library reads and draws over several turns, of which it tells nothing. */
async function eventually(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !holds(); n += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('streets of a file', () => {
  it('say whose they are, as the file has it', async () => {
    fetched.mockImplementation(headAlone);
    const { attribution, layer } = await streetLayer('/maps/area.pmtiles', 110, () => undefined);
    expect(attribution).toBe('© 银铃演示');
    expect(layer).toBeInstanceOf(L.GridLayer);
  });

  it('are none when the file cannot be read or is none of these files', async () => {
    fetched.mockRejectedValue(new TypeError('failed to fetch'));
    await expect(streetLayer('/maps/gone.pmtiles', 110, () => undefined)).rejects.toThrow();
    const page = new TextEncoder().encode('<!doctype html>'.repeat(20));
    fetched.mockImplementation(() => Promise.resolve(answer(new Uint8Array(page))));
    await expect(streetLayer('/maps/page.pmtiles', 110, () => undefined)).rejects.toThrow();
  });

  it('report each part that does not come, and the page throws nothing', async () => {
    fetched.mockImplementation(headAlone);
    const failed = jest.fn();
    const { layer } = await streetLayer('/maps/dies.pmtiles', 110, failed);
    const thrown: unknown[] = [];
    const notes = (event: Event): void => void thrown.push(event);
    window.addEventListener('unhandledrejection', notes);
    layer.addTo(map);
    await eventually(() => failed.mock.calls.length > 0);
    expect(failed).toHaveBeenCalled();
    expect(thrown).toEqual([]);
    window.removeEventListener('unhandledrejection', notes);
  });
});
