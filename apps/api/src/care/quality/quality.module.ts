import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ComplaintSource } from './complaint-source.service.js';
import { ComplaintsController } from './complaints.controller.js';
import { QualityAccess } from './quality-access.service.js';
import { VerificationsController } from './verifications.controller.js';

/** Complaints, and the verification of workers (CR-50 … CR-52). */
@Module({
  imports: [AuthModule, OrdersModule, RegionsModule],
  controllers: [ComplaintsController, VerificationsController],
  providers: [ComplaintSource, QualityAccess],
  exports: [QualityAccess],
})
export class QualityModule {}
