import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { OrderAccess } from './order-access.service.js';
import { OrderConcerns } from './order-concerns.service.js';
import { OrdersController } from './orders.controller.js';
import { VisitEffects } from './visit-effects.service.js';
import { ServicePlansController } from './service-plans.controller.js';

/** Service plans and orders of daytime care (CR-29 … CR-38), and its one door to the emergency side (CR-09). */
@Module({
  imports: [AuthModule, RegionsModule],
  controllers: [OrdersController, ServicePlansController],
  providers: [OrderAccess, OrderConcerns, VisitEffects],
  exports: [OrderAccess, OrderConcerns, VisitEffects],
})
export class OrdersModule {}
