import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { WorkController } from './work.controller.js';

/** The work list of daytime care (CR-08, CR-77). */
@Module({ imports: [AuthModule], controllers: [WorkController] })
export class WorkModule {}
