import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: this file is run from `test/rig` (by jest) and from `test/dist/rig` (built). */
export const ROOT = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nx.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the rig runs inside a checkout only');
    folder = above;
  }
  return folder;
})();

const built = (app: string): string => join(ROOT, 'apps', app, 'dist', 'main.js');

export const ENGINE_PROGRAM = built('engine');
export const API_PROGRAM = built('api');
/** Plain JavaScript: it is loaded before anything of ours. */
export const WALL_CLOCK = join(ROOT, 'test', 'rig', 'wall-clock.mjs');
export const STATION_COMMAND_PROGRAM = join(ROOT, 'test', 'rig', 'run-station-command.mjs');
export const STATION_PROGRAM = join(ROOT, 'test', 'rig', 'station.mjs');
