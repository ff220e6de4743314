import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DutySeatsController } from './duty-seats.controller.js';
import { EmergencyNumbersController } from './emergency-numbers.controller.js';
import { FacilitiesController } from './facilities.controller.js';
import { RegionReadinessController } from './region-readiness.controller.js';
import { ReferralsController } from './referrals.controller.js';
import { RegionFiguresController } from './region-figures.controller.js';
import { RegionSettingsController } from './region-settings.controller.js';
import { RegionsController } from './regions.controller.js';
import { RotaController } from './rota.controller.js';
import { RotaGaps } from './rota-gaps.js';
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
    RegionFiguresController,
    RotaController,
    ReferralsController,
  ],
  providers: [RegistryCommands, RotaGaps],
  exports: [RegistryCommands],
})
export class RegionsModule {}
