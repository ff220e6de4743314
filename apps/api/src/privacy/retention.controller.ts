import { Controller, Inject } from '@nestjs/common';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { retentionPeriodsInForce, type PeriodInForce, type Deps } from '@silverbell/usecases';
import { RETAINED_DATA_KINDS } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';

const RUNS_SHOWN = 100;

/** Retention periods and past runs, for the roles that answer for personal data. */
@Controller()
export class RetentionController {
  constructor(
    private readonly retention: PostgresRetentionStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Pick<Deps, 'clock'>,
  ) {}

  @Serves('retention')
  async retained(@Caller() account: Account): Promise<AnswerOf<'retention'>> {
    const now = this.deps.clock.now();
    const [settings, runs] = await Promise.all([this.retention.settings(), this.retention.records(RUNS_SHOWN)]);
    const periods: PeriodInForce[] = [];
    for (const period of RETAINED_DATA_KINDS.flatMap((what) => retentionPeriodsInForce(what, settings, now)))
      if (period.regionId === null || (await this.scope.sees(account, period.regionId))) periods.push(period);
    return {
      periods: periods.map((period) => ({ ...period, validFrom: period.validFrom && toIso(period.validFrom) })),
      runs: runs.map(({ id, what, cutOffs, begunAt, lastAt, endedAt, removed, batches, engines }) => ({
        ...{ id, what, removed, batches, engines: [...engines] },
        ...{ before: toIso(cutOffs.otherwise), begunAt: toIso(begunAt), lastAt: toIso(lastAt) },
        endedAt: endedAt && toIso(endedAt),
      })),
    };
  }
}
