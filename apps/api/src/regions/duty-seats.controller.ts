import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresDutySeatStore, PostgresRegionSettingStore } from '@silverbell/adapter-postgres';
import { as, type RegionId } from '@silverbell/kernel';
import {
  changeDutySeat,
  checkTermsOf,
  createDutySeat,
  recordSeatAnswered,
  type Deps,
  type DutySeatDeps,
  type DutySeatFile,
} from '@silverbell/usecases';
import type { AnswerOf, DutySeatOnWire } from '@silverbell/wire';
import { mayCall } from '../auth/may-call.js';
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
import { dutySeatOf } from './region.presenter.js';
import { RegistryCommands } from './registry-commands.js';

/** Who is called for a rung of the ladders. */
@Controller()
export class DutySeatsController {
  private readonly seatDeps: DutySeatDeps;

  constructor(
    private readonly seats: PostgresDutySeatStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.seatDeps = { seats, newId: deps.newId };
  }

  @Serves('dutySeats')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, q, cursor, limit }: ParsedQuery<'dutySeats'>,
  ): Promise<AnswerOf<'dutySeats'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageOf(limit, (take) => this.seats.page({ regionIds, q, cursor, take }));
    return { ...page, items: await this.present(account, page.items) };
  }

  @Serves('createDutySeat')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createDutySeat'>,
  ): Promise<AnswerOf<'createDutySeat'>> {
    await this.withinRegion(account, body.regionId);
    const done = await createDutySeat(this.seatDeps, this.commands.of(account, headers), body);
    return this.commands.answer(done, (id) => this.written(account, id));
  }

  @Serves('changeDutySeat')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeDutySeat'>,
  ): Promise<AnswerOf<'changeDutySeat'>> {
    await this.within(account, id);
    if (change.regionId !== undefined) await this.withinRegion(account, change.regionId);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeDutySeat(this.seatDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.written(account, one));
  }

  @Serves('dutySeatAnswered')
  async answered(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'dutySeatAnswered'>> {
    await this.within(account, id);
    const done = await recordSeatAnswered(this.seatDeps, this.commands.of(account, headers), id);
    return this.commands.answer(done, (one) => this.written(account, one));
  }

  /** A seat of another account's scope is answered like one that does not exist. */
  private async within(account: Account, id: string): Promise<void> {
    const seat = await this.seats.byId(id);
    if (seat === null) throw new ProblemError('not-found');
    await this.withinRegion(account, seat.regionId);
  }

  private async withinRegion(account: Account, id: string): Promise<void> {
    if (!(await this.scope.sees(account, as<RegionId>(id)))) throw new ProblemError('not-found');
  }

  private async written(account: Account, id: string): Promise<DutySeatOnWire> {
    const seat = await this.seats.byId(id);
    if (seat === null) throw new ProblemError('not-found');
    const [written] = await this.present(account, [seat]);
    if (written === undefined) throw new ProblemError('not-found');
    return written;
  }

  private async present(account: Account, seats: readonly DutySeatFile[]): Promise<DutySeatOnWire[]> {
    const now = this.deps.clock.now();
    const regionIds = seats.map(({ regionId }) => regionId);
    const settingsOf = await this.settings.ofEach(regionIds, 'checks.', now);
    const inFull = mayCall(account, 'createDutySeat');
    return seats.map((seat) => dutySeatOf(seat, now, checkTermsOf(settingsOf(seat.regionId)), inFull));
  }
}
