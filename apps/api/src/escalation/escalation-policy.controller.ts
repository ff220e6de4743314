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
  constructor(private readonly service: EscalationPolicyService) {}

  @Serves('regionLadders')
  async present(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'regionLadders'>> {
    return this.service.regionLadders(account, await this.service.region(account, id));
  }

  @Serves('proposeLadders')
  async propose(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason, ladders }: ParsedBody<'proposeLadders'>,
    @Headers('accept-language') language: string | undefined,
  ): Promise<AnswerOf<'proposeLadders'>> {
    const regionId = await this.service.region(account, id);
    const draft = await proposeLadders(this.service.deps, {
      regionId,
      by: account.id,
      reason,
      edit: editFromWire(ladders),
    });
    return this.service.detail(this.service.done(draft, languageOf(language)));
  }

  @Serves('ladderDraft')
  async draft(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'ladderDraft'>> {
    return this.service.detail(await this.service.draft(account, id));
  }

  @Serves('dryRunLadders')
  async dryRun(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { days }: ParsedBody<'dryRunLadders'>,
  ): Promise<AnswerOf<'dryRunLadders'>> {
    const { id: draftId } = await this.service.draft(account, id);
    return this.service.dryRun(
      this.service.done(await dryRun(this.service.deps, { draftId, by: account.id, days }), 'zh-CN'),
    );
  }

  @Serves('approveLadders')
  async approve(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { fingerprint, effectiveAt }: ParsedBody<'approveLadders'>,
    @Headers('accept-language') language: string | undefined,
  ): Promise<AnswerOf<'approveLadders'>> {
    const { id: draftId } = await this.service.draft(account, id);
    const approved = await approveLadders(this.service.deps, {
      draftId,
      by: account.id,
      fingerprint,
      effectiveAt: effectiveAt === undefined ? null : instant(Date.parse(effectiveAt)),
    });
    return this.service.detail(this.service.done(approved, languageOf(language)));
  }

  @Serves('rejectLadders')
  async reject(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'rejectLadders'>,
  ): Promise<AnswerOf<'rejectLadders'>> {
    const { id: draftId } = await this.service.draft(account, id);
    return this.ended(await rejectLadders(this.service.deps, { draftId, by: account.id, reason }));
  }

  @Serves('withdrawLadders')
  async withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'withdrawLadders'>,
  ): Promise<AnswerOf<'withdrawLadders'>> {
    const { id: draftId } = await this.service.draft(account, id);
    return this.ended(await withdrawLadders(this.service.deps, { draftId, by: account.id, reason }));
  }

  private ended(answer: Awaited<ReturnType<typeof rejectLadders>>): Promise<AnswerOf<'ladderDraft'>> {
    return this.service.detail(this.service.done(answer, 'zh-CN'));
  }
}
