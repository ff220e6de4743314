import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ExportsController } from './exports.controller.js';

/** Exports of the office's lists: the api takes the request and serves the file, the worker writes it. */
@Module({
  imports: [AuthModule],
  controllers: [ExportsController],
})
export class ExportsModule {}
