import { Inject, Injectable } from '@nestjs/common';
import { sessionLimitsOf, type SessionLimits } from './session-limits.js';
import { PostgresRegionSettingStore } from '@silverbell/adapter-postgres';
import type { RegionId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import { USE_CASE_DEPS } from '../tokens.js';

/** How long people of a region stay logged in, by its settings of today. */
@Injectable()
export class SessionLimitsOfRegions {
  constructor(
    private readonly settings: PostgresRegionSettingStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  async of(regionId: RegionId): Promise<SessionLimits> {
    return sessionLimitsOf(await this.settings.of(regionId, 'session.', this.deps.clock.now()));
  }
}
