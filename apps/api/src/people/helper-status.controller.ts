import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresCodeWordStore, PostgresAccessLogStore } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, toIso, type SeniorId } from '@silverbell/kernel';
import { reinstateHelper, suspendHelper, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';
import { HelperStatusService, standingOf } from './helper-status.service.js';

const READINGS_SHOWN = 500;

/** Who may go, and who may know: for leads and administrators. */
@Controller()
export class HelperStatusController {
  constructor(
    private readonly service: HelperStatusService,
    private readonly codeWords: PostgresCodeWordStore,
    private readonly kept: PostgresAccessLogStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('standing')
  async standing(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'standing'>> {
    return standingOf(await this.service.file(account, id));
  }

  @Serves('suspend')
  suspend(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'suspend'>,
  ): Promise<AnswerOf<'suspend'>> {
    return this.service.change(account, id, body, headers, suspendHelper);
  }

  @Serves('reinstate')
  reinstate(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'reinstate'>,
  ): Promise<AnswerOf<'reinstate'>> {
    return this.service.change(account, id, body, headers, reinstateHelper);
  }

  /** Written, and never read back here: the operator who attends an incident reads it there. */
  @Serves('codeWord')
  async codeWord(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { codeWord }: ParsedBody<'codeWord'>,
  ): Promise<AnswerOf<'codeWord'>> {
    const regionId = await this.codeWords.regionOf(id);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    await this.codeWords.set(as<SeniorId>(id), codeWord, this.deps.clock.now());
    return {};
  }

  @Serves('readings')
  async readings(@Caller() account: Account): Promise<AnswerOf<'readings'>> {
    const kept = await this.kept.of([...(await this.scope.regionsOf(account))], READINGS_SHOWN);
    return {
      items: kept.map((one) => ({
        by: { id: one.accountId, name: one.accountName },
        role: one.role,
        what: one.what,
        incident: one.incidentNumber === null ? null : { id: one.about, number: one.incidentNumber },
        regionId: one.regionId,
        firstAt: toIso(one.firstAt),
        lastAt: toIso(one.lastAt),
        times: one.times,
      })),
    };
  }
}
