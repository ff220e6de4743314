import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { RegionsModule } from '../../regions/regions.module.js';
import { MealPointsController } from './meal-points.controller.js';
import { MealsController } from './meals.controller.js';

/** Meal points and booked meals (CR-59). */
@Module({ imports: [AuthModule, RegionsModule], controllers: [MealPointsController, MealsController] })
export class MealsModule {}
