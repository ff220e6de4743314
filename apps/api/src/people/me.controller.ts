import { Controller, Inject } from '@nestjs/common';
import {
  IncidentQueries,
  PostgresConsolePresenceStore,
  DirectoryQueries,
  PostgresDutyStore,
} from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { ProblemError } from '../http/problems/problem-error.js';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { userOf } from '../auth/login.presenter.js';
import { hasRole } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';
import { toIso, type HelperId } from '@silverbell/kernel';
import { maskedPhone, moveArrivals, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { helperOf } from '../dispatch/assignment.service.js';
import { USE_CASE_DEPS, SETTINGS } from '../tokens.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { RegionScope } from '../auth/region-scope.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { PositionReportService } from '../dispatch/position-reports.service.js';

@Controller()
export class MeController {
  constructor(
    private readonly duty: PostgresDutyStore,
    private readonly consoles: PostgresConsolePresenceStore,
    private readonly scope: RegionScope,
    private readonly directory: DirectoryQueries,
    private readonly reports: PositionReportService,
    private readonly queries: IncidentQueries,
    private readonly replicas: ReplicaBus,
    private readonly seats: TrainingSeats,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('me')
  async me(@Caller() account: Account): Promise<AnswerOf<'me'>> {
    const duty = await this.dutyOf(account);
    const helperRegion = account.roles.find(({ role }) => role === 'helper')?.regionId;
    return {
      user: userOf(account),
      onDuty: duty === null ? (hasDuty(account) ? false : null) : duty.onDuty,
      consoleConnected: await this.isConnected(account),
      training: duty !== null && duty.training,
      helperId: account.helperId,
      deskNumber: helperRegion === undefined ? null : await this.directory.deskNumber(helperRegion),
      helper: account.helperId === null ? null : await this.onFile(account.helperId),
      demo: this.settings.mode === 'demo',
    };
  }

  private async onFile(id: HelperId): Promise<AnswerOf<'me'>['helper']> {
    const key = `helper:${id}`;
    const [helper, reach] = await Promise.all([
      this.directory.helperOnFile(id),
      this.directory.reach([key], this.deps.clock.now()),
    ]);
    const number = reach.get(key)?.number;
    return helper && { ...helper, phone: number === undefined ? null : maskedPhone(number) };
  }

  @Serves('duty')
  async setDuty(
    @Caller() account: Account,
    @ValidBody() { onDuty, training }: ParsedBody<'duty'>,
  ): Promise<AnswerOf<'duty'>> {
    const now = this.deps.clock.now();
    if (!onDuty && !answersAsHelper(account) && (await this.duty.attendsInEarnest(account.id)))
      throw new ProblemError('duty-owns-case');
    const duty = await (answersAsHelper(account)
      ? this.duty.setHelper(helperOf(account), onDuty, now)
      : this.duty.setOperator(account.id, onDuty, now, await this.seats.asAskedByHerself(account, training)));
    if (answersAsHelper(account)) this.replicas.publishStatusChanged(helperOf(account));
    const consoleConnected = await this.isConnected(account);
    return { onDuty: duty.onDuty, training: duty.training, since: toIso(duty.since), consoleConnected };
  }

  @Serves('seatsOnDuty')
  async seatsOnDuty(@Caller() account: Account): Promise<AnswerOf<'seatsOnDuty'>> {
    const seats = await this.consoles.seatsOnDuty([...(await this.scope.regionsOf(account))]);
    return {
      items: seats.map(({ id, name, role, regionId, training, since, connected }) => ({
        ...{ person: { id, name }, role, regionId, training },
        ...{ since: toIso(since), consoleConnected: connected },
      })),
      at: toIso(this.deps.clock.now()),
    };
  }

  @Serves('position')
  async position(
    @Caller() account: Account,
    @ValidBody() report: ParsedBody<'position'>,
  ): Promise<AnswerOf<'position'>> {
    const helperId = helperOf(account);
    const kept = await this.reports.record(helperId, report, this.deps.clock.now());
    if (!kept?.isNews) return {};
    const tasks = await this.queries.assignmentsOf(helperId, 'live');
    await moveArrivals(this.deps, { helperId, fix: kept.fix, tasks });
    return {};
  }

  private isConnected(account: Account): Promise<boolean | null> {
    return !answersAsHelper(account) && hasDuty(account)
      ? this.consoles.isConnected(account.id)
      : Promise.resolve(null);
  }

  private async dutyOf(account: Account): Promise<{ readonly onDuty: boolean; readonly training: boolean } | null> {
    if (answersAsHelper(account)) return this.duty.ofHelper(helperOf(account));
    return hasDuty(account) ? this.duty.ofOperator(account.id) : null;
  }
}

const hasDuty = (account: Account): boolean => hasRole(account, 'helper', 'operator', 'lead');
/** On duty as a helper; who has a seat as well is on duty at it. */
const answersAsHelper = (account: Account): boolean =>
  hasRole(account, 'helper') && !hasRole(account, 'operator', 'lead');
