// Writes vector tiles as one PMTiles file, version 3 (github.com/protomaps/PMTiles, spec/v3). For building only: no page and no server loads this.
import { gzipSync } from 'node:zlib';
import GeoJSONVT from 'geojson-vt';
import { zxyToTileId } from 'pmtiles';
import vtpbf from 'vt-pbf';

const HEADER_BYTES = 127;
/** The root directory has to end within these, counted from the beginning of the file. */
const ROOT_ENDS_BY = 16_384;
const NO_COMPRESSION = 1;
const GZIP = 2;
const VECTOR_TILES = 1;

/**
 * @typedef {{ minZoom: number, maxZoom: number, bounds: [west: number, south: number, east: number, north: number], name: string, attribution: string }} MapFacts
 * @param {Readonly<Record<string, readonly object[]>>} layers features by the name of their layer, WGS-84
 * @param {MapFacts} facts bounds in degrees
 * @returns {Buffer} the file
 */
export function pmtilesFileOf(layers, facts) {
  const tiles = tilesOf(layers, facts);
  const data = [];
  const entries = [];
  let offset = 0;
  for (const { id, bytes } of tiles) {
    entries.push({ id, offset, length: bytes.length });
    data.push(bytes);
    offset += bytes.length;
  }
  const root = directoryOf(entries);
  if (HEADER_BYTES + root.length > ROOT_ENDS_BY)
    throw new Error(
      `${String(entries.length)} tiles need a second level of directories, which this writer does not know`,
    );
  const metadata = Buffer.from(
    JSON.stringify({
      name: facts.name,
      attribution: facts.attribution,
      vector_layers: Object.keys(layers).map((id) => ({ id, fields: {} })),
    }),
  );
  const header = headerOf(facts, { root: root.length, metadata: metadata.length, data: offset, tiles: entries.length });
  return Buffer.concat([header, root, metadata, ...data]);
}

/** Tiles in the order of their ids, each gzipped; empty ones are left out. */
function tilesOf(layers, { minZoom, maxZoom, bounds: [west, south, east, north] }) {
  const indexes = Object.entries(layers).map(([name, features]) => [
    name,
    new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom, indexMaxZoom: maxZoom, indexMaxPoints: 0, extent: 4096, buffer: 64 },
    ),
  ]);
  const tiles = [];
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const [left, top] = tileAt(west, north, z);
    const [right, bottom] = tileAt(east, south, z);
    for (let x = left; x <= right; x += 1)
      for (let y = top; y <= bottom; y += 1) {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y);
          return tile === null || tile.features.length === 0 ? [] : [[name, tile]];
        });
        if (found.length === 0) continue;
        const bytes = Buffer.from(vtpbf.fromGeojsonVt(Object.fromEntries(found), { version: 2, extent: 4096 }));
        tiles.push({ id: zxyToTileId(z, x, y), bytes: gzipSync(bytes, { level: 9 }) });
      }
  }
  return tiles.sort((a, b) => a.id - b.id);
}

/** The tile of web Mercator that holds a place. */
function tileAt(lng, lat, z) {
  const scale = 2 ** z;
  const radians = (lat * Math.PI) / 180;
  return [
    Math.floor(((lng + 180) / 360) * scale),
    Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * scale),
  ];
}

/** Columns of varints: how many, steps between ids, run lengths, lengths, offsets (0: right behind the one before). */
function directoryOf(entries) {
  const numbers = [
    entries.length,
    ...entries.map(({ id }, i) => id - (i === 0 ? 0 : entries[i - 1].id)),
    ...entries.map(() => 1),
    ...entries.map(({ length }) => length),
    ...entries.map(({ offset }, i) => (i > 0 ? 0 : offset + 1)),
  ];
  return Buffer.from(numbers.flatMap(varint));
}

function varint(number) {
  const bytes = [];
  let left = number;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

function headerOf({ minZoom, maxZoom, bounds: [west, south, east, north] }, lengths) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const sections = [
    [HEADER_BYTES, lengths.root],
    [HEADER_BYTES + lengths.root, lengths.metadata],
    [HEADER_BYTES + lengths.root + lengths.metadata, 0], // no leaf directories
    [HEADER_BYTES + lengths.root + lengths.metadata, lengths.data],
  ].flat();
  [...sections, lengths.tiles, lengths.tiles, lengths.tiles].forEach((number, i) => {
    header.writeBigUInt64LE(BigInt(number), 8 + i * 8);
  });
  header.writeUInt8(1, 96); // clustered: the data lie in the order of their ids
  header.writeUInt8(NO_COMPRESSION, 97);
  header.writeUInt8(GZIP, 98);
  header.writeUInt8(VECTOR_TILES, 99);
  header.writeUInt8(minZoom, 100);
  header.writeUInt8(maxZoom, 101);
  const degrees = (value) => Math.round(value * 1e7);
  [west, south, east, north].forEach((value, i) => header.writeInt32LE(degrees(value), 102 + i * 4));
  header.writeUInt8(minZoom, 118);
  header.writeInt32LE(degrees((west + east) / 2), 119);
  header.writeInt32LE(degrees((south + north) / 2), 123);
  return header;
}
