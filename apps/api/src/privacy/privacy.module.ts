import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ErasureController } from './erasure.controller.js';
import { LegalHoldController } from './legal-hold.controller.js';
import { RetentionController } from './retention.controller.js';

/** Erasure, legal holds and retention. */
@Module({
  imports: [AuthModule],
  controllers: [ErasureController, LegalHoldController, RetentionController],
})
export class PrivacyModule {}
