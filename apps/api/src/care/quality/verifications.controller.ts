import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresOrderStore, PostgresQualityStore, type VerificationOnFile } from '@silverbell/adapter-postgres';
import { as } from '@silverbell/kernel';
import {
  assignInStead,
  commandVerification,
  type CareClock,
  type Deps,
  type OrderDeps,
  type QualityDeps,
  type VerificationWish,
} from '@silverbell/usecases';
import type { VerificationStep } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../../auth/sessions.js';
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
import { pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { QualityAccess } from './quality-access.service.js';
import { trailOnWire, verificationOnWire } from './quality.presenter.js';

type VerificationAnswer = AnswerOf<'decideVerification'>;

/** The township's look at a worker after too many complaints or 不满意 twice, and her replacement (CR-50, CR-51). */
@Controller()
export class VerificationsController {
  private readonly qualityDeps: QualityDeps;
  private readonly orderDeps: OrderDeps;

  constructor(
    private readonly quality: PostgresQualityStore,
    private readonly access: QualityAccess,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    orders: PostgresOrderStore,
    @Inject(USE_CASE_DEPS) { newId, timeZone }: Deps,
  ) {
    this.qualityDeps = { quality, newId, timeZone };
    this.orderDeps = { orders, newId, timeZone };
  }

  @Serves('verifications')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, limit, ...search }: ParsedQuery<'verifications'>,
  ): Promise<AnswerOf<'verifications'>> {
    const sight = await this.access.sightOf(account, regionId);
    const placeOf = ({ verification: { id } }: VerificationOnFile): string => id;
    const page = await pageBy(placeOf, limit, (take) => this.quality.verifications({ ...search, sight, take }));
    return { ...page, items: await Promise.all(page.items.map((one) => this.shown(account, one))) };
  }

  @Serves('verification')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'verification'>> {
    const shown = await this.read(account, id);
    return { ...shown, trail: trailOnWire<VerificationStep>(await this.quality.trail('verification', id)) };
  }

  @Serves('hearVerification')
  hear(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { side, text }: ParsedBody<'hearVerification'>,
  ): Promise<VerificationAnswer> {
    return this.act(account, id, headers, { type: 'hear', side }, text);
  }

  @Serves('decideVerification')
  decide(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { result, replaceFor, reason }: ParsedBody<'decideVerification'>,
  ): Promise<VerificationAnswer> {
    return this.act(account, id, headers, { type: 'decide', result, replacedFor: replaceFor ?? null }, reason);
  }

  @Serves('assignInStead')
  async assign(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { orderId, workerId, secondWorkerId }: ParsedBody<'assignInStead'>,
  ): Promise<VerificationAnswer> {
    const done = await assignInStead(this.orderDeps, this.commands.of(account, headers), {
      ...(await this.asked(account, id, headers)),
      ...{ orderId, workerId: as(workerId), secondWorkerId: secondWorkerId === undefined ? null : as(secondWorkerId) },
    });
    return this.commands.answer(done, (one) => this.read(account, one));
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: VerificationWish,
    note?: string,
  ): Promise<VerificationAnswer> {
    const asked = { ...(await this.asked(account, id, headers)), wish, note: note ?? null };
    const done = await commandVerification(this.qualityDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.read(account, one));
  }

  private async asked(account: Account, id: string, { ifMatch }: CommandHeaders) {
    const actor = await this.access.verifierOf(account, await this.access.verification(account, id));
    return { id, ifMatch, actor, careNow: await this.clock.now() };
  }

  private async read(account: Account, id: string): Promise<VerificationAnswer> {
    return this.shown(account, await this.access.verification(account, id));
  }

  private async shown(account: Account, found: VerificationOnFile): Promise<VerificationAnswer> {
    return verificationOnWire(found, await this.access.verifierOf(account, found), await this.access.calendar());
  }
}
