import { Module } from '@nestjs/common';
import { JsonLogger } from '@silverbell/adapter-runtime';
import { RefusalPolicyQueries } from '@silverbell/adapter-postgres';
import { RefusedDevices, type Deps } from '@silverbell/usecases';
import { USE_CASE_DEPS } from '../tokens.js';

/** Devices and connections that are kept out: counted, and raised as signals above a limit. */
@Module({
  providers: [
    {
      provide: RefusedDevices,
      inject: [USE_CASE_DEPS, RefusalPolicyQueries, JsonLogger],
      useFactory: (deps: Deps, policies: RefusalPolicyQueries, logger: JsonLogger) =>
        new RefusedDevices(deps, {
          processId: 'api',
          policyOf: (deviceId, at) => policies.of(deviceId, at),
          onTrouble: (error) => logger.fact('warn', 'refusal-not-told', {}, error),
        }),
    },
  ],
  exports: [RefusedDevices],
})
export class DeviceRefusalsModule {}
