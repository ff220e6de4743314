import { Module } from '@nestjs/common';
import { PostgresLadderStore } from '@silverbell/adapter-postgres';
import { USE_CASE_DEPS } from '../tokens.js';
import { AuthModule } from '../auth/auth.module.js';
import { EscalationPolicyController } from './escalation-policy.controller.js';
import { EscalationPolicyService, LADDER_DEPS, ladderDeps } from './escalation-policy.service.js';

/** The escalation policies of regions: read, proposed, rehearsed and approved. */
@Module({
  imports: [AuthModule],
  controllers: [EscalationPolicyController],
  providers: [
    EscalationPolicyService,
    { provide: LADDER_DEPS, inject: [USE_CASE_DEPS, PostgresLadderStore], useFactory: ladderDeps },
  ],
})
export class EscalationModule {}
