import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DutySeatsController } from './duty-seats.controller.js';
import { EmergencyNumbersController } from './emergency-numbers.controller.js';
import { FacilitiesController } from './facilities.controller.js';
import { RegionReadinessController } from './region-readiness.controller.js';
import { RegionSettingsController } from './region-settings.controller.js';
import { RegionsController } from './regions.controller.js';
import { RegistryCommands } from './registry-commands.js';

/** Places and what belongs to them: the tree of regions, who is called for them, and what is missing. */
@Module({
  imports: [AuthModule],
  controllers: [
    RegionsController,
    FacilitiesController,
    DutySeatsController,
    EmergencyNumbersController,
    RegionReadinessController,
    RegionSettingsController,
  ],
  providers: [RegistryCommands],
  exports: [RegistryCommands],
})
export class RegionsModule {}
