import { Controller, Inject } from '@nestjs/common';
import { PostgresWorkStore, ProviderLogins, type WorkItem, type WorkSight } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { careDay, type CareClock, type Deps } from '@silverbell/usecases';
import { ROLES } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
import type { Account } from '../../auth/sessions.js';
import { Caller, ValidQuery, type ParsedQuery } from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { shownName } from '../shown-name.js';

const DEFAULT_LIMIT = 200;

/** What is open for each role of the reader, in its region; what is overdue below it is on its list as well (CR-08, CR-77). */
@Controller()
export class WorkController {
  constructor(
    private readonly work: PostgresWorkStore,
    private readonly logins: ProviderLogins,
    private readonly scope: RegionScope,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('work')
  async list(@Caller() account: Account, @ValidQuery() { limit }: ParsedQuery<'work'>): Promise<AnswerOf<'work'>> {
    const [today, now] = [await careDay(this.clock, this.deps.timeZone), await this.clock.now()];
    const providerId = await this.logins.providerOf(account.id);
    const sights: readonly WorkSight[] = await Promise.all(
      account.roles.map(async ({ role, regionId }) => ({
        ...{ role, regionIds: [...(await this.scope.below(regionId))], providerId },
      })),
    );
    const { items, counts } = await this.work.list(today, now, sights, limit ?? DEFAULT_LIMIT);
    return {
      ...{ today, counts },
      items: items.map(({ seniorName, workerName, providerId, providerName, ownerRole, remindedAt, ...item }) => ({
        ...item,
        ownerRole: ROLES.find((role) => role === ownerRole) ?? 'county-officer',
        senior: personOf(item.seniorId, seniorName, item),
        worker: personOf(workerName === null ? null : item.id, workerName, item),
        provider: providerId === null ? null : { id: providerId, name: providerName ?? '—' },
        remindedAt: remindedAt === null ? null : toIso(remindedAt),
      })),
    };
  }
}

/** A superior who only sees that it is overdue reads the name masked (CR-07). */
const personOf = (id: string | null, name: string | null, { group }: Pick<WorkItem, 'group'>) =>
  id === null || name === null
    ? null
    : { id, name: shownName(name, [{ role: group === 'supervised' ? 'reader' : 'owner' }]) };
