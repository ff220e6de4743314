import { Module, type DynamicModule } from '@nestjs/common';
import { DepsModule } from './delivery/deps.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { HealthModule } from './health/health.module.js';
import { IntakeModule } from './intake/intake.module.js';
import type { EngineConnections } from './persistence/engine-connections.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { RuntimeModule, type EngineOptions } from './runtime.module.js';

/** The parts of an engine. Nothing of it listens or runs yet: that is `START_ORDER`. */
@Module({})
export class EngineModule {
  static of(options: EngineOptions, connections: EngineConnections): DynamicModule {
    return {
      module: EngineModule,
      imports: [
        RuntimeModule.of(options),
        PersistenceModule.over(connections),
        DepsModule,
        IntakeModule,
        DeliveryModule,
        HealthModule,
      ],
    };
  }
}
