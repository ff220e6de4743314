import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AssignmentService } from './assignment.service.js';
import { AssignmentsController } from './assignments.controller.js';
import { CandidatesService } from './candidates.service.js';
import { OffersController } from './offers.controller.js';
import { PositionReportService } from './position-reports.service.js';
import { VoiceHookController } from './voice-hook.controller.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** Candidates, offers, assignments and positions of helpers, and the calls of the voice gateway. */
@Module({
  imports: [AuthModule, ReplicaBusModule],
  controllers: [OffersController, AssignmentsController, VoiceHookController],
  providers: [AssignmentService, CandidatesService, PositionReportService],
  exports: [CandidatesService, PositionReportService],
})
export class DispatchModule {}
