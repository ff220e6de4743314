import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ImportsController } from './imports.controller.js';

/** Files of the office on their way in and out: the api takes and gives them, the worker reads and writes them. */
@Module({
  imports: [AuthModule],
  controllers: [ImportsController],
})
export class ImportsModule {}
