import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { VisitsController } from './visits.controller.js';

/** Welfare visits of community, township and county (CR-55 … CR-58). */
@Module({ imports: [AuthModule, OrdersModule, RegionsModule], controllers: [VisitsController] })
export class VisitsModule {}
