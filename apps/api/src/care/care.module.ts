import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { CalendarController } from './calendar.controller.js';
import { CareClockController } from './care-clock.controller.js';
import { CareRecordsController } from './care-records.controller.js';
import { CatalogueController } from './catalogue.controller.js';
import { CareScope } from './care-scope.js';
import { CareSettingsController } from './care-settings.controller.js';
import { ContractsController } from './contracts.controller.js';
import { EntitlementsController } from './entitlements.controller.js';
import { EntitlementsService } from './entitlements.service.js';
import { NeedService } from './need.service.js';
import { PublicCareController } from './public-care.controller.js';
import { ProvidersController } from './providers.controller.js';
import { OrdersModule } from './orders/orders.module.js';
import { VillageScoresController } from './village-scores/village-scores.controller.js';
import { WorkersController } from './workers.controller.js';

/** Daytime care: what it counts with, who provides it, and what is on record of those it is for. */
@Module({
  imports: [AuthModule, OrdersModule, RegionsModule],
  controllers: [
    CalendarController,
    CareClockController,
    CareSettingsController,
    ProvidersController,
    ContractsController,
    WorkersController,
    EntitlementsController,
    CatalogueController,
    CareRecordsController,
    PublicCareController,
    VillageScoresController,
  ],
  providers: [CareScope, EntitlementsService, NeedService],
  exports: [CareScope],
})
export class CareModule {}
