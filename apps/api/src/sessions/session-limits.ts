import { Inject, Injectable } from '@nestjs/common';
import { sessionLimitsOf, type SessionLimits } from '../auth/session-limits.js';
import { PostgresRegionSettingStore } from '@silverbell/adapter-postgres';
import type { RegionId } from '@silverbell/kernel';
import type { Rooms } from '@silverbell/usecases';
import { ROOMS } from '../parts.js';

/** How long people of a region stay logged in, by its settings of today. */
@Injectable()
export class SessionLimitsOfRegions {
  constructor(
    private readonly settings: PostgresRegionSettingStore,
    @Inject(ROOMS) private readonly rooms: Rooms,
  ) {}

  async of(regionId: RegionId): Promise<SessionLimits> {
    return sessionLimitsOf(await this.settings.of(regionId, 'session.', this.rooms.clock.now()));
  }
}
