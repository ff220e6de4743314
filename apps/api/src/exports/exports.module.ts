import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ExportsController } from './exports.controller.js';

/** Lists of the office on their way out: the api takes the request and gives the file, the worker writes it. */
@Module({
  imports: [AuthModule],
  controllers: [ExportsController],
})
export class ExportsModule {}
