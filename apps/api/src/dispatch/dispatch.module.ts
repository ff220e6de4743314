import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { OrdersModule } from '../care/orders/orders.module.js';
import { AssignmentService } from './assignment.service.js';
import { AssignmentsController } from './assignments.controller.js';
import { CandidatesService } from './candidates.service.js';
import { CoverageController } from './coverage.controller.js';
import { OffersController } from './offers.controller.js';
import { PositionReportService } from './position-reports.service.js';
import { VoiceHookController } from './voice-hook.controller.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** Candidates, offers, assignments and positions of helpers, and the calls of the voice gateway. */
@Module({
  imports: [AuthModule, OrdersModule, ReplicaBusModule],
  controllers: [OffersController, CoverageController, AssignmentsController, VoiceHookController],
  providers: [AssignmentService, CandidatesService, PositionReportService],
  exports: [AssignmentService, CandidatesService, PositionReportService],
})
export class DispatchModule {}
