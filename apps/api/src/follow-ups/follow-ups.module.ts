import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { CareFollowUps } from './care-follow-ups.service.js';
import { FollowUpsController } from './follow-ups.controller.js';

/** What is asked after incidents, visits and answers to complaints (CR-53). */
@Module({
  imports: [AuthModule, IncidentsModule, RegionsModule],
  controllers: [FollowUpsController],
  providers: [CareFollowUps],
})
export class FollowUpsModule {}
