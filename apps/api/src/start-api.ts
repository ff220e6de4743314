import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Settings } from '@silverbell/adapter-runtime';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { HttpGuard } from './http/http-guard.js';
import { refuseUnreadable } from './http/unreadable-request.js';
import { RealtimeService } from './realtime/realtime.service.js';
import type { RuntimeOptions } from './runtime.module.js';

export type ApiRequest = RuntimeOptions;

export interface RunningApi {
  /** For a test that asked for port 0. */
  readonly port: number;
  /** For tests: providers by their class or token. */
  readonly app: Pick<INestApplicationContext, 'get'>;
  /** For tests that moved the clock: publishes changes and relays the outbox now, and resolves when that is done. */
  runNow(): Promise<void>;
  /** Lets running requests finish, then closes sockets, timers and the database. */
  stop(): Promise<void>;
}

/** Resolves when the api listens. Throws with a sentence when it cannot. */
export async function startApi(request: ApiRequest): Promise<RunningApi> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(request), {
    logger: request.logger,
    bodyParser: false,
    rawBody: true,
    abortOnError: false,
  });
  try {
    configureApp(app, request);
    const http = app.getHttpServer() as Server;
    app.get(HttpGuard).guard(http);
    await app.init();
    await listen(app, request.settings);
    refuseUnreadable(http);
    return {
      port: (http.address() as AddressInfo).port,
      app,
      runNow: () => app.get(RealtimeService).runNow(),
      stop: () => app.close(),
    };
  } catch (error) {
    await app.close();
    throw error;
  }
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
