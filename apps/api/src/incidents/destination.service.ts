import { Inject, Injectable } from '@nestjs/common';
import { DirectoryQueries, type IncidentFile, HomeQueries } from '@silverbell/adapter-postgres';
import { ProblemError } from '../http/problems/problem-error.js';
import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { DestinationChoice } from '@silverbell/vocabulary';
import { USE_CASE_DEPS } from '../tokens.js';

/** Finds the point behind the operator's choice: the registered home, the last position a device sent, or where the senior stays now. */
@Injectable()
export class DestinationService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly directory: DirectoryQueries,
    private readonly homes: HomeQueries,
  ) {}

  async pointOf(choice: DestinationChoice, file: IncidentFile): Promise<GeoPoint> {
    const point = await this.find(choice, file);
    if (!point) throw new ProblemError('destination-unknown', { facts: { choice } });
    return point;
  }

  private async find(choice: DestinationChoice, { incident, events }: IncidentFile): Promise<GeoPoint | null> {
    switch (choice) {
      case 'home': {
        const card = incident.facts.homeId === null ? null : await this.directory.homeCard(incident.facts.homeId);
        return card && geoPoint(card.lat, card.lng);
      }
      case 'fix': {
        const fixes = events.flatMap((event) =>
          'signal' in event && event.signal.position ? [event.signal.position.point] : [],
        );
        return fixes.at(-1) ?? null;
      }
      case 'away': {
        const away = await this.homes.awayOf(incident.facts.seniorIds, this.deps.clock.now());
        return away && geoPoint(away.lat, away.lng);
      }
    }
  }
}
