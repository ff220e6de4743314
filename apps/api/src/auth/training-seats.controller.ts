import { Controller, Inject, Param } from '@nestjs/common';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from './sessions.js';
import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { as, type AccountId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { Role } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from './region-scope.js';
import { TrainingSeats } from './training-seats.js';

const isSeat = (role: Role): boolean => role === 'operator' || role === 'lead';

/** Who learns is said by a lead or an administrator. */
@Controller()
export class TrainingSeatsController {
  constructor(
    private readonly accounts: PostgresAccountStore,
    private readonly seats: TrainingSeats,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Pick<Deps, 'clock'>,
  ) {}

  @Serves('trainingSeat')
  async set(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { training }: ParsedBody<'trainingSeat'>,
  ): Promise<AnswerOf<'trainingSeat'>> {
    const operator = await this.accounts.byId(as<AccountId>(id));
    const seats = operator === null || operator.disabled ? [] : operator.roles.filter(({ role }) => isSeat(role));
    const seen = await Promise.all(seats.map(({ regionId }) => this.scope.sees(account, regionId)));
    if (operator === null || !seen.includes(true)) throw new ProblemError('not-found');
    await this.seats.set(operator, training, this.deps.clock.now());
    return { accountId: operator.id, training };
  }
}
