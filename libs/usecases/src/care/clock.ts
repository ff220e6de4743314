import type { CivilDay } from '@silverbell/care';
import { dateIn, type Clock, type Instant } from '@silverbell/kernel';

/** The time that daytime care goes by (CR-01): the real one, or in demo mode one that stands still until it is moved on. Incidents never ask it. */
export interface CareClock {
  now(): Promise<Instant>;
}

/** The civil date of the region's zone. */
export const careDay = async (clock: CareClock, timeZone: string): Promise<CivilDay> =>
  dateIn(timeZone, await clock.now());

export class RealCareClock implements CareClock {
  constructor(private readonly clock: Clock) {}

  now(): Promise<Instant> {
    return Promise.resolve(this.clock.now());
  }
}
