import { Controller, Inject } from '@nestjs/common';
import {
  PostgresDutySeatStore,
  PostgresFacilityStore,
  PostgresRegionSettingStore,
  RegionReadinessQueries,
} from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { checkTermsOf, figuresOf, isCheckDue, responsibleOf, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { Caller, ValidQuery, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';

const MOST_ON_MAP = 500;

/** What lists of regions and maps show of places. */
@Controller()
export class RegionFiguresController {
  constructor(
    private readonly queries: RegionReadinessQueries,
    private readonly seats: PostgresDutySeatStore,
    private readonly facilities: PostgresFacilityStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('regionFigures')
  async figures(
    @Caller() account: Account,
    @ValidQuery() { regionId }: ParsedQuery<'regionFigures'>,
  ): Promise<AnswerOf<'regionFigures'>> {
    const now = this.deps.clock.now();
    const regionIds = await this.scope.within(account, regionId);
    const [counts, places, seats, settingsOf] = await Promise.all([
      this.queries.counts(regionIds),
      this.queries.facilitiesAndSeats(regionIds),
      this.seats.of(regionIds),
      this.settings.ofEach(regionIds, 'checks.', now),
    ]);
    const placesOf = new Map(places.map((one) => [one.id, one]));
    const all = counts.map((one) => ({
      ...one,
      ...{ facilities: placesOf.get(one.id)?.facilities ?? 0, seats: placesOf.get(one.id)?.seats ?? 0 },
    }));
    return {
      items: figuresOf(all).map(({ id, own, total }) => {
        const seat = responsibleOf(id, seats);
        return {
          ...{ regionId: id, own, total },
          responsible: seat && {
            ...{ seatId: seat.id, name: seat.name },
            answeredAt: seat.answeredAt === null ? null : toIso(seat.answeredAt),
            checkDue: isCheckDue(seat.answeredAt, checkTermsOf(settingsOf(id)).seat, now),
          },
        };
      }),
    };
  }

  @Serves('facilitiesOnMap')
  async onMap(
    @Caller() account: Account,
    @ValidQuery() { regionId, ...part }: ParsedQuery<'facilitiesOnMap'>,
  ): Promise<AnswerOf<'facilitiesOnMap'>> {
    const regionIds = await this.scope.within(account, regionId);
    const found = await this.facilities.onMap(regionIds, part, MOST_ON_MAP + 1);
    return {
      items: found.slice(0, MOST_ON_MAP).flatMap(({ id, name, type, level, regionId: of, position, phone, hours }) =>
        position === null
          ? []
          : [
              {
                id,
                name,
                type,
                level,
                regionId: of,
                phone,
                hours,
                position: { ...position, datum: 'wgs84' as const },
              },
            ],
      ),
      more: found.length > MOST_ON_MAP,
    };
  }
}
