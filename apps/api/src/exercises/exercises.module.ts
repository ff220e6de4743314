import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DrillsController } from './drills.controller.js';
import { IncidentsModule } from '../incidents/incidents.module.js';

/** Drills: opened, pressed in, ended. */
@Module({
  imports: [AuthModule, IncidentsModule],
  controllers: [DrillsController],
})
export class ExercisesModule {}
