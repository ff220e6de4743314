import type { AskingRequest } from '@silverbell/adapter-runtime';
import { ProblemError } from '../http/problems/problem-error.js';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openApiDocument } from '@silverbell/wire';
import type { NextFunction, Request, Response } from 'express';
import type { OperationsAccess } from '../auth/operations-access.js';
import { policyWithStyle } from '../http/security-headers.js';
import { asyncApiDocument } from './async-api.js';
import { readableDocs } from './readable-docs.js';

/** Made once from the tables that also mount and check the routes: a document cannot say anything else than the code does. */
export function mountDocuments(app: NestExpressApplication, version: string, access: OperationsAccess): void {
  const serve = (path: string, type: string, body: string): void => {
    app.use(path, (request: Request, response: Response, next: NextFunction) => {
      if (request.method !== 'GET' || request.path !== '/') return next();
      access.mayReadDocuments(request satisfies AskingRequest).then(
        (may) => {
          if (!may) return next(new ProblemError('not-logged-in'));
          response.type(type).set('cache-control', 'no-cache').send(body);
        },
        (error: unknown) => next(error),
      );
    });
  };
  serve('/api/openapi.json', 'application/json', JSON.stringify(openApiDocument(version)));
  serve('/api/asyncapi.json', 'application/json', JSON.stringify(asyncApiDocument(version)));
  const { html, style } = readableDocs(version);
  app.use('/api/docs', policyWithStyle(style));
  serve('/api/docs', 'text/html', html);
}
