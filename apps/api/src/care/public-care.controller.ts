import { Controller, Headers, Inject, Req } from '@nestjs/common';
import {
  PostgresCareRecordStore,
  PostgresCareSettingStore,
  PostgresRegionSettingStore,
  PostgresRegionStore,
} from '@silverbell/adapter-postgres';
import { TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import { eligibilityOn, minutesPerDayFor } from '@silverbell/care';
import { as, LeakyBuckets, minutes, type Clock, type RegionId } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { ProblemError } from '../http/problems/problem-error.js';
import { languageOf } from '../http/problems/sentences.js';
import { ValidQuery, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';
import { CareScope } from './care-scope.js';
import { documentsOf, verdictOf } from './need.service.js';

/** 60 a minute of one address (CR-74). */
const REQUESTS = { most: 60, within: minutes(1) };

/** What anybody may ask without a login; nothing that is asked is kept (CR-74). */
@Controller()
export class PublicCareController {
  readonly #requests = new LeakyBuckets(REQUESTS);

  constructor(
    private readonly regions: PostgresRegionStore,
    private readonly pilots: PostgresRegionSettingStore,
    private readonly settings: PostgresCareSettingStore,
    private readonly records: PostgresCareRecordStore,
    private readonly sight: CareScope,
    private readonly proxies: TrustedProxies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('publicEligibility')
  async eligibility(
    @Req() request: AskingRequest,
    @Headers('accept-language') accept: string | undefined,
    @ValidQuery() query: ParsedQuery<'publicEligibility'>,
  ): Promise<AnswerOf<'publicEligibility'>> {
    const { age, class: economicClass, grade, alone } = query;
    if (!this.#requests.take(this.proxies.clientOf(request), this.clock.now()))
      throw new ProblemError('too-many-requests', { retryAfterS: 1 });
    const regionId = as<RegionId>(query.regionId);
    const region = await this.regions.byId(regionId);
    if (region === null || region.deactivated !== null) throw new ProblemError('not-found');
    if (!(await this.pilots.isOn('public', regionId, this.clock.now()))) throw new ProblemError('feature-off');
    const today = await this.sight.today();
    const settings = await this.settings.on(regionId, today);
    // A person of that age today: her birthday itself is not asked.
    const birthDate = `${String(Number(today.slice(0, 4)) - age).padStart(4, '0')}-01-01`;
    const proofs = [{ economicClass, from: today, until: today }];
    const found = eligibilityOn({ birthDate, registeredHere: true, proofs, alone: alone === 'true' }, settings, today);
    const language = languageOf(accept);
    const minutesPerDay = found.eligible ? minutesPerDayFor(grade, settings) : 0;
    const { failed, conditions } = verdictOf(found, language);
    return {
      ...{ eligible: found.eligible, failed, conditions, minutesPerDay, hoursPerDay: minutesPerDay / 60 },
      documents: documentsOf(economicClass, language),
      office: await this.records.officeOf(regionId),
    };
  }
}
