import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { HandoverController } from './handover.controller.js';
import { HandoverService } from './handover.service.js';

/** One shift gives to the next. */
@Module({
  imports: [AuthModule, IncidentsModule, RegionsModule],
  controllers: [HandoverController],
  providers: [HandoverService],
})
export class HandoverModule {}
