import { Inject, Injectable } from '@nestjs/common';
import { CaseQueries } from '@silverbell/adapter-postgres';
import { DEFAULT_DISPATCH_POLICY } from '@silverbell/dispatch';
import { whereTo } from '@silverbell/incident';
import { after, distanceM, minutes, seconds, type GeoPoint, type HelperId, type Instant } from '@silverbell/kernel';
import { act, type Rooms } from '@silverbell/usecases';
import { ROOMS } from '../parts.js';

/** Smaller improvements are not worth a line in the log. */
const WORTH_SAYING = minutes(1);
/** The slowest of the usual vehicles: nobody is promised sooner than she can keep. */
const SPEED = DEFAULT_DISPATCH_POLICY.speedDay.bicycle;

/**
 * A helper on her way moves her expected arrival: only to an earlier time. A position that makes it later says nothing
 * (a detour, a fix that jumped), and must not push back the limit at which somebody else is looked for.
 */
@Injectable()
export class ProgressReport {
  constructor(
    @Inject(ROOMS) private readonly rooms: Rooms,
    private readonly queries: CaseQueries,
  ) {}

  async from(helperId: HelperId, here: GeoPoint): Promise<void> {
    const now = this.rooms.clock.now();
    for (const { incident, assignment } of await this.queries.assignmentsOf(helperId, 'live')) {
      const there = whereTo(incident, assignment)?.point;
      if (assignment.state !== 'departed' || !there) continue;
      const etaAt = expectedArrival(here, there, now);
      if (assignment.etaAt - etaAt < WORTH_SAYING) continue;
      await act(this.rooms, {
        ref: { by: 'assignment', id: assignment.id },
        by: { kind: 'helper', id: helperId },
        intent: { type: 'report-progress', assignmentId: assignment.id, etaAt },
      });
    }
  }
}

export const expectedArrival = (here: GeoPoint, there: GeoPoint, now: Instant): Instant =>
  after(now, seconds(Math.ceil((distanceM(here, there) * DEFAULT_DISPATCH_POLICY.detour) / SPEED)));
