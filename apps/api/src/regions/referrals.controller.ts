import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresEmergencyNumberStore,
  PostgresFacilityStore,
  PostgresReferralStore,
  type ReferralOnFile,
} from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { answerReferral, createReferral, endReferral, type Deps, type ReferralDeps } from '@silverbell/usecases';
import type { AnswerOf, ReferralOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { pageOf } from './registry-page.js';
import { RegistryCommands } from './registry-commands.js';

/** Referrals that touch the caller's regions: by the senior, or by one of the two facilities. */
@Controller()
export class ReferralsController {
  private readonly referralDeps: ReferralDeps;

  constructor(
    private readonly referrals: PostgresReferralStore,
    private readonly facilities: PostgresFacilityStore,
    private readonly numbers: PostgresEmergencyNumberStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.referralDeps = { referrals, newId: deps.newId };
  }

  @Serves('referrals')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, state, cursor, limit }: ParsedQuery<'referrals'>,
  ): Promise<AnswerOf<'referrals'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageOf(limit, (take) => this.referrals.page({ regionIds, seniorId, state, cursor, take }));
    return { ...page, items: page.items.map(referralOf) };
  }

  @Serves('referral')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'referral'>> {
    return referralOf(await this.seen(account, id));
  }

  @Serves('createReferral')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createReferral'>,
  ): Promise<AnswerOf<'createReferral'>> {
    const regionId = await this.referrals.regionOfSenior(wanted.seniorId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    // A hub often stands above the caller: the regions above the senior are as good as the caller's own.
    const { chain } = await this.numbers.above(regionId);
    for (const id of [wanted.fromFacilityId, wanted.toFacilityId]) {
      const facility = await this.facilities.byId(id);
      const isKnown =
        facility !== null && (chain.includes(facility.regionId) || (await this.scope.sees(account, facility.regionId)));
      if (!isKnown) throw new ProblemError('facility-unknown');
    }
    const done = await createReferral(this.referralDeps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.one(account, id));
  }

  @Serves('answerReferral')
  async answer(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { accept, note }: ParsedBody<'answerReferral'>,
  ): Promise<AnswerOf<'answerReferral'>> {
    const { to } = await this.seen(account, id);
    // The one who receives her answers.
    if (!(await this.scope.sees(account, to.regionId))) throw new ProblemError('not-allowed');
    const asked = { id, accept, note: note ?? null, ifMatch: headers.ifMatch };
    const done = await answerReferral(this.referralDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  @Serves('endReferral')
  async end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { note }: ParsedBody<'endReferral'>,
  ): Promise<AnswerOf<'endReferral'>> {
    await this.seen(account, id);
    const asked = { id, note, ifMatch: headers.ifMatch };
    const done = await endReferral(this.referralDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  /** A referral that touches none of the caller's regions does not exist for this account. */
  private async seen(account: Account, id: string): Promise<ReferralOnFile> {
    const regionIds = await this.scope.within(account, undefined);
    const [referral] = await this.referrals.page({ regionIds, id, take: 1 });
    if (referral === undefined) throw new ProblemError('not-found');
    return referral;
  }
}

const referralOf = ({
  regionId,
  seniorId,
  seniorName,
  from,
  to,
  state,
  openedAt,
  version,
  id,
  steps,
}: ReferralOnFile): ReferralOnWire => ({
  ...{ id, regionId, senior: { id: seniorId, name: seniorName }, from, to, state, version, openedAt: toIso(openedAt) },
  trail: steps.map((step) => ({
    at: toIso(step.at),
    by: { id: step.by, name: step.byName },
    ...{ state: step.state, note: step.note },
  })),
});
