import { hourIn, type Clock, type IdSource, type Instant } from '@silverbell/kernel';
import type { ImmediateDelivery, IncidentStore, HelperDirectory, CareRecords, ChangeNotifier } from './ports/index.js';

/** What every use case works with; the apps put the real ones in, the tests the fakes. */
export interface Deps {
  readonly incidents: IncidentStore;
  readonly registry: CareRecords;
  readonly helperDirectory: HelperDirectory;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly notifier: ChangeNotifier;
  /** Where this process can say something itself; without it, relays say everything. */
  readonly immediateDelivery?: ImmediateDelivery;
  /** IANA zone in which night is night. */
  readonly timeZone: string;
}

/** 22:00–06:00 (safety case 2.2). */
export function isNight(timeZone: string, at: Instant): boolean {
  const hour = hourIn(timeZone, at);
  return hour >= 22 || hour < 6;
}
