import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Settings } from '@silverbell/adapter-runtime';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

/** Where pages read the streets below the map, a few kilobytes at a time. */
export const MAP_FILE_PATH = '/maps/area.pmtiles';
/** From `src` and from `dist` alike; the build of libs/demo draws it. */
const DEMO_MAP = resolve(import.meta.dirname, '../../../../libs/demo/dist/demo-map.pmtiles');

/** The PMTiles file of this deployment; in demo mode that of the fictional county. */
export function mapFileOf({ mapFile, mode }: Pick<Settings, 'mapFile' | 'mode'>, demoMap = DEMO_MAP): string | null {
  if (mapFile !== null) return resolve(mapFile);
  return mode === 'demo' && existsSync(demoMap) ? demoMap : null;
}

/** Answers ranges of bytes (RFC 9110, 14), as the reader of the file asks for them. */
export function serveMapFile(app: NestExpressApplication, settings: Pick<Settings, 'mapFile' | 'mode'>): void {
  const file = mapFileOf(settings);
  if (file === null) return;
  app.use(MAP_FILE_PATH, (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.sendFile(basename(file), {
      ...{ root: dirname(file), acceptRanges: true, maxAge: 3_600_000, dotfiles: 'allow' },
      headers: { 'content-type': 'application/octet-stream' },
    });
  });
}
