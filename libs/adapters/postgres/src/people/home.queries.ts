import type { Instant, RegionId } from '@silverbell/kernel';
import { ageYears, comparedDigits, doorPlate } from '@silverbell/usecases';
import type { PositionSource } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type SealedColumn } from '../crypto/sealed-columns.js';

const FEWEST_DIGITS_OF_CONTACT = 5;

/** A home that a caller may speak of, with the people on file there. */
export interface HomeFound {
  readonly id: string;
  readonly label: string;
  readonly address: string;
  readonly regionId: RegionId;
  readonly lat: number;
  readonly lng: number;
  readonly positionSource: PositionSource;
  readonly version: number;
  readonly seniors: { readonly id: string; readonly name: string; readonly age: number | null }[];
}

export interface HomesAsked {
  readonly q: string;
  readonly regionIds: readonly RegionId[];
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const likeOf = (part: string): string => `%${part.replace(/[\\%_]/g, '\\$&')}%`;

/** A cursor that is none begins at the beginning. */
function after(cursor: string | undefined): readonly (string | null)[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString());
    if (Array.isArray(read) && read.length === 3) return read.map(String);
  } catch {
    // not one of ours
  }
  return [null, null, null];
}

/** Finds the home a caller speaks of, by a name, an address or a telephone number. */
export class HomeQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  /** `q`: a part of a label, an address or a name, an id, or the end of a number; empty: every home. In the order of their labels. */
  async page({ q, regionIds, cursor, limit }: HomesAsked, now: Instant): Promise<readonly HomeFound[]> {
    const [label, address, id] = after(cursor);
    const rows: (Omit<HomeFound, 'seniors'> & { seniors: { id: string; name: string; birthDate: string | null }[] })[] =
      await this.source.query(
        `select h.id, h.label, h.address_words as address, h.region_id as "regionId", h.lat, h.lng, h.position_source as "positionSource", h.version,
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'birthDate', s.birth_date::text) order by s.id)
           from senior s where s.home_id = h.id), '[]') as seniors
       from home h
       where h.region_id = any($1) and ($4 = '' or h.address_words ilike any (array[$2, $9]) or h.label ilike $2 or h.id = $4 or h.id = any($3)
           or exists (select from senior s where s.home_id = h.id and s.name ilike $2))
         and ($5::text is null or (h.label, h.address_words, h.id) > ($5, $6, $7))
       order by h.label, h.address_words, h.id limit $8`,
        [
          ...[regionIds, likeOf(q), await this.#withNumber(comparedDigits(q), regionIds), q],
          ...[label, address, id, limit, likeOf(doorPlate(q))],
        ],
      );
    return rows.map(({ seniors, ...home }) => ({
      ...home,
      seniors: seniors.map(({ birthDate, ...senior }) => ({
        ...senior,
        age: birthDate === null ? null : ageYears(birthDate, now),
      })),
    }));
  }

  /** Latitude and longitude of every home of these regions, in degrees, in no order that tells anything. */
  async places(regionIds: readonly RegionId[]): Promise<readonly { readonly lat: number; readonly lng: number }[]> {
    return this.source.query(`select lat, lng from home where region_id = any($1) order by lat, lng`, [regionIds]);
  }

  /** Where the page that ends with this home is continued. */
  static cursorOf({ label, address, id }: HomeFound): string {
    return Buffer.from(JSON.stringify([label, address, id])).toString('base64url');
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

  /** Homes with a number that ends so; four digits of a person's own, five of one in a contact list. The last four say what is opened. */
  async #withNumber(digits: string, regionIds: readonly RegionId[]): Promise<readonly string[]> {
    const tail = this.sealed.tailHash(digits);
    if (tail === null) return [];
    const rows: { homeId: string; column: SealedColumn; rowId: string; sealed: Buffer }[] = await this.source.query(
      `select s.home_id as "homeId", 'senior.phone' as "column", s.id as "rowId", s.phone_sealed as sealed
         from senior s join home h on h.id = s.home_id where s.phone_tail = $1 and h.region_id = any($2)
       union all select s.home_id, 'contact.phone', c.id, c.phone_sealed
         from contact c join senior s on s.id = c.senior_id join home h on h.id = s.home_id
         where c.phone_tail = $1 and h.region_id = any($2) and $3`,
      [tail, regionIds, digits.length >= FEWEST_DIGITS_OF_CONTACT],
    );
    const numbers = await this.sealed.open(this.source, rows);
    return rows.flatMap(({ homeId }, n) => (comparedDigits(numbers[n] ?? '').endsWith(digits) ? [homeId] : []));
  }
}
