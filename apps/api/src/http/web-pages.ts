import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import staticGzip from 'express-static-gzip';
import { styleNonceOf } from './security-headers.js';

const PAGES = ['console', 'helper', 'family', 'office', 'pendant'] as const;
/** Stands in the built page of the office where each answer's nonce belongs; vite.config.ts of the office names it. */
const NONCE_PLACE = 'STYLE_NONCE';
/** From `src` and from `dist` alike: the neighbours of apps/api. */
const APPS = resolve(import.meta.dirname, '../../..');

const ONE_YEAR_S = 31_536_000;
/** Vite puts a hash of the content into the names below `assets`. */
const isHashed = (path: string): boolean => /[\\/]assets[\\/]/.test(path);

/**
 * Serves the built pages; an address inside a page that is no file is the page itself, which routes on its own.
 * A page that is built while the api runs is there from then on.
 */
export function mountPages(app: NestExpressApplication, apps = APPS): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.method === 'GET' && request.path === '/') return void response.redirect(302, '/console/');
    const bare = PAGES.find((page) => request.path === `/${page}`);
    if (request.method === 'GET' && bare) return void response.redirect(302, `/${bare}/`);
    next();
  });
  for (const page of PAGES) {
    const folder = join(apps, page, 'dist');
    const index = join(folder, 'index.html');
    const serveStatic = {
      // Sent below: it may carry a nonce.
      index: false,
      redirect: false,
      setHeaders: (response: ServerResponse, path: string) => {
        response.setHeader('cache-control', isHashed(path) ? `public, max-age=${ONE_YEAR_S}, immutable` : 'no-cache');
      },
    };
    // The build lays a compressed copy beside each file: on a poor line a first visit takes a third of the time.
    const files = staticGzip(folder, { enableBrotli: true, orderPreference: ['br'], index: false, serveStatic });
    app.use(`/${page}`, files);
    app.use(`/${page}`, (request: Request, response: Response, next: NextFunction) => {
      if ((request.method !== 'GET' && request.method !== 'HEAD') || /\.\w+$/.test(request.path) || !existsSync(index))
        return next();
      response.set('cache-control', 'no-cache');
      if (page === 'office')
        return void response
          .type('html')
          .send(readFileSync(index, 'utf8').replaceAll(NONCE_PLACE, styleNonceOf(response)));
      // Named below its root: a checkout under a folder whose name begins with a dot is served too.
      response.sendFile('index.html', { root: folder });
    });
  }
}
