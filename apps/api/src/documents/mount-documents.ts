import type { AskingRequest } from '@silverbell/adapter-runtime';
import { ProblemError } from '../http/problems/problem-error.js';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openApiDocument } from '@silverbell/wire';
import type { NextFunction, Request, Response } from 'express';
import type { OperationsAccess } from '../access/operations-access.js';
import { cspWithStyle } from '../pages/security-headers.js';
import { asyncApiDocument } from './async-api.js';
import { readableDocs } from './readable-docs.js';

/** Made once from the tables that also mount and check the routes: a document cannot say anything else than the code does. */
export function mountDocuments(app: NestExpressApplication, version: string, access: OperationsAccess): void {
  const serve = (path: string, type: string, body: string, headers: Readonly<Record<string, string>> = {}): void => {
    app.use(path, (request: Request, response: Response, next: NextFunction) => {
      if (request.method !== 'GET' || request.path !== '/') return next();
      access.mayReadDocuments(request satisfies AskingRequest).then(
        (may) => {
          if (!may) return next(new ProblemError('not-logged-in'));
          response
            .type(type)
            .set({ 'cache-control': 'no-cache', ...headers })
            .send(body);
        },
        (error: unknown) => next(error),
      );
    });
  };
  serve('/api/openapi.json', 'application/json', JSON.stringify(openApiDocument(version)));
  serve('/api/asyncapi.json', 'application/json', JSON.stringify(asyncApiDocument(version)));
  const { html, style } = readableDocs(version);
  serve('/api/docs', 'text/html', html, { 'content-security-policy': cspWithStyle(style) });
}
