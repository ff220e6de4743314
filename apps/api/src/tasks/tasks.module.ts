import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { TasksController } from './tasks.controller.js';

/** Work with an owner and a term: what helpers saw, what was promised, near misses. */
@Module({ imports: [AuthModule, IncidentsModule, RegionsModule], controllers: [TasksController] })
export class TasksModule {}
