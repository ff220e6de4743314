import { Controller, Inject } from '@nestjs/common';
import { PostgresDirectory, PostgresDuty } from '@silverbell/adapter-postgres';
import { Body, Caller, Serves, type Account, type ParsedBody, type Settings } from '@silverbell/adapter-nest';
import { as, fromIso, geoPoint, toIso, type RegionId } from '@silverbell/kernel';
import type { Rooms } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { helperOf } from '../offers/going-desk.js';
import { ROOMS, SETTINGS } from '../parts.js';
import { ReplicaLine } from '../replicas/replica-line.js';
import { TrainingSeats } from '../scope/training-seats.js';
import { ProgressReport } from './progress-report.js';

@Controller()
export class MeController {
  constructor(
    private readonly duty: PostgresDuty,
    private readonly directory: PostgresDirectory,
    private readonly progress: ProgressReport,
    private readonly replicas: ReplicaLine,
    private readonly seats: TrainingSeats,
    @Inject(ROOMS) private readonly rooms: Rooms,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('me')
  async me(@Caller() account: Account): Promise<AnswerOf<'me'>> {
    const duty = await this.dutyOf(account);
    return {
      user: { id: account.id, name: account.name, role: account.role, regionId: account.regionId },
      onDuty: duty === null ? (hasDuty(account) ? false : null) : duty.onDuty,
      training: duty !== null && duty.training,
      helperId: account.helperId,
      deskNumber:
        account.role === 'helper' && account.regionId !== null
          ? await this.directory.deskNumber(as<RegionId>(account.regionId))
          : null,
      demo: this.settings.mode === 'demo',
    };
  }

  @Serves('duty')
  async setDuty(
    @Caller() account: Account,
    @Body() { onDuty, training }: ParsedBody<'duty'>,
  ): Promise<AnswerOf<'duty'>> {
    const now = this.rooms.clock.now();
    const duty = await (account.role === 'helper'
      ? this.duty.setHelper(helperOf(account), onDuty, now)
      : this.duty.setOperator(account.id, onDuty, now, await this.seats.asAskedByHerself(account, training)));
    if (account.role === 'helper') this.replicas.changed(helperOf(account));
    return { onDuty: duty.onDuty, training: duty.training, since: toIso(duty.since) };
  }

  @Serves('position')
  async position(
    @Caller() account: Account,
    @Body() { lat, lng, accuracyM, at }: ParsedBody<'position'>,
  ): Promise<AnswerOf<'position'>> {
    const now = this.rooms.clock.now();
    const point = geoPoint(lat, lng);
    // 0/0 is what a phone without a fix sends: nothing to keep, nothing to complain about.
    if (!point) return {};
    const helperId = helperOf(account);
    const isNews = await this.duty.recordPosition(
      helperId,
      { lat, lng, accuracyM: accuracyM ?? null, at: (at ? fromIso(at) : null) ?? now },
      now,
    );
    if (isNews) this.replicas.moved(helperId, { lat, lng, at: now });
    await this.progress.from(helperId, point);
    return {};
  }

  private async dutyOf(account: Account): Promise<{ readonly onDuty: boolean; readonly training: boolean } | null> {
    if (account.role === 'helper') return this.duty.ofHelper(helperOf(account));
    return hasDuty(account) ? this.duty.ofOperator(account.id) : null;
  }
}

const hasDuty = ({ role }: Account): boolean => role === 'helper' || role === 'operator' || role === 'lead';
