import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresVillageScoreStore } from '@silverbell/adapter-postgres';
import { yearOf } from '@silverbell/care';
import { as, type RegionId } from '@silverbell/kernel';
import {
  careDay,
  setVillageTarget,
  shownScore,
  type CareClock,
  type Deps,
  type VillageOfYear,
} from '@silverbell/usecases';
import type { AnswerOf, VillageScoreOnWire } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import { ProblemError } from '../../http/problems/problem-error.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { RegistryCommands } from '../../regions/registry-commands.js';
import { onlyOne, pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';

/** Scores of villages (CR-54). */
@Controller()
export class VillageScoresController {
  constructor(
    private readonly scores: PostgresVillageScoreStore,
    private readonly scope: RegionScope,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('villageScores')
  async list(
    @Caller() account: Account,
    @ValidQuery() { year, regionId, cursor, limit }: ParsedQuery<'villageScores'>,
  ): Promise<AnswerOf<'villageScores'>> {
    const regionIds = await this.scope.within(account, regionId);
    const today = await this.today();
    const asked = { regionIds, year: year ?? yearOf(today), cursor };
    const placeOf = ({ regionId: id }: VillageOfYear): string => id;
    const page = await pageBy(placeOf, limit, (take) => this.scores.page({ ...asked, take }));
    const shown = page.items.map((line) => this.shown(account, line, asked.year, today));
    return { ...page, items: await Promise.all(shown) };
  }

  @Serves('setVillageTarget')
  async set(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { year, measure, target }: ParsedBody<'setVillageTarget'>,
  ): Promise<AnswerOf<'setVillageTarget'>> {
    const regionId = as<RegionId>(id);
    const at = await this.scope.at(account, regionId);
    if (at === null || !maySet(at)) throw new ProblemError('not-found');
    const today = await this.today();
    const wanted = { regionId, year, measure, target, ifMatch: headers.ifMatch, today };
    const done = await setVillageTarget({ scores: this.scores }, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, async () => {
      const line = onlyOne(await this.scores.page({ regionIds: [regionId], year, take: 1 }));
      return this.shown(account, line, year, today);
    });
  }

  private async shown(account: Account, line: VillageOfYear, year: number, today: string): Promise<VillageScoreOnWire> {
    const score = await shownScore(this.scores, line, year);
    const at = await this.scope.at(account, line.regionId);
    const isOpen = score.frozenOn === null && today <= score.deadline;
    return { ...score, allowedActions: isOpen && at !== null && maySet(at) ? ['set-target'] : [] };
  }

  private today(): Promise<string> {
    return careDay(this.clock, this.deps.timeZone);
  }
}

const maySet = (at: Account): boolean => hasRole(at, 'township-officer', 'county-officer');
