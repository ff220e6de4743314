import type { MigrationInterface } from 'typeorm';
import { PeopleAndPlaces0001 } from './0001-people-and-places.js';
import { Cases0002 } from './0002-cases.js';
import { Presence0003 } from './0003-presence.js';
import { Practice0004 } from './0004-practice.js';
import { WhoMayKnow0005 } from './0005-who-may-know.js';
import { Silence0006 } from './0006-silence.js';
import { Ladders0007 } from './0007-ladders.js';
import { SeveralEngines0008 } from './0008-several-engines.js';
import { AtOnce0009 } from './0009-at-once.js';
import { Erasure0010 } from './0010-erasure.js';
import { Redelivered0011 } from './0011-redelivered.js';
import { DeviceLogins0018 } from './0018-device-logins.js';
import { WrittenTogether0019 } from './0019-written-together.js';
import { Retention0020 } from './0020-retention.js';
import { PressBegins0021 } from './0021-press-begins.js';
import { LighterUpdates0022 } from './0022-lighter-updates.js';
import { HeartbeatsAndHolds0024 } from './0024-heartbeats-and-holds.js';
import { HubAnnouncements0026 } from './0026-hub-announcements.js';
import { RedeliveredLately0027 } from './0027-redelivered-lately.js';
import { UnregisteredWatches0028 } from './0028-unregistered-watches.js';
import { WhatDevicesSay0030 } from './0030-what-devices-say.js';
import { WhoIsThere0031 } from './0031-who-is-there.js';
import { FunctionsAreFiles0032 } from './0032-functions-are-files.js';
import { AsEventsSay0033 } from './0033-as-events-say.js';
import { ChangesInOrder0034 } from './0034-changes-in-order.js';
import { OneRoundTrip0036 } from './0036-one-round-trip.js';
import { SettingsAreRows0037 } from './0037-settings-are-rows.js';
import { NarrowerWrites0038 } from './0038-narrower-writes.js';
import { AuditLog0040 } from './0040-audit-log.js';
import { RolesAreRows0041 } from './0041-roles-are-rows.js';
import { RolesThatWait0042 } from './0042-roles-that-wait.js';
import { AuditChain0043 } from './0043-audit-chain.js';
import { RegistryOfPlaces0045 } from './0045-registry-of-places.js';
import { FilesOfPeople0050 } from './0050-files-of-people.js';
import { SealedNumbers0055 } from './0055-sealed-numbers.js';
import { FollowUpsAreTasks0056 } from './0056-follow-ups-are-tasks.js';
import { DeviceLife0060 } from './0060-device-life.js';
import { Rota0061 } from './0061-rota.js';
import { Referrals0062 } from './0062-referrals.js';
import { DutyCalendar0063 } from './0063-duty-calendar.js';
import { ChannelTests0064 } from './0064-channel-tests.js';
import { Imports0065 } from './0065-imports.js';
import { TrailsOutliveDevices0066 } from './0066-trails-outlive-devices.js';
import { Exports0067 } from './0067-exports.js';
import { FamilyInvitations0068 } from './0068-family-invitations.js';
import { WorkersBeat0069 } from './0069-workers-beat.js';
import { Telephony0070 } from './0070-telephony.js';
import { Tasks0071 } from './0071-tasks.js';
import { LighterImportRows0072 } from './0072-lighter-import-rows.js';
import { LoginsOfPrograms0075 } from './0075-logins-of-programs.js';
import { InitialsOfNames0076 } from './0076-initials-of-names.js';
import { ResponseTracks0077 } from './0077-response-tracks.js';
import { PressesByColumns0080 } from './0080-presses-by-columns.js';
import { GroundOfCare0081 } from './0081-ground-of-care.js';
import { Providers0082 } from './0082-providers.js';
import { RecordsOfCare0083 } from './0083-records-of-care.js';
import { Handovers0084 } from './0084-handovers.js';
import { ServiceOrders0086 } from './0086-service-orders.js';
import { Quality0087 } from './0087-quality.js';
import { WelfareVisits0090 } from './0090-welfare-visits.js';
import { Meals0091 } from './0091-meals.js';
import { CareReminders0092 } from './0092-care-reminders.js';
import { CareFollowUps0093 } from './0093-care-follow-ups.js';
import { ExportsOfCare0094 } from './0094-exports-of-care.js';
import { Attachments0096 } from './0096-attachments.js';
import { ExportsOfProviders0100 } from './0100-exports-of-providers.js';
import { ColumnsToName0101 } from './0101-columns-to-name.js';
import { ExportsOfOffices0102 } from './0102-exports-of-offices.js';
import { ListsOfOrders0103 } from './0103-lists-of-orders.js';
import { ListsOfVisits0104 } from './0104-lists-of-visits.js';
import { CareCalls0105 } from './0105-care-calls.js';
import { WordsOfComplaints0106 } from './0106-words-of-complaints.js';
import { ReportsOfOrders0107 } from './0107-reports-of-orders.js';
import { PurposesOfAttachments0108 } from './0108-purposes-of-attachments.js';
import { ExportsOfEveryRegion0110 } from './0110-exports-of-every-region.js';
import { RemindersByDay0111 } from './0111-reminders-by-day.js';
import { ScoresMovesNotices0112 } from './0112-scores-moves-notices.js';
import { EndsOfThePast0113 } from './0113-ends-of-the-past.js';
import { ColumnsAskedFor0114 } from './0114-columns-asked-for.js';
import { QuietHours0115 } from './0115-quiet-hours.js';
import { SeniorPhotos0116 } from './0116-senior-photos.js';
import { DailyVisits0117 } from './0117-daily-visits.js';
import { CallsAfterMissedVisits0118 } from './0118-calls-after-missed-visits.js';
import { TasksOfReferrals0119 } from './0119-tasks-of-referrals.js';
import { ExportsOfPlans0120 } from './0120-exports-of-plans.js';
import { ExportsOfMeals0121 } from './0121-exports-of-meals.js';

export interface Migration {
  new (): MigrationInterface;
  /** An engine of the version before must not run beside or after it: it is refused while one lives. Default: it may. */
  readonly needsEnginesStopped?: boolean;
  /** It seals what is on file: the same migration with SILVERBELL_SECRET at hand. */
  readonly withSecret?: (secret: string) => Migration;
}

/** Every migration, oldest first; a new one is a new file and a new last line. */
export const migrations: readonly Migration[] = [
  PeopleAndPlaces0001,
  Cases0002,
  Presence0003,
  Practice0004,
  WhoMayKnow0005,
  Silence0006,
  Ladders0007,
  SeveralEngines0008,
  AtOnce0009,
  Erasure0010,
  Redelivered0011,
  DeviceLogins0018,
  WrittenTogether0019,
  Retention0020,
  PressBegins0021,
  LighterUpdates0022,
  HeartbeatsAndHolds0024,
  HubAnnouncements0026,
  RedeliveredLately0027,
  UnregisteredWatches0028,
  WhatDevicesSay0030,
  WhoIsThere0031,
  FunctionsAreFiles0032,
  AsEventsSay0033,
  ChangesInOrder0034,
  OneRoundTrip0036,
  SettingsAreRows0037,
  NarrowerWrites0038,
  AuditLog0040,
  RolesAreRows0041,
  RolesThatWait0042,
  AuditChain0043,
  RegistryOfPlaces0045,
  FilesOfPeople0050,
  SealedNumbers0055,
  FollowUpsAreTasks0056,
  DeviceLife0060,
  Rota0061,
  Referrals0062,
  DutyCalendar0063,
  ChannelTests0064,
  Imports0065,
  TrailsOutliveDevices0066,
  Exports0067,
  FamilyInvitations0068,
  WorkersBeat0069,
  Telephony0070,
  Tasks0071,
  LighterImportRows0072,
  LoginsOfPrograms0075,
  InitialsOfNames0076,
  ResponseTracks0077,
  PressesByColumns0080,
  GroundOfCare0081,
  Providers0082,
  RecordsOfCare0083,
  Handovers0084,
  ServiceOrders0086,
  Quality0087,
  WelfareVisits0090,
  Meals0091,
  CareReminders0092,
  CareFollowUps0093,
  ExportsOfCare0094,
  Attachments0096,
  ExportsOfProviders0100,
  ColumnsToName0101,
  ExportsOfOffices0102,
  ListsOfOrders0103,
  ListsOfVisits0104,
  CareCalls0105,
  WordsOfComplaints0106,
  ReportsOfOrders0107,
  PurposesOfAttachments0108,
  ExportsOfEveryRegion0110,
  RemindersByDay0111,
  ScoresMovesNotices0112,
  EndsOfThePast0113,
  ColumnsAskedFor0114,
  QuietHours0115,
  SeniorPhotos0116,
  DailyVisits0117,
  CallsAfterMissedVisits0118,
  TasksOfReferrals0119,
  ExportsOfPlans0120,
  ExportsOfMeals0121,
];
