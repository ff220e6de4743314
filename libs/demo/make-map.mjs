// Part of the build: draws the fictional county into dist/demo-map.pmtiles. The same seed gives the same map.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SEED, demoMapLayers } from './dist/index.js';
import { pmtilesFileOf } from './pmtiles-file.mjs';

const layers = demoMapLayers(DEMO_SEED);
const ring = layers.earth.flatMap(({ geometry }) => geometry.coordinates[0]);
const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
// Whose map it is every page says itself, in its language.
const file = pmtilesFileOf(layers, {
  ...{ minZoom: 8, maxZoom: 15, name: '银铃县（虚构）', attribution: '' },
  bounds: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
});
const folder = join(import.meta.dirname, 'dist');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'demo-map.pmtiles'), file);
console.log(`demo-map.pmtiles: ${String(Math.round(file.length / 1024))} KiB`);
