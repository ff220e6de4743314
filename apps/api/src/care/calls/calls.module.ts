import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CareCallsController } from './calls.controller.js';

/** Care calls: the queue of the day, what each call found out, and who is out of reach (CR-29). */
@Module({ imports: [AuthModule, OrdersModule, RegionsModule], controllers: [CareCallsController] })
export class CareCallsModule {}
