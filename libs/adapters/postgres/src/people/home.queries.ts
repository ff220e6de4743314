import type { Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { ageYears } from '../dispatch/helper-directory.js';

const MOST_FOUND = 20;

/** A home that a caller may speak of, with the people on file there. */
export interface HomeFound {
  readonly id: string;
  readonly label: string;
  readonly address: string;
  readonly regionId: RegionId;
  readonly seniors: { readonly id: string; readonly name: string; readonly age: number | null }[];
}

/** Finds the home a caller speaks of, by a name, an address or a telephone number. */
export class HomeQueries {
  constructor(private readonly source: DataSource) {}

  async find(query: string, regionIds: readonly RegionId[], now: Instant): Promise<readonly HomeFound[]> {
    const like = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
    const digits = query.replace(/[^0-9]/g, '');
    const rows: (Omit<HomeFound, 'seniors'> & { seniors: { id: string; name: string; birthDate: string | null }[] })[] =
      await this.source.query(
        `select h.id, h.label, h.address_words as address, h.region_id as "regionId",
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'birthDate', s.birth_date::text) order by s.id)
           from senior s where s.home_id = h.id), '[]') as seniors
       from home h
       where h.region_id = any($1) and (
         h.address_words ilike $2 or h.label ilike $2 or h.id = $4
         or exists (select from senior s where s.home_id = h.id and (s.name ilike $2 or ($3 <> '' and regexp_replace(coalesce(s.phone, ''), '[^0-9]', '', 'g') like '%' || $3)))
         or exists (select from senior s join contact c on c.senior_id = s.id
                    where s.home_id = h.id and length($3) >= 5 and regexp_replace(c.phone, '[^0-9]', '', 'g') like '%' || $3))
       order by h.label, h.address_words limit ${MOST_FOUND}`,
        [regionIds, like, digits.length >= 4 ? digits : '', query],
      );
    return rows.map(({ seniors, ...home }) => ({
      ...home,
      seniors: seniors.map(({ birthDate, ...senior }) => ({
        ...senior,
        age: birthDate === null ? null : ageYears(birthDate, now),
      })),
    }));
  }

  /** The home a senior lives in; `null`: no senior has that id. */
  async homeOfSenior(seniorId: string): Promise<{ readonly homeId: string; readonly regionId: RegionId } | null> {
    const rows: { homeId: string; regionId: RegionId }[] = await this.source.query(
      `select h.id as "homeId", h.region_id as "regionId" from senior s join home h on h.id = s.home_id where s.id = $1`,
      [seniorId],
    );
    return rows[0] ?? null;
  }

  async regionOfHome(homeId: string): Promise<RegionId | null> {
    const rows: { regionId: RegionId }[] = await this.source.query(
      `select region_id as "regionId" from home where id = $1`,
      [homeId],
    );
    return rows[0]?.regionId ?? null;
  }

  /** Where these people stay for now, when it is on file and has not run out. */
  async awayOf(
    seniorIds: readonly string[],
    now: Instant,
  ): Promise<{ readonly lat: number; readonly lng: number; readonly label: string | null } | null> {
    const rows: { lat: number; lng: number; label: string | null }[] = await this.source.query(
      `select away_lat as lat, away_lng as lng, away_label as label from senior
       where id = any($1) and away_lat is not null and (away_until is null or away_until > $2) and (away_from is null or away_from <= $2) order by id limit 1`,
      [seniorIds, new Date(now)],
    );
    return rows[0] ?? null;
  }
}
