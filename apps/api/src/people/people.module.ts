import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { OrdersModule } from '../care/orders/orders.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { HelperCalendarController } from './helper-calendar.controller.js';
import { HelperChannelsController } from './helper-channels.controller.js';
import { HelperStatusController } from './helper-status.controller.js';
import { HelperStatusService } from './helper-status.service.js';
import { HelpersController } from './helpers.controller.js';
import { MeController } from './me.controller.js';
import { AroundSeniorController } from './around-senior.controller.js';
import { DeviceRecallsController } from './device-recalls.controller.js';
import { FamilyInvitationsController } from './family-invitations.controller.js';
import { FilesService } from './files.service.js';
import { HomesController } from './homes.controller.js';
import { OfflineContactListController } from './offline-contact-list.controller.js';
import { OwnNoticeController } from './own-notice.controller.js';
import { RevealController } from './reveal.controller.js';
import { SearchController } from './search.controller.js';
import { SeniorsController } from './seniors.controller.js';
import { RegionsModule } from '../regions/regions.module.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** The caller herself, helpers and their status, the files of homes and seniors, and the printed emergency list. */
@Module({
  imports: [AuthModule, DispatchModule, OrdersModule, RegionsModule, ReplicaBusModule],
  controllers: [
    MeController,
    HelpersController,
    HelperStatusController,
    HelperCalendarController,
    HelperChannelsController,
    OfflineContactListController,
    HomesController,
    SeniorsController,
    SearchController,
    AroundSeniorController,
    OwnNoticeController,
    RevealController,
    DeviceRecallsController,
    FamilyInvitationsController,
  ],
  providers: [HelperStatusService, FilesService],
})
export class PeopleModule {}
