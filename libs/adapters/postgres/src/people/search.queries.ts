import type { Instant, RegionId } from '@silverbell/kernel';
import { ageYears, doorPlate } from '@silverbell/usecases';
import type { SeniorStatus } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';

/** What an answer was found by. */
type By = 'name' | 'initials' | 'address' | 'phone' | 'contact-phone' | 'number' | 'id';

interface Asked {
  readonly q: string;
  readonly regionIds: readonly RegionId[];
}

export interface SeniorFound {
  readonly id: string;
  readonly by: By;
  readonly name: string;
  readonly status: SeniorStatus;
  readonly age: number | null;
  readonly homeId: string;
  readonly label: string;
  readonly address: string;
  readonly lat: number;
  readonly lng: number;
  readonly openIncidentId: string | null;
}

export interface HomeAtAddress {
  readonly id: string;
  readonly by: By;
  readonly label: string;
  readonly address: string;
  readonly lat: number;
  readonly lng: number;
  readonly seniors: readonly { readonly id: string; readonly name: string }[];
}

export interface HelperFound {
  readonly id: string;
  readonly by: By;
  readonly name: string;
  readonly kind: string;
  readonly onDuty: boolean;
}

export interface DeviceFound {
  readonly id: string;
  readonly by: By;
  readonly role: string;
  readonly status: string;
  readonly label: string | null;
}

export interface IncidentFound {
  readonly id: string;
  readonly by: By;
  readonly number: string;
  readonly label: string | null;
  readonly open: boolean;
  readonly raisedAt: Instant;
}

/** Of each kind no more than an operator reads in a second. */
const MOST = 8;
const likeOf = (part: string): string => part.replace(/[\\%_]/g, '\\$&');
/** Latin letters alone are initials, too; `null`: it cannot be. */
const initialsOf = (q: string): string | null => (/^[a-z]{1,12}$/i.test(q) ? `${q.toLowerCase()}%` : null);
/** A whole number has at least as many digits as a short number of a county's hotline. */
const FEWEST_DIGITS = 5;

/** One box that finds people, places and incidents. A telephone number is found by the keyed hash of all its digits: no part of it is opened. */
export class SearchQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  /** By name, initials, her own number or one of her contacts'; whole names first. A person who was erased is in no answer. */
  async seniors(
    { q, regionIds }: Asked,
    { now, drillsOnly }: { readonly now: Instant; readonly drillsOnly: boolean },
  ): Promise<readonly SeniorFound[]> {
    const rows: (Omit<SeniorFound, 'age'> & { birthDate: string | null })[] = await this.source.query(
      `with found as (
         select s.id, case when s.name ilike $2 then 'name' else 'initials' end as by from senior s
           where s.region_id = any($1) and (s.name ilike $2 or s.name_initials like $3)
         union all select s.id, 'phone' from senior s where s.region_id = any($1) and s.phone_tail = $4 and s.phone_hash = $5
         union all select s.id, 'contact-phone' from contact c join senior s on s.id = c.senior_id
           where s.region_id = any($1) and c.phone_tail = $4 and c.phone_hash = $5)
       select s.id, min(f.by) as by, s.name, s.status, s.birth_date::text as "birthDate", h.id as "homeId", h.label, h.address_words as address,
         h.lat, h.lng, (select i.id from incident i where i.open and i.senior_ids @> array[s.id] and (not $7 or i.family = 'drill')
           order by i.severity, i.raised_at limit 1) as "openIncidentId"
       from found f join senior s on s.id = f.id join home h on h.id = s.home_id
       where not exists (select from erased_person e where e.senior_id = s.id)
       group by s.id, h.id
       order by s.name <> $6, s.status <> 'active', length(s.name), s.name, s.id limit ${MOST}`,
      [regionIds, `%${likeOf(q)}%`, initialsOf(q), ...this.#number(q), q, drillsOnly],
    );
    return rows.map(({ birthDate, ...row }) => ({
      ...row,
      age: birthDate === null ? null : ageYears(birthDate, now),
    }));
  }

  /** By label or address, however its door plate is written. */
  async homes({ q, regionIds }: Asked): Promise<readonly HomeAtAddress[]> {
    return this.source.query(
      `select h.id, case when h.id = $4 then 'id' else 'address' end as by, h.label, h.address_words as address, h.lat, h.lng,
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.id) from senior s where s.home_id = h.id), '[]') as seniors
       from home h where h.region_id = any($1) and (h.id = $4 or h.label ilike $2 or h.address_words ilike any (array[$2, $3]))
       order by length(h.address_words), h.address_words, h.id limit ${MOST}`,
      [regionIds, `%${likeOf(q)}%`, `%${likeOf(doorPlate(q))}%`, q],
    );
  }

  async helpers({ q, regionIds }: Asked): Promise<readonly HelperFound[]> {
    return this.source.query(
      `select h.id, case when h.name ilike $2 then 'name' when h.name_initials like $3 then 'initials' else 'phone' end as by, h.name, h.kind,
         coalesce(d.on_duty, false) as "onDuty"
       from helper h left join helper_duty d on d.helper_id = h.id
       where h.region_id = any($1) and (h.name ilike $2 or h.name_initials like $3 or h.phone_hash = $4)
       order by h.name <> $5, coalesce(d.on_duty, false) desc, h.name, h.id limit ${MOST}`,
      [regionIds, `%${likeOf(q)}%`, initialsOf(q), this.#number(q)[1], q],
    );
  }

  async devices({ q, regionIds }: Asked): Promise<readonly DeviceFound[]> {
    return this.source.query(
      `select d.id, 'id' as by, d.role, d.status, h.label from device d left join home h on h.id = d.home_id
       where d.region_id = any($1) and d.id ilike $2 order by d.id <> $3, length(d.id), d.id limit ${MOST}`,
      [regionIds, `%${likeOf(q)}%`, q],
    );
  }

  /** By the number on the screen, with or without #. A seat for training finds drills alone (H13). */
  async incidents({ q, regionIds }: Asked, drillsOnly: boolean): Promise<readonly IncidentFound[]> {
    const number = /^#?(\d{1,9})$/.exec(q)?.[1];
    if (number === undefined) return [];
    return this.source.query(
      `select i.id, 'number' as by, i.number::text as number, h.label, i.open, ms_of(i.raised_at)::double precision as "raisedAt"
       from incident i left join home h on h.id = i.state #>> '{facts,homeId}'
       where i.region_id = any($1) and i.number = $2::bigint and (not $3 or i.family = 'drill')`,
      [regionIds, number, drillsOnly],
    );
  }

  /** Hash of the last four digits, which has an index, and of all digits. */
  #number(q: string): readonly [tail: Buffer | null, hash: Buffer | null] {
    const digits = q.replace(/\D/g, '');
    const isNumber = digits.length >= FEWEST_DIGITS && /^[\d+() -]+$/.test(q);
    return isNumber ? [this.sealed.tailHash(q), this.sealed.numberHash(q)] : [null, null];
  }
}
