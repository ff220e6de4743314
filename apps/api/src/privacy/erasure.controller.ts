import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresCodeWordStore, PostgresErasureStore } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, type SeniorId } from '@silverbell/kernel';
import { erasePerson, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';

/** Promise 10: what the law lets a person erase can be erased. */
@Controller()
export class ErasureController {
  constructor(
    private readonly erasures: PostgresErasureStore,
    private readonly people: PostgresCodeWordStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('erasePerson')
  async erase(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'erasePerson'>,
  ): Promise<AnswerOf<'erasePerson'>> {
    const regionId = await this.people.regionOf(id);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const refusal = await erasePerson(
      { erasures: this.erasures, clock: this.deps.clock },
      { seniorId: as<SeniorId>(id), by: account.id, reason },
    );
    if (refusal !== null) throw ProblemError.of(refusal);
    return {};
  }
}
