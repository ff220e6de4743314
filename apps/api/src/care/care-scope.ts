import { Inject, Injectable } from '@nestjs/common';
import { PostgresProviderStore } from '@silverbell/adapter-postgres';
import type { CivilDay } from '@silverbell/care';
import { careDay, type CareClock, type Deps } from '@silverbell/usecases';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../tokens.js';

export interface CareSight {
  readonly regionIds: readonly string[];
  /** `null`: of every provider. A manager sees what belongs to the providers whose login he is, and nothing before he is one. */
  readonly providerIds: readonly string[] | null;
}

/** What of daytime care an account sees: the regions of its roles, and of a provider's people only their own provider. */
@Injectable()
export class CareScope {
  constructor(
    private readonly scope: RegionScope,
    private readonly providers: PostgresProviderStore,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  /** @param providerId narrowed to this provider, as far as the account sees it */
  async of(account: Account, regionId?: string, providerId?: string): Promise<CareSight> {
    const regionIds = await this.scope.within(account, regionId);
    const isManager = account.roles.every(({ role }) => role === 'provider-manager');
    const managed = isManager ? await this.providers.managedBy(account.id) : null;
    if (providerId === undefined) return { regionIds, providerIds: managed };
    return { regionIds, providerIds: managed === null || managed.includes(providerId) ? [providerId] : [] };
  }

  /** The civil date of care. */
  today(): Promise<CivilDay> {
    return careDay(this.clock, this.deps.timeZone);
  }
}
