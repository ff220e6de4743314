import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { JsonLogger, Registry, TrustedProxies } from '@silverbell/adapter-runtime';
import { RefusedDevices } from '@silverbell/usecases';
import { AccessLog } from '../auth/access-log.js';
import { refusalObserver } from '../auth/refusal-observer.js';
import { TrainingGuard } from '../auth/training.guard.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RequestMetrics } from './request-metrics.js';
import { RouteGuard } from './routes/route.guard.js';
import { AuthModule } from '../auth/auth.module.js';
import { DeviceRefusalsModule } from '../devices/device-refusals.module.js';
import { HttpGuard } from './http-guard.js';

/** What every request passes: the limits of the listener, guards, metrics, and problems for what was thrown. */
@Module({
  imports: [AuthModule, DeviceRefusalsModule],
  providers: [
    {
      provide: HttpGuard,
      inject: [JsonLogger, Registry, RefusedDevices, TrustedProxies],
      useFactory: (logger: JsonLogger, registry: Registry, refused: RefusedDevices, proxies: TrustedProxies) =>
        new HttpGuard({ logger, registry, refused, isProxy: (address) => proxies.trusts(address) }),
    },
    // In this order: who calls is known before it is asked whether she is learning.
    { provide: APP_GUARD, useClass: RouteGuard },
    { provide: APP_GUARD, useClass: TrainingGuard },
    { provide: APP_INTERCEPTOR, useClass: RequestMetrics },
    {
      provide: APP_FILTER,
      inject: [JsonLogger, AccessLog, TrustedProxies],
      useFactory: (logger: JsonLogger, access: AccessLog, proxies: TrustedProxies) =>
        new ProblemFilter(logger, refusalObserver({ access, proxies })),
    },
  ],
  exports: [HttpGuard],
})
export class HttpModule {}
