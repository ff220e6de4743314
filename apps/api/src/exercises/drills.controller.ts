import { Controller, Inject, Param } from '@nestjs/common';
import { DirectoryQueries, PostgresExerciseStore } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import {
  as,
  fromIso,
  toIso,
  type AccountId,
  type DeviceId,
  type HelperId,
  type HomeId,
  type RegionId,
} from '@silverbell/kernel';
import {
  endDrill,
  isDrillOpen,
  openDrill,
  pressInDrill,
  type Drill,
  type Drilled,
  type ExerciseDeps,
} from '@silverbell/usecases';
import type { AnswerOf, Drill as WireDrill } from '@silverbell/wire';
import { IncidentService } from '../incidents/incident.service.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';

/** Exercises 演练: opened by a lead or an administrator of the region, for whom and until when. */
@Controller()
export class DrillsController {
  constructor(
    private readonly incidentService: IncidentService,
    private readonly exercises: PostgresExerciseStore,
    private readonly directory: DirectoryQueries,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: ExerciseDeps,
  ) {}

  @Serves('drills')
  async list(@Caller() account: Account): Promise<AnswerOf<'drills'>> {
    const drills = await this.exercises.drillsOf([...(await this.scope.regionsOf(account))]);
    return { items: await this.shown(drills) };
  }

  @Serves('openDrill')
  async open(@Caller() account: Account, @ValidBody() body: ParsedBody<'openDrill'>): Promise<AnswerOf<'openDrill'>> {
    const regionId = as<RegionId>(body.regionId ?? account.regionId);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const until = fromIso(body.until);
    if (until === null) throw new ProblemError('invalid-request');
    const drilled = await openDrill(this.deps, {
      regionId,
      purpose: body.purpose,
      homeIds: (body.homeIds ?? []).map(as<HomeId>),
      deviceIds: (body.deviceIds ?? []).map(as<DeviceId>),
      helperIds: (body.helperIds ?? []).map(as<HelperId>),
      by: account.id,
      until,
    });
    return this.answer(drilled);
  }

  @Serves('endDrill')
  async end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() _: ParsedBody<'endDrill'>,
  ): Promise<AnswerOf<'endDrill'>> {
    await this.assertVisible(account, id);
    return this.answer(await endDrill(this.deps, id, account.id));
  }

  @Serves('drillPress')
  async press(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { homeId, deviceId, kind, certainty }: ParsedBody<'drillPress'>,
  ): Promise<AnswerOf<'drillPress'>> {
    await this.assertVisible(account, id);
    const result = await pressInDrill(this.deps, {
      drillId: id,
      by: { kind: 'lead', id: account.id },
      homeId: homeId === undefined ? null : as<HomeId>(homeId),
      deviceId: deviceId === undefined ? null : as<DeviceId>(deviceId),
      kind,
      certainty,
    });
    if (!result.ok) throw ProblemError.of(result.refusal);
    return this.incidentService.answer(account, result);
  }

  /** A drill of another region does not exist for this account. */
  private async assertVisible(account: Account, id: string): Promise<void> {
    const drill = await this.exercises.drill(id);
    if (drill === null || !(await this.scope.sees(account, drill.regionId))) throw new ProblemError('not-found');
  }

  private async answer(drilled: Drilled): Promise<WireDrill> {
    if (!drilled.ok) throw ProblemError.of(drilled.refusal);
    const [shown] = await this.shown([drilled.drill]);
    if (shown === undefined) throw new ProblemError('not-found');
    return shown;
  }

  private async shown(drills: readonly Drill[]): Promise<WireDrill[]> {
    const now = this.deps.clock.now();
    const names = await this.directory.names({ accounts: drills.map(({ openedBy }) => openedBy) });
    return drills.map((drill) => ({
      id: drill.id,
      regionId: drill.regionId,
      purpose: drill.purpose,
      homeIds: [...drill.homeIds],
      deviceIds: [...drill.deviceIds],
      helperIds: [...drill.helperIds],
      openedBy: { id: drill.openedBy, name: names.accounts.get(as<AccountId>(drill.openedBy)) ?? '—' },
      openedAt: toIso(drill.openedAt),
      until: toIso(drill.until),
      endedAt: drill.endedAt === null ? null : toIso(drill.endedAt),
      open: isDrillOpen(drill, now),
    }));
  }
}
