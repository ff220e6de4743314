import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AuditController } from './audit.controller.js';
import { ErasureController } from './erasure.controller.js';
import { LegalHoldController } from './legal-hold.controller.js';
import { RetentionController } from './retention.controller.js';

/** Erasure, legal holds, retention, and the log of who saw and did what. */
@Module({
  imports: [AuthModule],
  controllers: [AuditController, ErasureController, LegalHoldController, RetentionController],
})
export class PrivacyModule {}
