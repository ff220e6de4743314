import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { JsonLogger, Settings } from '@silverbell/adapter-runtime';
import { bodyProblem } from './http/problems/problem.filter.js';
import type { Clock } from '@silverbell/kernel';
import type { NextFunction, Request, Response } from 'express';
import { ApiModule } from './api.module.js';
import { mountDocuments } from './documents/mount-documents.js';
import { mountPages } from './pages/web-pages.js';
import { neverCached, securityHeaders } from './pages/security-headers.js';
import { openParts, type Parts } from './parts.js';
import { RealtimeAdapter } from './realtime/realtime.adapter.js';
import { RealtimeService } from './realtime/realtime.service.js';
import { NotAdmitted, SocketAdmission } from './realtime/socket-admission.js';
import { refuseUnreadable } from './unreadable-request.js';

/** contracts.md asks for 64 KiB at most; what is longer is refused before it is read. */
const LONGEST_BODY = 64 * 1024;

export interface RunningApi {
  /** For a test that asked for port 0. */
  readonly port: number;
  readonly parts: Parts;
  /** For tests that moved the clock: publishes changes and relays the outbox now, and resolves when that is done. */
  runNow(): Promise<void>;
  /** Lets running requests finish, then closes sockets, timers and the database. */
  stop(): Promise<void>;
}

export interface ApiRequest {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly version: string;
  readonly logger: JsonLogger;
  /** A test moves its own. */
  readonly clock?: Clock;
}

/** Resolves when the api listens. Throws with a sentence when it cannot. */
export async function startApi(request: ApiRequest): Promise<RunningApi> {
  const { settings, logger } = request;
  const parts = await openParts(request);
  try {
    const app = await NestFactory.create<NestExpressApplication>(ApiModule.of(parts), {
      logger,
      bodyParser: false,
      rawBody: true,
      abortOnError: false,
    });
    configureApp(app, parts);
    const http = app.getHttpServer() as Server;
    parts.httpGuard.guard(http);
    await app.init();
    await listen(app, settings);
    refuseUnreadable(http);
    await parts.heartbeat.start();
    return {
      port: (http.address() as AddressInfo).port,
      parts,
      runNow: () => app.get(RealtimeService).runNow(),
      stop: async () => {
        await app.close();
        await parts.close();
      },
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

function configureApp(app: NestExpressApplication, { version, settings, operations, clock }: Parts): void {
  app.disable('x-powered-by');
  // Pages count every age by this header: it is the clock of the platform, which a wall clock that jumps back does not follow.
  app.use((_: Request, response: Response, next: NextFunction) => {
    response.setHeader('date', new Date(clock.now()).toUTCString());
    next();
  });
  app.set('query parser', 'simple');
  app.use(securityHeaders(settings.mqttWsPort));
  app.use('/api/v1', neverCached);
  app.useBodyParser('json', { limit: LONGEST_BODY, strict: false, type: () => true });
  app.use((error: unknown, _: Request, __: Response, next: NextFunction) => next(bodyProblem(error)));
  const admission = app.get(SocketAdmission);
  app.useWebSocketAdapter(
    new RealtimeAdapter(app, (socket, next) => next(admission.refused('/', socket, new NotAdmitted('not-allowed')))),
  );
  mountDocuments(app, version, operations);
  mountPages(app);
}

async function listen(app: NestExpressApplication, { httpPort, bind }: Settings): Promise<void> {
  try {
    await app.listen(httpPort, bind);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE')
      throw new Error(`port ${httpPort} on ${bind} is taken: stop what listens there or set SILVERBELL_HTTP_PORT`);
    if (code === 'EACCES')
      throw new Error(`port ${httpPort} needs more rights than this process has: set SILVERBELL_HTTP_PORT above 1023`);
    if (code === 'EADDRNOTAVAIL')
      throw new Error(`this machine has no address ${bind}: set SILVERBELL_BIND to one it has`);
    throw error;
  }
}
