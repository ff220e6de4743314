import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Heartbeat, JsonLogger, Registry, TrustedProxies } from '@silverbell/adapter-runtime';
import { ProblemFilter } from './http/problems/problem.filter.js';
import { RouteGuard } from './http/routes/route.guard.js';
import { RateLimit } from './auth/rate-limit.js';
import { Sessions } from './auth/sessions.js';
import { SessionTokens } from './auth/session-tokens.js';
import {
  IncidentQueries,
  IncidentChangesQueries,
  PostgresAccountStore,
  PostgresCodeWordStore,
  PostgresConsolePresenceStore,
  PostgresDeviceLoginStore,
  PostgresDeviceStore,
  DirectoryQueries,
  PostgresDutyStore,
  PostgresErasureStore,
  PostgresHelperPositionStore,
  PostgresLegalHoldStore,
  PostgresRetentionStore,
  PostgresHubNetworkStore,
  PostgresAccessLogStore,
  PostgresRegionSettingStore,
  PostgresInactivityStore,
  PostgresHelperStatusStore,
  PostgresWeatherStore,
  DevicePageQueries,
  PostgresExerciseStore,
} from '@silverbell/adapter-postgres';
import { RefusedDevices } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { AccessLog } from './access/access-log.js';
import { OperationsAccess } from './access/operations-access.js';
import { refusalObserver } from './access/refusal-observer.js';
import { CandidateList } from './cases/candidate-list.js';
import { CaseDesk } from './cases/case-desk.js';
import { DestinationChoice } from './cases/destination-choice.js';
import { HomeSearch } from './cases/home-search.js';
import { IncidentsController } from './cases/incidents.controller.js';
import { OperatorActsController } from './cases/operator-acts.controller.js';
import { RawSignalController } from './cases/raw-signal.controller.js';
import { FamilyController } from './family/family.controller.js';
import { EmqxHookController } from './hooks/emqx-hook.controller.js';
import { VoiceHookController } from './hooks/voice-hook.controller.js';
import { LadderDesk, ladderDeps } from './ladders/ladder-desk.js';
import { LaddersController } from './ladders/ladders.controller.js';
import { DeviceLoginsController } from './logins/device-logins.controller.js';
import { SecretKeeping } from './logins/secret-keeping.js';
import { ErasureController } from './keeping/erasure.controller.js';
import { LegalHoldController } from './keeping/legal-hold.controller.js';
import { RetentionController } from './keeping/retention.controller.js';
import { EngineProbe } from './machine-room/engine-probe.js';
import { MachineRoomController } from './machine-room/machine-room.controller.js';
import { PlatformWatch } from './machine-room/platform-watch.js';
import { RequestMetrics } from './machine-room/request-metrics.js';
import { MeController } from './me/me.controller.js';
import { PositionReports } from './me/position-reports.js';
import { GoingController } from './offers/going.controller.js';
import { GoingDesk } from './offers/going-desk.js';
import type { Parts } from './parts.js';
import { DevicesController } from './practice/devices.controller.js';
import { DrillsController } from './practice/drills.controller.js';
import { HttpGuard } from './listener-guard.js';
import { REALTIME_PROVIDERS } from './realtime/realtime.module.js';
import { ReplicaBus } from './realtime/replica-bus.js';
import { CLOCK, DATABASE_URL, SETTINGS, USE_CASE_DEPS, VERSION } from './tokens.js';
import { RosterController } from './roster/roster.controller.js';
import { RegionNames } from './scope/region-names.js';
import { RegionScope } from './scope/region-scope.js';
import { TrainingGuard } from './scope/training.guard.js';
import { TrainingSeatsController } from './scope/training-seats.controller.js';
import { TrainingSeats } from './scope/training-seats.js';
import { LoginController } from './sessions/login.controller.js';
import { PasswordCheck } from './sessions/password-check.js';
import { RenewalController } from './sessions/renewal.controller.js';
import { SessionLimitsOfRegions } from './sessions/session-limits.js';
import { StandingController } from './standing/standing.controller.js';
import { StandingDesk } from './standing/standing-desk.js';
import { PlacesController } from './silence/places.controller.js';
import { SilenceController } from './silence/silence.controller.js';
import { SurroundingsController } from './surroundings/surroundings.controller.js';

/** Every controller of the api; a spec compares what they serve with the routes table. */
export const CONTROLLERS = [
  LoginController,
  RenewalController,
  MeController,
  IncidentsController,
  OperatorActsController,
  RawSignalController,
  GoingController,
  FamilyController,
  SurroundingsController,
  VoiceHookController,
  EmqxHookController,
  DeviceLoginsController,
  RosterController,
  LaddersController,
  DevicesController,
  DrillsController,
  SilenceController,
  PlacesController,
  StandingController,
  TrainingSeatsController,
  ErasureController,
  LegalHoldController,
  RetentionController,
  MachineRoomController,
];

@Module({})
export class ApiModule {
  static of(parts: Parts): DynamicModule {
    const { registry } = parts;
    const names = new RegionNames(parts.directory, parts.clock);
    const ladders = ladderDeps(parts.deps, parts.source, parts.queries);
    const given: Provider[] = [
      { provide: USE_CASE_DEPS, useValue: parts.deps },
      { provide: CLOCK, useValue: parts.clock },
      { provide: DATABASE_URL, useValue: parts.databaseUrl },
      { provide: JsonLogger, useValue: parts.logger },
      { provide: RateLimit, useValue: parts.rateLimit },
      { provide: AccessLog, useValue: parts.access },
      { provide: HttpGuard, useValue: parts.httpGuard },
      { provide: IncidentChangesQueries, useValue: parts.changes },
      { provide: SETTINGS, useValue: parts.settings },
      { provide: VERSION, useValue: parts.version },
      { provide: DataSource, useValue: parts.source },
      { provide: IncidentQueries, useValue: parts.queries },
      { provide: PostgresAccountStore, useValue: parts.accounts },
      { provide: PostgresDutyStore, useValue: parts.duty },
      { provide: PostgresConsolePresenceStore, useValue: parts.consoles },
      { provide: PostgresExerciseStore, useValue: parts.practice },
      { provide: DevicePageQueries, useValue: parts.devicePages },
      { provide: TrainingSeats, useValue: parts.seats },
      { provide: DirectoryQueries, useValue: parts.directory },
      { provide: HomeSearch, useValue: parts.homes },
      { provide: PostgresInactivityStore, useValue: parts.silence },
      { provide: PostgresHubNetworkStore, useValue: parts.lines },
      { provide: PostgresWeatherStore, useValue: parts.weather },
      { provide: PostgresHelperStatusStore, useValue: parts.standing },
      { provide: PostgresCodeWordStore, useValue: parts.codeWords },
      { provide: PostgresErasureStore, useValue: parts.erasures },
      { provide: PostgresLegalHoldStore, useValue: new PostgresLegalHoldStore(parts.source) },
      { provide: PostgresRetentionStore, useValue: new PostgresRetentionStore(parts.source) },
      { provide: PostgresRegionSettingStore, useValue: new PostgresRegionSettingStore(parts.source) },
      { provide: PostgresHelperPositionStore, useValue: parts.positions },
      { provide: PostgresAccessLogStore, useValue: parts.readings },
      { provide: Sessions, useValue: parts.sessions },
      { provide: RegionScope, useValue: parts.scope },
      { provide: RegionNames, useValue: names },
      { provide: LadderDesk, useValue: new LadderDesk(ladders, parts.directory, names, parts.scope) },
      { provide: SessionTokens, useValue: parts.tokens },
      { provide: PasswordCheck, useValue: parts.passwords },
      { provide: TrustedProxies, useValue: parts.proxies },
      { provide: OperationsAccess, useValue: parts.operations },
      { provide: ReplicaBus, useValue: parts.replicas },
      { provide: EngineProbe, useValue: parts.engine },
      { provide: PlatformWatch, useValue: parts.platform },
      { provide: Heartbeat, useValue: parts.heartbeat },
      { provide: PostgresDeviceLoginStore, useValue: new PostgresDeviceLoginStore(parts.source) },
      { provide: PostgresDeviceStore, useValue: new PostgresDeviceStore(parts.source) },
      { provide: SecretKeeping, useValue: new SecretKeeping(parts.settings.secret) },
      { provide: RefusedDevices, useValue: parts.refusals },
      { provide: Registry, useValue: registry },
    ];
    return {
      module: ApiModule,
      controllers: CONTROLLERS,
      providers: [
        ...given,
        CaseDesk,
        CandidateList,
        DestinationChoice,
        GoingDesk,
        StandingDesk,
        SessionLimitsOfRegions,
        PositionReports,
        ...REALTIME_PROVIDERS,
        { provide: APP_GUARD, useValue: new RouteGuard(parts.sessions, parts.rateLimit) },
        { provide: APP_GUARD, useValue: new TrainingGuard(parts.seats) },
        { provide: APP_INTERCEPTOR, useValue: new RequestMetrics(registry) },
        { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger, refusalObserver(parts)) },
      ],
    };
  }
}
