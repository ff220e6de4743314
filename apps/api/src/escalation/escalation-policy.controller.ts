import { Controller, Headers, Param } from '@nestjs/common';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { languageOf } from '../http/problems/sentences.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { instant } from '@silverbell/kernel';
import { approveLadders, dryRun, proposeLadders, rejectLadders, withdrawLadders } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { EscalationPolicyService } from './escalation-policy.service.js';
import { editFromWire } from './wire-ladders.js';

/** Editing the ladders of a region: a wish, a dry run, and a second pair of eyes. */
@Controller()
export class EscalationPolicyController {
  constructor(private readonly desk: EscalationPolicyService) {}

  @Serves('regionLadders')
  async present(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'regionLadders'>> {
    return this.desk.regionLadders(account, await this.desk.region(account, id));
  }

  @Serves('proposeLadders')
  async propose(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason, ladders }: ParsedBody<'proposeLadders'>,
    @Headers('accept-language') language: string | undefined,
  ): Promise<AnswerOf<'proposeLadders'>> {
    const regionId = await this.desk.region(account, id);
    const draft = await proposeLadders(this.desk.deps, {
      regionId,
      by: account.id,
      reason,
      edit: editFromWire(ladders),
    });
    return this.desk.detail(this.desk.done(draft, languageOf(language)));
  }

  @Serves('ladderDraft')
  async draft(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'ladderDraft'>> {
    return this.desk.detail(await this.desk.draft(account, id));
  }

  @Serves('dryRunLadders')
  async dryRun(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { days }: ParsedBody<'dryRunLadders'>,
  ): Promise<AnswerOf<'dryRunLadders'>> {
    const { id: draftId } = await this.desk.draft(account, id);
    return this.desk.dryRun(this.desk.done(await dryRun(this.desk.deps, { draftId, by: account.id, days }), 'zh-CN'));
  }

  @Serves('approveLadders')
  async approve(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { fingerprint, effectiveAt }: ParsedBody<'approveLadders'>,
    @Headers('accept-language') language: string | undefined,
  ): Promise<AnswerOf<'approveLadders'>> {
    const { id: draftId } = await this.desk.draft(account, id);
    const approved = await approveLadders(this.desk.deps, {
      draftId,
      by: account.id,
      fingerprint,
      effectiveAt: effectiveAt === undefined ? null : instant(Date.parse(effectiveAt)),
    });
    return this.desk.detail(this.desk.done(approved, languageOf(language)));
  }

  @Serves('rejectLadders')
  async reject(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'rejectLadders'>,
  ): Promise<AnswerOf<'rejectLadders'>> {
    const { id: draftId } = await this.desk.draft(account, id);
    return this.ended(await rejectLadders(this.desk.deps, { draftId, by: account.id, reason }));
  }

  @Serves('withdrawLadders')
  async withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'withdrawLadders'>,
  ): Promise<AnswerOf<'withdrawLadders'>> {
    const { id: draftId } = await this.desk.draft(account, id);
    return this.ended(await withdrawLadders(this.desk.deps, { draftId, by: account.id, reason }));
  }

  private ended(answer: Awaited<ReturnType<typeof rejectLadders>>): Promise<AnswerOf<'ladderDraft'>> {
    return this.desk.detail(this.desk.done(answer, 'zh-CN'));
  }
}
