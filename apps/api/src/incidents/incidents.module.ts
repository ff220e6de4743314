import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { DestinationService } from './destination.service.js';
import { FamilyController } from './family.controller.js';
import { IncidentCommandsController } from './incident-commands.controller.js';
import { IncidentFiguresController } from './incident-figures.controller.js';
import { IncidentService } from './incident.service.js';
import { IncidentsController } from './incidents.controller.js';
import { RawSignalController } from './raw-signal.controller.js';

/** Incidents for operators and relatives: read, opened by telephone, and every command of an operator. */
@Module({
  imports: [AuthModule, DispatchModule],
  controllers: [
    IncidentsController,
    IncidentCommandsController,
    IncidentFiguresController,
    RawSignalController,
    FamilyController,
  ],
  providers: [IncidentService, DestinationService],
  exports: [IncidentService],
})
export class IncidentsModule {}
