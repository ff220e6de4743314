import { randomUUID } from 'node:crypto';
import { Global, Module, type Provider, type Type } from '@nestjs/common';
import {
  CoverageQueries,
  IncidentQueries,
  ContactListQueries,
  DevicePageQueries,
  DirectoryQueries,
  HomeFileQueries,
  HomeQueries,
  IncidentFigureQueries,
  ImportPreviewQueries,
  IncidentChangesQueries,
  openIncidentStores,
  PostgresAccessLogStore,
  PostgresAccountLoginStore,
  PostgresAccountRegister,
  PostgresAccountStore,
  PostgresAgentStore,
  PostgresAttachmentStore,
  PostgresAuditLog,
  PostgresCallStore,
  PostgresHandoverStore,
  PostgresTaskStore,
  PostgresCalendarStore,
  PostgresCareRecords,
  PostgresCareRecordStore,
  PostgresCareSettingStore,
  PostgresCatalogueStore,
  PostgresChannelTestStore,
  PostgresCodeWordStore,
  PostgresConsolePresenceStore,
  PostgresDemoCareClock,
  PostgresDeviceModelStore,
  PostgresDeviceMoves,
  PostgresDeviceRegister,
  PostgresDeviceStore,
  PostgresDutySeatStore,
  PostgresDeviceWorkStore,
  PostgresDutyStore,
  PostgresEmergencyNumberStore,
  PostgresErasureStore,
  ExportRows,
  PostgresEntitlementStore,
  PostgresExerciseStore,
  PostgresExportStore,
  PostgresFileStore,
  PostgresFacilityStore,
  PostgresFamilyStore,
  PostgresHeartbeatStore,
  PostgresHelperDirectory,
  PostgresHelperPositionStore,
  PostgresHelperRegistry,
  PostgresHelperStatusStore,
  PostgresHubNetworkStore,
  PostgresImportStore,
  PostgresInactivityStore,
  PostgresLadderStore,
  PostgresLegalHoldStore,
  PostgresProviderStore,
  PostgresOrderStore,
  PostgresVisitStore,
  PostgresFollowUpStore,
  PostgresQualityStore,
  PostgresCareCallStore,
  PostgresMealStore,
  PostgresProviderNotices,
  PostgresVillageScoreStore,
  PostgresWorkStore,
  PostgresReferralStore,
  PostgresRegionSettingStore,
  PostgresRegionStore,
  PostgresRetentionStore,
  PostgresRotaStore,
  PostgresRevealLog,
  PostgresSettingRegistry,
  PostgresServiceKeyStore,
  PostgresSessionStore,
  PostgresWeatherStore,
  PostgresWorkCalendarStore,
  ProviderLogins,
  ReadinessQueries,
  RefusalPolicyQueries,
  RegionReadinessQueries,
  SearchQueries,
  SeniorQueries,
  UnknownDeviceQueries,
  WaitingWorkQueries,
  type PersonKeys,
} from '@silverbell/adapter-postgres';
import { JsonLogger, type Settings } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { RealCareClock, type CareClock, type ExerciseDeps, type RelayDeps } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { CARE_CLOCK, CLOCK, DATABASE_URL, SETTINGS, USE_CASE_DEPS } from '../tokens.js';
import { DatabaseConnections } from './database-connections.js';

const INCIDENTS = Symbol('stores of incidents');
type Incidents = ReturnType<typeof openIncidentStores>;

/** Stores and queries that take the data source and nothing else. */
const ON_SOURCE: readonly (new (source: DataSource) => object)[] = [
  CoverageQueries,
  PostgresAccountRegister,
  PostgresAccountStore,
  PostgresConsolePresenceStore,
  PostgresDeviceStore,
  PostgresDutyStore,
  PostgresExerciseStore,
  PostgresHeartbeatStore,
  PostgresHelperPositionStore,
  PostgresHubNetworkStore,
  PostgresLegalHoldStore,
  PostgresAgentStore,
  PostgresRegionSettingStore,
  PostgresRetentionStore,
  PostgresSessionStore,
  PostgresWeatherStore,
  ReadinessQueries,
  RegionReadinessQueries,
  RefusalPolicyQueries,
  UnknownDeviceQueries,
  WaitingWorkQueries,
  ProviderLogins,
];

/** What reads or writes encrypted texts and numbers takes the keys of people as well. */
const ON_KEYS: readonly (new (source: DataSource, keys: PersonKeys) => object)[] = [
  PostgresCallStore,
  ContactListQueries,
  DirectoryQueries,
  HomeQueries,
  IncidentFigureQueries,
  PostgresCodeWordStore,
  PostgresErasureStore,
  PostgresHelperStatusStore,
  HomeFileQueries,
  SearchQueries,
  SeniorQueries,
  PostgresExportStore,
  PostgresImportStore,
  ImportPreviewQueries,
];

/** Stores of the registry: what they write is in the audit log as soon as it is on file, and its numbers are sealed. */
const ON_AUDIT: readonly (new (source: DataSource, audit: PostgresAuditLog, keys: PersonKeys) => object)[] = [
  PostgresAttachmentStore,
  PostgresCalendarStore,
  PostgresCareRecordStore,
  PostgresCareSettingStore,
  PostgresCatalogueStore,
  PostgresChannelTestStore,
  PostgresDutySeatStore,
  PostgresEmergencyNumberStore,
  PostgresEntitlementStore,
  PostgresFacilityStore,
  PostgresFamilyStore,
  PostgresHelperRegistry,
  PostgresReferralStore,
  PostgresRegionStore,
  PostgresRotaStore,
  PostgresSettingRegistry,
  PostgresHandoverStore,
  PostgresTaskStore,
  PostgresWorkCalendarStore,
];

const ofIncidents = <T>(provide: Type<T>, pick: (incidents: Incidents) => T): Provider => ({
  provide,
  inject: [INCIDENTS],
  useFactory: pick,
});

const PROVIDERS: Provider[] = [
  { provide: DatabaseConnections, inject: [DATABASE_URL, JsonLogger], useFactory: DatabaseConnections.open },
  { provide: DataSource, inject: [DatabaseConnections], useFactory: ({ source }: DatabaseConnections) => source },
  ...ON_SOURCE.map((store) => ({
    provide: store,
    inject: [DataSource],
    useFactory: (source: DataSource) => new store(source),
  })),
  {
    provide: INCIDENTS,
    inject: [DatabaseConnections, SETTINGS],
    useFactory: ({ source, commands }: DatabaseConnections, { secret }: Settings) =>
      openIncidentStores(source, secret, commands),
  },
  ...ON_KEYS.map((store) => ({
    provide: store,
    inject: [DataSource, INCIDENTS],
    useFactory: (source: DataSource, { keys }: Incidents) => new store(source, keys),
  })),
  ...ON_AUDIT.map((store) => ({
    provide: store,
    inject: [DataSource, PostgresAuditLog, INCIDENTS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents) => new store(source, audit, keys),
  })),
  ofIncidents(IncidentQueries, ({ queries }) => queries),
  ofIncidents(IncidentChangesQueries, ({ changes }) => changes),
  {
    provide: PostgresLadderStore,
    inject: [DataSource, IncidentQueries],
    useFactory: (source: DataSource, queries: IncidentQueries) => new PostgresLadderStore(source, queries),
  },
  {
    provide: PostgresDeviceRegister,
    inject: [DataSource, PostgresAuditLog],
    useFactory: (source: DataSource, audit: PostgresAuditLog) => new PostgresDeviceRegister(source, audit),
  },
  {
    provide: PostgresDeviceModelStore,
    inject: [DataSource, PostgresAuditLog],
    useFactory: (source: DataSource, audit: PostgresAuditLog) => new PostgresDeviceModelStore(source, audit),
  },
  {
    provide: PostgresDeviceMoves,
    inject: [PostgresDeviceRegister],
    useFactory: (register: PostgresDeviceRegister) => new PostgresDeviceMoves(register),
  },
  {
    provide: PostgresDeviceWorkStore,
    inject: [DataSource, PostgresExerciseStore, PostgresAuditLog, SETTINGS],
    useFactory: (
      source: DataSource,
      exercises: PostgresExerciseStore,
      audit: PostgresAuditLog,
      { timeZone }: Settings,
    ) => new PostgresDeviceWorkStore(source, exercises, audit, timeZone),
  },
  {
    provide: DevicePageQueries,
    inject: [DataSource, PostgresExerciseStore],
    useFactory: (source: DataSource, exercises: PostgresExerciseStore) => new DevicePageQueries(source, exercises),
  },
  {
    provide: PostgresAccessLogStore,
    inject: [DataSource, PostgresAuditLog],
    useFactory: (source: DataSource, log: PostgresAuditLog) => new PostgresAccessLogStore(source, log),
  },
  {
    provide: PostgresAccountLoginStore,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { secret }: Settings) => new PostgresAccountLoginStore(source, secret),
  },
  {
    provide: PostgresServiceKeyStore,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { secret }: Settings) => new PostgresServiceKeyStore(source, secret),
  },
  {
    provide: PostgresAuditLog,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { secret }: Settings) => new PostgresAuditLog(source, secret),
  },
  {
    provide: PostgresFileStore,
    inject: [DataSource, INCIDENTS, PostgresAuditLog],
    useFactory: (source: DataSource, { keys }: Incidents, audit: PostgresAuditLog) =>
      new PostgresFileStore(source, keys, audit),
  },
  {
    provide: PostgresProviderStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents, { timeZone }: Settings) =>
      new PostgresProviderStore(source, audit, keys, timeZone),
  },
  {
    provide: PostgresRevealLog,
    inject: [DataSource, PostgresAuditLog],
    useFactory: (source: DataSource, audit: PostgresAuditLog) => new PostgresRevealLog(source, audit),
  },
  {
    provide: PostgresInactivityStore,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { timeZone }: Settings) => new PostgresInactivityStore(source, timeZone),
  },
  {
    provide: PostgresOrderStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents, { timeZone }: Settings) =>
      new PostgresOrderStore(source, audit, keys, timeZone),
  },
  {
    provide: PostgresVisitStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents, { timeZone }: Settings) =>
      new PostgresVisitStore(source, audit, keys, timeZone),
  },
  {
    provide: PostgresQualityStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents, { timeZone }: Settings) =>
      new PostgresQualityStore(source, audit, keys, timeZone),
  },
  {
    provide: PostgresCareCallStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents) =>
      new PostgresCareCallStore(source, audit, keys),
  },
  {
    provide: PostgresMealStore,
    inject: [DataSource, PostgresAuditLog, INCIDENTS, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { keys }: Incidents, { timeZone }: Settings) =>
      new PostgresMealStore(source, audit, keys, timeZone),
  },
  {
    provide: ExportRows,
    inject: [DataSource, INCIDENTS, PostgresDeviceWorkStore, SETTINGS],
    useFactory: (
      source: DataSource,
      { keys }: Incidents,
      deviceWork: PostgresDeviceWorkStore,
      { timeZone }: Settings,
    ) => new ExportRows(source, keys, deviceWork, timeZone),
  },
  {
    provide: PostgresFollowUpStore,
    inject: [DataSource],
    useFactory: (source: DataSource) => new PostgresFollowUpStore(source),
  },
  {
    provide: PostgresProviderNotices,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { timeZone }: Settings) => new PostgresProviderNotices(source, timeZone),
  },
  {
    provide: PostgresVillageScoreStore,
    inject: [DataSource, PostgresAuditLog, SETTINGS],
    useFactory: (source: DataSource, audit: PostgresAuditLog, { timeZone }: Settings) =>
      new PostgresVillageScoreStore(source, audit, timeZone),
  },
  {
    provide: PostgresWorkStore,
    inject: [DataSource, SETTINGS],
    useFactory: (source: DataSource, { timeZone }: Settings) => new PostgresWorkStore(source, timeZone),
  },
  {
    provide: CARE_CLOCK,
    inject: [DataSource, CLOCK, SETTINGS],
    useFactory: (source: DataSource, clock: Clock, { demoCareClock, timeZone }: Settings): CareClock =>
      demoCareClock === null ? new RealCareClock(clock) : new PostgresDemoCareClock(source, demoCareClock, timeZone),
  },
  {
    provide: USE_CASE_DEPS,
    inject: [DatabaseConnections, INCIDENTS, PostgresExerciseStore, CLOCK, SETTINGS],
    useFactory: (
      { commands, notifier }: DatabaseConnections,
      incidents: Incidents,
      exercises: PostgresExerciseStore,
      clock: Clock,
      { timeZone }: Settings,
    ): RelayDeps & ExerciseDeps => ({
      incidents: incidents.store,
      outbox: incidents.outbox,
      registry: new PostgresCareRecords(commands, timeZone),
      helperDirectory: new PostgresHelperDirectory(commands),
      clock,
      newId: randomUUID,
      notifier,
      timeZone,
      exercises,
    }),
  },
];

/** The database: its connections, the stores and queries over them, and what the use cases work with. */
@Global()
@Module({
  providers: PROVIDERS,
  exports: PROVIDERS.map((provider) => ('provide' in provider ? provider.provide : provider)),
})
export class PersistenceModule {}
