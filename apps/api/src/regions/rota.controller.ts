import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresDutySeatStore, PostgresRegionSettingStore, PostgresRotaStore } from '@silverbell/adapter-postgres';
import { as, hours, instant, toIso, type RegionId } from '@silverbell/kernel';
import {
  cancelShift,
  gapsOf,
  holderAt,
  maskedPhone,
  planShifts,
  reportAbsence,
  swapShifts,
  warnAheadOf,
  type Deps,
  type DutySeatFile,
  type RotaDeps,
  type ShiftFile,
} from '@silverbell/usecases';
import type { AnswerOf, ShiftOnWire } from '@silverbell/wire';
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
import { RegistryCommands } from './registry-commands.js';

const LONGEST = hours(24 * 62);

/** Who holds a duty seat when, within the caller's regions. */
@Controller()
export class RotaController {
  private readonly rotaDeps: RotaDeps;

  constructor(
    private readonly rota: PostgresRotaStore,
    private readonly seats: PostgresDutySeatStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.rotaDeps = { rota, newId: deps.newId };
  }

  @Serves('rota')
  async list(@Caller() account: Account, @ValidQuery() query: ParsedQuery<'rota'>): Promise<AnswerOf<'rota'>> {
    const regionIds = await this.scope.within(account, query.regionId);
    const now = this.deps.clock.now();
    const every = await this.seats.of(regionIds as readonly RegionId[]);
    const seats = every.filter(({ id, active }) => (query.seatId === undefined ? active : id === query.seatId));
    const settingsOf = await this.settings.ofEach(regionIds, 'rota.', now);
    const from = query.from === undefined ? now : instant(Date.parse(query.from));
    const ahead = Math.max(...regionIds.map((id) => warnAheadOf(settingsOf(id))), 0);
    const wanted = query.to === undefined ? from + ahead : instant(Date.parse(query.to));
    const to = instant(Math.max(from, Math.min(wanted, from + LONGEST)));
    const shifts = await this.rota.of(
      seats.map(({ id }) => id),
      instant(Math.min(from, now)),
      instant(Math.max(to, now + 1)),
    );
    const shown = await this.present(account, shifts);
    return {
      ...{ from: toIso(from), to: toIso(to) },
      seats: seats.map(({ id, regionId, role, name, keepsRota }) => {
        const own = shifts.filter(({ seatId }) => seatId === id);
        const inPart = new Set(own.filter((one) => one.from < to && one.to > from).map((one) => one.id));
        return {
          ...{ seatId: id, regionId, role, name, keepsRota },
          holderNow: holderAt(own, now)?.personName ?? null,
          shifts: shown.filter((one) => inPart.has(one.id)),
          gaps: keepsRota ? gapsOf(own, { from, to }).map((gap) => ({ from: toIso(gap.from), to: toIso(gap.to) })) : [],
        };
      }),
    };
  }

  @Serves('planShifts')
  async plan(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { items }: ParsedBody<'planShifts'>,
  ): Promise<AnswerOf<'planShifts'>> {
    await this.seatWithin(account, id);
    const wanted = items.map(({ from, to, ...one }) => ({
      ...one,
      from: instant(Date.parse(from)),
      to: instant(Date.parse(to)),
    }));
    const done = await planShifts(this.rotaDeps, this.commands.of(account, headers), id, wanted);
    const [first, last] = [Math.min(...wanted.map(({ from }) => from)), Math.max(...wanted.map(({ to }) => to))];
    return this.commands.answer(done, async (seatId) => ({
      items: await this.present(account, await this.rota.of([seatId], instant(first), instant(last))),
    }));
  }

  @Serves('swapShifts')
  async swap(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { withShiftId, reason }: ParsedBody<'swapShifts'>,
  ): Promise<AnswerOf<'swapShifts'>> {
    await this.within(account, id);
    await this.within(account, withShiftId);
    const asked = { id, withShiftId, reason, ifMatch: headers.ifMatch };
    const done = await swapShifts(this.rotaDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, () => this.written(account, [id, withShiftId]));
  }

  @Serves('reportAbsence')
  async absence(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason, standIn }: ParsedBody<'reportAbsence'>,
  ): Promise<AnswerOf<'reportAbsence'>> {
    await this.within(account, id);
    const asked = { id, reason, standIn, ifMatch: headers.ifMatch };
    const done = await reportAbsence(this.rotaDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, () => this.written(account, [id]));
  }

  @Serves('cancelShift')
  async cancel(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'cancelShift'>,
  ): Promise<AnswerOf<'cancelShift'>> {
    await this.within(account, id);
    const asked = { id, reason, ifMatch: headers.ifMatch };
    const done = await cancelShift(this.rotaDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, () => this.written(account, [id]));
  }

  /** A shift of another account's scope is answered like one that does not exist. */
  private async within(account: Account, shiftId: string): Promise<void> {
    const [shift] = await this.rota.byIds([shiftId]);
    if (shift === undefined) throw new ProblemError('not-found');
    await this.seatWithin(account, shift.seatId);
  }

  private async seatWithin(account: Account, id: string): Promise<DutySeatFile> {
    const seat = await this.seats.byId(id);
    if (seat === null || !(await this.scope.sees(account, as<RegionId>(seat.regionId))))
      throw new ProblemError('not-found');
    return seat;
  }

  private async written(account: Account, ids: readonly string[]): Promise<{ items: ShiftOnWire[] }> {
    return { items: await this.present(account, await this.rota.byIds(ids)) };
  }

  private async present(account: Account, shifts: readonly ShiftFile[]): Promise<ShiftOnWire[]> {
    const steps = await this.rota.steps(shifts.map(({ id }) => id));
    const inFull = mayCall(account, 'planShifts');
    return shifts.map(({ id, seatId, personName, voiceNumber, from, to, state, version }) => ({
      ...{ id, seatId, personName, state, version, from: toIso(from), to: toIso(to) },
      voiceNumber: voiceNumber === null || inFull ? voiceNumber : maskedPhone(voiceNumber),
      trail: steps
        .filter(({ shiftId }) => shiftId === id)
        .map((step) => ({
          at: toIso(step.at),
          by: { id: step.by, name: step.byName },
          ...{ what: step.what, personName: step.personName, reason: step.reason },
        })),
    }));
  }
}
