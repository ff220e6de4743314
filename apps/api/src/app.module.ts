import { Module, type DynamicModule } from '@nestjs/common';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CareCallsModule } from './care/calls/calls.module.js';
import { MealsModule } from './care/meals/meals.module.js';
import { OrdersModule } from './care/orders/orders.module.js';
import { QualityModule } from './care/quality/quality.module.js';
import { VisitsModule } from './care/visits/visits.module.js';
import { WorkModule } from './care/work/work.module.js';
import { CareModule } from './care/care.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { EscalationModule } from './escalation/escalation.module.js';
import { ExercisesModule } from './exercises/exercises.module.js';
import { HttpModule } from './http/http.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { FollowUpsModule } from './follow-ups/follow-ups.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { PeopleModule } from './people/people.module.js';
import { PlatformHealthModule } from './platform-health/platform-health.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { HandoverModule } from './handover/handover.module.js';
import { TasksModule } from './tasks/tasks.module.js';
import { TelephonyModule } from './telephony/telephony.module.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { RegionsModule } from './regions/regions.module.js';
import { RuntimeModule, type RuntimeOptions } from './runtime.module.js';

/** One module a feature; a spec compares what their controllers serve with the routes table. */
export const FEATURES = [
  AuthModule,
  IncidentsModule,
  TelephonyModule,
  HandoverModule,
  TasksModule,
  DispatchModule,
  EscalationModule,
  DevicesModule,
  MonitoringModule,
  ExercisesModule,
  PeopleModule,
  RegionsModule,
  PrivacyModule,
  PlatformHealthModule,
  AttachmentsModule,
  ExportsModule,
  ImportsModule,
  CareModule,
  OrdersModule,
  VisitsModule,
  MealsModule,
  CareCallsModule,
  QualityModule,
  WorkModule,
  FollowUpsModule,
  DocumentsModule,
  RealtimeModule,
];

@Module({})
export class AppModule {
  static of(options: RuntimeOptions): DynamicModule {
    return { module: AppModule, imports: [RuntimeModule.of(options), PersistenceModule, HttpModule, ...FEATURES] };
  }
}
