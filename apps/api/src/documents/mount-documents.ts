import type { NestExpressApplication } from '@nestjs/platform-express';
import { openApiDocument } from '@silverbell/wire';
import type { NextFunction, Request, Response } from 'express';
import { asyncApiDocument } from './async-api.js';
import { readableDocs } from './readable-docs.js';

/** Made once from the tables that also mount and check the routes: a document cannot say anything else than the code does. */
export function mountDocuments(app: NestExpressApplication, version: string): void {
  const serve = (path: string, type: string, body: string): void => {
    app.use(path, (request: Request, response: Response, next: NextFunction) => {
      if (request.method !== 'GET' || request.path !== '/') return next();
      response.type(type).set('cache-control', 'no-cache').send(body);
    });
  };
  serve('/api/openapi.json', 'application/json', JSON.stringify(openApiDocument(version)));
  serve('/api/asyncapi.json', 'application/json', JSON.stringify(asyncApiDocument(version)));
  serve('/api/docs', 'text/html', readableDocs(version));
}
