import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresDutySeatStore, PostgresHandoverStore } from '@silverbell/adapter-postgres';
import { as, type AccountId } from '@silverbell/kernel';
import {
  acceptHandoverItem,
  openHandover,
  recordSeatAnswered,
  signHandover,
  takeHandoverBack,
  type Deps,
} from '@silverbell/usecases';
import type { AnswerOf, HandoverOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { HandoverService } from './handover.service.js';

/** How many of the past are listed. */
const NEWEST = 20;

@Controller()
export class HandoverController {
  constructor(
    private readonly handovers: PostgresHandoverStore,
    private readonly commands: RegistryCommands,
    private readonly service: HandoverService,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    private readonly dutySeats: PostgresDutySeatStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('handovers')
  async list(@Caller() account: Account): Promise<AnswerOf<'handovers'>> {
    const [page, receivers] = await Promise.all([
      this.handovers.page([...(await this.scope.regionsOf(account))], NEWEST),
      this.handovers.receivers(account.regionId),
    ]);
    const items = await Promise.all(page.map((one) => this.service.presented(one)));
    return { items, receivers: receivers.filter(({ id }) => id !== account.id) };
  }

  @Serves('openHandover')
  async open(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { to }: ParsedBody<'openHandover'>,
  ): Promise<HandoverOnWire> {
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
    const done = await openHandover(this.writing(), this.commands.of(account, headers), {
      ...{ to: as<AccountId>(to), regionId: account.regionId },
    });
    return this.commands.answer(done, (id) => this.service.read(id));
  }

  @Serves('acceptHandoverItem')
  async accept(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { kind, item }: ParsedBody<'acceptHandoverItem'>,
  ): Promise<HandoverOnWire> {
    const command = this.commands.of(account, headers);
    const wanted = { kind, id: item ?? null };
    await this.service.passOn(account, id, wanted, command);
    const done = await acceptHandoverItem(this.writing(), command, { id, item: wanted });
    return this.commands.answer(done, (one) => this.service.read(one));
  }

  @Serves('signHandover')
  async sign(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'signHandover'>,
  ): Promise<HandoverOnWire> {
    const done = await signHandover(this.writing(), this.commands.of(account, headers), id);
    return this.commands.answer(done, (one) => this.service.read(one));
  }

  @Serves('withdrawHandover')
  async withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'withdrawHandover'>,
  ): Promise<HandoverOnWire> {
    const done = await takeHandoverBack(this.writing(), this.commands.of(account, headers), id);
    return this.commands.answer(done, (one) => this.service.read(one));
  }

  @Serves('secondPaths')
  async secondPaths(@Caller() account: Account): Promise<AnswerOf<'secondPaths'>> {
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
    return this.service.secondPathsOf(account.regionId);
  }

  /** The monthly check of such a number, by the desk that depends on it. */
  @Serves('secondPathAnswered')
  async answered(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'secondPathAnswered'>,
  ): Promise<AnswerOf<'secondPathAnswered'>> {
    const paths = await this.handovers.secondPaths(account.regionId);
    if (!paths.some(({ seatId }) => seatId === id)) throw new ProblemError('not-found');
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
    const done = await recordSeatAnswered({ seats: this.dutySeats }, this.commands.of(account, headers), id);
    return this.commands.answer(done, () => this.service.secondPathsOf(account.regionId));
  }

  private writing() {
    return { handovers: this.handovers, newId: this.deps.newId };
  }
}
