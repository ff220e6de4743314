import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { HelperStatusController } from './helper-status.controller.js';
import { HelperStatusService } from './helper-status.service.js';
import { MeController } from './me.controller.js';
import { OfflineContactListController } from './offline-contact-list.controller.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** The caller herself, the status of helpers, and the printed emergency list. */
@Module({
  imports: [AuthModule, DispatchModule, ReplicaBusModule],
  controllers: [MeController, HelperStatusController, OfflineContactListController],
  providers: [HelperStatusService],
})
export class PeopleModule {}
