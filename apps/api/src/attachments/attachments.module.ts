import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { OrdersModule } from '../care/orders/orders.module.js';
import { QualityModule } from '../care/quality/quality.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { AttachmentAccess } from './attachment-access.service.js';
import { AttachmentsController } from './attachments.controller.js';
import { PersonPhotosController } from './person-photos.controller.js';

/** Photos and scans of devices, assignments, orders, visits and complaints (CR-10), and the photo of a senior (H20). */
@Module({
  imports: [AuthModule, OrdersModule, QualityModule, DevicesModule, DispatchModule, IncidentsModule],
  controllers: [AttachmentsController, PersonPhotosController],
  providers: [AttachmentAccess],
})
export class AttachmentsModule {}
