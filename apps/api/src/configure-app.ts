import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Clock } from '@silverbell/kernel';
import type { NextFunction, Request, Response } from 'express';
import { OperationsAccess } from './auth/operations-access.js';
import { mountDocuments } from './documents/mount-documents.js';
import { DEEPEST_BODY, isDeeperThan } from './http/nesting.js';
import { ProblemError } from './http/problems/problem-error.js';
import { bodyProblem } from './http/problems/problem.filter.js';
import { neverCached, securityHeaders } from './http/security-headers.js';
import { serveMapFile } from './http/map-file.js';
import { mountPages } from './http/web-pages.js';
import { RealtimeAdapter } from './realtime/realtime.adapter.js';
import { NotAdmitted, SocketAdmission } from './realtime/socket-admission.js';
import type { RuntimeOptions } from './runtime.module.js';
import { CLOCK } from './tokens.js';

/** contracts.md asks for 64 KiB at most; a longer body is refused before it is read. */
const LONGEST_BODY = 64 * 1024;

/** A file comes as a form, which its route reads itself; everywhere else a form is no JSON. */
const isForm = ({ url = '', headers }: IncomingMessage): boolean =>
  /^\/api\/v1\/(imports|attachments|calendar\/20\d\d\/file)(?:\?|$)/.test(url) &&
  /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

/** Everything before the routes: headers, body parser, sockets, documents and pages. */
export function configureApp(app: NestExpressApplication, { settings, version }: RuntimeOptions): void {
  const clock: Clock = app.get(CLOCK);
  app.disable('x-powered-by');
  // Pages count ages by this header: it is the platform's clock, which does not follow a jump of the wall clock.
  app.use((_: Request, response: Response, next: NextFunction) => {
    response.setHeader('date', new Date(clock.now()).toUTCString());
    next();
  });
  app.set('query parser', 'simple');
  app.use(securityHeaders(settings));
  app.use('/api/v1', neverCached);
  app.useBodyParser('json', { limit: LONGEST_BODY, strict: false, type: (request) => !isForm(request) });
  app.use((error: unknown, _: Request, __: Response, next: NextFunction) => next(bodyProblem(error)));
  app.use((request: Request, _: Response, next: NextFunction) => {
    next(isDeeperThan(request.body, DEEPEST_BODY) ? new ProblemError('invalid-request') : undefined);
  });
  const admission = app.get(SocketAdmission);
  app.useWebSocketAdapter(
    new RealtimeAdapter(app, (socket, next) => next(admission.refused('/', socket, new NotAdmitted('not-allowed')))),
  );
  mountDocuments(app, version, app.get(OperationsAccess));
  mountPages(app);
  serveMapFile(app, settings);
}
