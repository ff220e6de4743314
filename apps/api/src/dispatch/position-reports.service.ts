import { Injectable } from '@nestjs/common';
import { PostgresHelperPositionStore, type KeptPosition } from '@silverbell/adapter-postgres';
import type { ParsedBody } from '../http/routes/parameters.js';
import { fromIso, geoPoint, type HelperId, type Instant } from '@silverbell/kernel';
import { ReplicaBus } from '../realtime/replica-bus.js';

/** Where a phone says that its owner is: kept, and told to every replica's map. */
@Injectable()
export class PositionReportService {
  constructor(
    private readonly positions: PostgresHelperPositionStore,
    private readonly replicas: ReplicaBus,
  ) {}

  /** `null`: the 0/0 of a phone without a fix; nothing to keep, nothing to complain about. */
  async record(
    helperId: HelperId,
    { lat, lng, accuracyM, at, sentAt }: ParsedBody<'position'>,
    receivedAt: Instant,
  ): Promise<KeptPosition | null> {
    const point = geoPoint(lat, lng);
    if (point === null) return null;
    const kept = await this.positions.record(helperId, {
      ...{ point, accuracyM: accuracyM ?? null, receivedAt },
      ...{ at: at ? fromIso(at) : null, sentAt: sentAt ? fromIso(sentAt) : null },
    });
    if (kept.isNews) this.replicas.publishPosition(helperId, { lat, lng, at: kept.fix.takenAt });
    return kept;
  }
}
