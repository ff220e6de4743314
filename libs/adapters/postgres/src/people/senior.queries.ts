import type { Instant, RegionId, SeniorId } from '@silverbell/kernel';
import {
  ageYears,
  comparedDigits,
  normalisedIdNumber,
  type ConsentFile,
  type ContactFile,
  type SeniorFile,
} from '@silverbell/usecases';
import type { SeniorStatus } from '@silverbell/vocabulary';
import { In, type DataSource } from 'typeorm';
import { photoOf } from '../attachments/senior-photo.sql.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import { openedContacts, openedSeniors } from './files.opened.js';
import { consentOf, NOTHING_SEALED, seniorOf } from './files.rows.js';
import { ConsentRow, ContactRow, SeniorRow } from './senior.entity.js';

export interface SeniorsAsked {
  readonly regionIds: readonly RegionId[];
  readonly q?: string | undefined;
  readonly homeId?: string | undefined;
  readonly status?: SeniorStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface SeniorInList {
  readonly senior: SeniorFile;
  readonly homeLabel: string;
  readonly age: number | null;
}

/** What else there is about a person, newest first. */
export interface AroundSenior {
  readonly contacts: readonly ContactFile[];
  readonly consents: readonly ConsentFile[];
  readonly devices: readonly DeviceOfSenior[];
  readonly incidents: readonly {
    readonly id: string;
    readonly number: number;
    readonly phase: string;
    readonly raisedAt: number;
    readonly outcome: string | null;
  }[];
  readonly away: {
    readonly from: Instant | null;
    readonly until: Instant;
    readonly label: string | null;
    readonly reason: string | null;
  } | null;
  readonly namesakesAtAddress: number;
  /** `null`: none, or she did not agree to one. */
  readonly photoId: string | null;
}

export interface DeviceOfSenior {
  readonly id: string;
  readonly role: string;
  readonly room: string | null;
  readonly status: string;
  readonly lastSeenAt: number | null;
}

const INCIDENTS_SHOWN = 20;
export const DEVICE_LINE = /* sql */ `d.id, d.role, d.room, d.status, ms_of(seen.seen_at)::double precision as "lastSeenAt"
  from device d left join device_seen seen on seen.device_id = d.id`;

/** Seniors for the office. Who may see what of them is decided by the caller. */
export class SeniorQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  async byId(id: string): Promise<SeniorFile | null> {
    return (await this.byIds([id])).get(id) ?? null;
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, SeniorFile>> {
    const rows = await this.source.manager.findBy(SeniorRow, { id: In([...ids]) });
    const opened = await openedSeniors(this.source, this.sealed, rows);
    return new Map(rows.map((row) => [row.id, seniorOf(row, opened.get(row.id) ?? NOTHING_SEALED)]));
  }

  /** By id; one more than asked for tells that there are more. */
  async page(asked: SeniorsAsked, now: Instant): Promise<readonly SeniorInList[]> {
    const { regionIds, q = '', homeId, status, cursor, limit } = asked;
    const lines: { id: string; label: string; birthDate: string | null }[] = await this.source.query(
      `select s.id, h.label, s.birth_date::text as "birthDate" from senior s join home h on h.id = s.home_id
       where s.region_id = any($1) and ($2::text is null or s.home_id = $2) and ($3::text is null or s.status = $3)
         and ($4 = '' or s.name ilike $5 or s.id = $4 or s.id_number_hash = $6 or s.id = any($7)) and ($8::text is null or s.id > $8)
       order by s.id limit $9`,
      [
        ...[regionIds, homeId ?? null, status ?? null, q, `%${q.replace(/[\\%_]/g, '\\$&')}%`],
        ...[
          this.sealed.identityHash(normalisedIdNumber(q)),
          await this.#withNumber(q, regionIds),
          cursor ?? null,
          limit,
        ],
      ],
    );
    const seniors = await this.byIds(lines.map(({ id }) => id));
    return lines.flatMap(({ id, label, birthDate }) => {
      const senior = seniors.get(id);
      const age = birthDate === null ? null : ageYears(birthDate, now);
      return senior === undefined ? [] : [{ senior, homeLabel: label, age }];
    });
  }

  /** People whose own number ends so, from four digits on. */
  async #withNumber(q: string, regionIds: readonly RegionId[]): Promise<readonly string[]> {
    const digits = comparedDigits(q);
    const tail = this.sealed.tailHash(digits);
    if (tail === null) return [];
    const rows: { id: string; sealed: Buffer }[] = await this.source.query(
      'select id, phone_sealed as sealed from senior where phone_tail = $1 and region_id = any($2)',
      [tail, regionIds],
    );
    const values = rows.map(({ id, sealed }) => ({ column: 'senior.phone' as const, rowId: id, sealed }));
    const numbers = await this.sealed.open(this.source, values);
    return rows.flatMap(({ id }, n) => (comparedDigits(numbers[n] ?? '').endsWith(digits) ? [id] : []));
  }

  async around({ id, homeId, name }: Pick<SeniorFile, 'id' | 'homeId' | 'name'>): Promise<AroundSenior> {
    const { manager } = this.source;
    const [contacts, consents, devices, incidents, [row]] = await Promise.all([
      this.contactsOf(id),
      manager.find(ConsentRow, { where: { seniorId: id }, order: { givenAt: 'DESC', id: 'ASC' } }),
      this.source.query(
        `select ${DEVICE_LINE} where d.senior_id = $1 or (d.senior_id is null and d.home_id = $2) order by d.id`,
        [id, homeId],
      ) as Promise<DeviceOfSenior[]>,
      this.source.query(
        `select id, number, phase, ms_of(raised_at)::double precision as "raisedAt", state -> 'closure' ->> 'outcome' as outcome
         from incident where senior_ids @> array[$1::text] order by raised_at desc limit ${INCIDENTS_SHOWN}`,
        [id],
      ) as Promise<AroundSenior['incidents']>,
      this.source.query(
        `select ms_of(s.away_from)::double precision as "from", ms_of(s.away_until)::double precision as until, s.away_label as label,
           s.away_reason as reason, ${photoOf('s.id')} as "photoId", (select count(*)::int from senior o join home oh on oh.id = o.home_id
             where o.id <> s.id and o.name = $2 and (oh.id = h.id or (oh.region_id = h.region_id and oh.address_words = h.address_words))) as namesakes
         from senior s join home h on h.id = s.home_id where s.id = $1`,
        [id, name],
      ) as Promise<
        {
          from: Instant | null;
          until: Instant | null;
          label: string | null;
          reason: string | null;
          namesakes: number;
          photoId: string | null;
        }[]
      >,
    ]);
    const until = row?.until ?? null;
    return {
      ...{ contacts, devices, incidents, consents: consents.map(consentOf) },
      away:
        row === undefined || until === null ? null : { from: row.from, until, label: row.label, reason: row.reason },
      namesakesAtAddress: row?.namesakes ?? 0,
      photoId: row?.photoId ?? null,
    };
  }

  async contactsOf(seniorId: SeniorId): Promise<readonly ContactFile[]> {
    const rows = await this.source.manager.find(ContactRow, { where: { seniorId }, order: { position: 'ASC' } });
    return openedContacts(this.source, this.sealed, rows);
  }

  async contact(id: string): Promise<ContactFile | null> {
    const rows = await this.source.manager.findBy(ContactRow, { id });
    return (await openedContacts(this.source, this.sealed, rows))[0] ?? null;
  }

  async consent(id: string): Promise<ConsentFile | null> {
    const row = await this.source.manager.findOneBy(ConsentRow, { id });
    return row && consentOf(row);
  }

  /** Devices that are still in use where the person they were given to died or moved away, or where no occupant is left. */
  async recalls(regionIds: readonly RegionId[]): Promise<
    readonly {
      readonly deviceId: string;
      readonly role: string;
      readonly room: string | null;
      readonly seniorId: string | null;
      readonly seniorName: string | null;
      readonly homeId: string;
      readonly homeLabel: string;
      readonly regionId: RegionId;
      readonly why: 'deceased' | 'moved';
      readonly since: string;
    }[]
  > {
    return this.source.query(
      `select d.id as "deviceId", d.role, d.room, d.senior_id as "seniorId", w.name as "seniorName", h.id as "homeId", h.label as "homeLabel",
         h.region_id as "regionId", gone.status as why, gone.status_on::text as since
       from device d join home h on h.id = d.home_id left join senior w on w.id = d.senior_id
         join lateral (
           select s.status, s.status_on from senior s
           where (s.id = d.senior_id or (d.senior_id is null and s.home_id = h.id)) and s.status in ('deceased', 'moved') and s.status_on is not null
             and (d.senior_id is not null or not exists (
               select from senior o where o.home_id = h.id and o.status in ('active', 'suspended')))
           order by s.status_on desc, s.id limit 1) gone on true
       where d.status = 'active' and h.region_id = any($1) order by gone.status_on, d.id limit 1000`,
      [regionIds],
    );
  }
}
