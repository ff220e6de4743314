import { as, type HomeId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import { isSamePerson, type InactivityFile, type NumberHash } from '@silverbell/usecases';
import type { CareCategory, EconomicClass, Gender, Hearing, KeyHolderKind, NoticeLevel } from '@silverbell/vocabulary';
import { In, IsNull, Not, type DataSource } from 'typeorm';
import { photoOf } from '../attachments/senior-photo.sql.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type SealedColumn, type SealedValue } from '../crypto/sealed-columns.js';
import { HelperRow } from './helper.entity.js';
import { RegionRow } from './place.entity.js';
import { regionAndAbove } from './region.sql.js';
import { SeniorRow } from './senior.entity.js';

type Sign = InactivityFile['signs'][number]['sign'];

export interface PersonOfHome {
  readonly id: string | null;
  readonly name: string;
  readonly relation: string;
  readonly isChild: boolean;
  readonly birthDate: string | null;
  /** `null`: none, or she did not agree to one. */
  readonly photoId: string | null;
  readonly gender: Gender | null;
  readonly status: 'active' | 'moved' | 'deceased' | 'suspended' | 'other';
  readonly phone: string | null;
  readonly verifyBy: 'voice' | 'text' | 'signal' | 'visit' | null;
  readonly dispatchFirst: boolean;
  readonly dispatchFirstReason: string | null;
  readonly languages: readonly string[];
  readonly hearing: Hearing | null;
  readonly dementia: boolean;
  readonly electricMedicalDevice: string | null;
  readonly healthNotes: string | null;
  readonly treatmentWishes: string | null;
  readonly usuallyAtHome: string | null;
  readonly careCategories: readonly CareCategory[];
  /** `null`: of an occupant who is not on file herself. */
  readonly economicClass: EconomicClass | null;
  readonly medication: string | null;
  readonly allergies: string | null;
  readonly preferredHospital: string | null;
  readonly familyDoctor: string | null;
  readonly protectionFlags: readonly string[];
}

export interface ContactOfHome {
  readonly id: string;
  readonly seniorId: string;
  readonly position: number;
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly noticeLevel: 'every-press' | 'at-risk' | 'ending-only';
  readonly canComeMinutes: number | null;
  readonly mayDecide: boolean;
  readonly guardianProof: string | null;
  /** For leads' eyes only; a card for anybody else leaves the whole contact out (H10). */
  readonly conflict: boolean;
}

/** Everything on file about a home: what an operator reads out, and what a helper learns after acceptance. */
export interface HomeCard {
  readonly id: HomeId;
  readonly regionId: RegionId;
  readonly label: string;
  readonly addressWords: string;
  readonly lat: number;
  readonly lng: number;
  readonly positionSource: string;
  readonly positionCheckedAt: Instant | null;
  readonly hazards: readonly string[];
  readonly floorNo: number | null;
  readonly hasLift: boolean;
  readonly nearestRoad: { readonly lat: number; readonly lng: number } | null;
  readonly entryNote: string | null;
  readonly doorTag: string | null;
  /** At the door only; passing it on earlier breaks a rule (H19). */
  readonly entryCode: string | null;
  readonly people: readonly PersonOfHome[];
  readonly contacts: readonly ContactOfHome[];
  readonly keys: readonly {
    readonly holderKind: KeyHolderKind;
    readonly holderName: string;
    readonly phone: string | null;
    readonly fitTestedAt: Instant | null;
    /** As it was tried last; `null`: not tried, or before results were kept. */
    readonly fits: boolean | null;
    readonly consentUse: boolean;
    readonly consentForce: boolean;
    /** Its holder is flagged for this home, or suspended: for leads' eyes only (H10). */
    readonly conflict: boolean;
  }[];
  readonly devices: readonly {
    readonly id: string;
    readonly role: string;
    readonly room: string | null;
    readonly status: string;
    readonly lastSeenAt: Instant | null;
  }[];
  /** Neighbours who are asked first (SR-73). */
  readonly pairedHelpers: readonly { readonly id: string; readonly name: string }[];
  readonly emergencyNumbers: readonly {
    readonly service: string;
    readonly number: string;
    readonly checkedAt: Instant | null;
  }[];
}

/** Where a person of a ladder or a wave is reached. Keys are the recipients of the outbox: `helper:<id>` `seat:<id>` `contact:<id>` `home:<id>` `key:<id>`. */
export interface Reach {
  readonly key: string;
  readonly name: string;
  readonly number: string;
  /** A seat's role, a helper's kind, a contact's relation. */
  readonly as: string;
}

export interface RegionNode {
  readonly id: RegionId;
  readonly parentId: RegionId | null;
  readonly name: string;
  readonly levelName: string;
  readonly levelNo: number;
  readonly centreLat: number;
  readonly centreLng: number;
}

/** As it lies in the database: base64, and the hash beside a number. */
type Sealed<T, Column extends keyof T> = Omit<T, Column> & {
  readonly sealed: string | null;
  readonly hash: NumberHash | null;
};
type PersonOnFile = Omit<Sealed<PersonOfHome, 'phone'>, 'hash'>;
type ContactOnFile = Sealed<ContactOfHome, 'phone'>;
type KeyOnFile = Sealed<HomeCard['keys'][number], 'phone'> & { readonly id: string; readonly contactId: string | null };

interface CardOnFile extends Omit<HomeCard, 'entryCode' | 'people' | 'contacts' | 'keys'> {
  readonly sealed: string | null;
  readonly people: readonly PersonOnFile[];
  readonly contacts: readonly ContactOnFile[];
  readonly keys: readonly KeyOnFile[];
}

/** A person who is flagged in one contact list of a home is flagged in all of them, and as the holder of a key (H10). */
function isFlagged({ contacts }: CardOnFile, id: string | null, hash: NumberHash | null): boolean {
  return contacts.some((one) => one.conflict && (one.id === id || isSamePerson(one.hash, hash)));
}

/** A helper keeps this key who is suspended, or may not come to this home. */
export const isKeyOfBarredHelper = (key: string, home: string): string => `exists (
  select from helper suspect where suspect.id = ${key}.helper_id and (suspect.suspended_at is not null or exists (
    select from helper_conflict c where c.helper_id = suspect.id
      and (c.home_id = ${home} or c.senior_id in (select id from senior where home_id = ${home})))))`;

/** Of each service the number of the nearest region that has one. */
const numbersNear = (region: string): string => `
  select distinct on (e.service) e.* from ${regionAndAbove(region)} join emergency_number e on e.region_id = up.id order by e.service, up.depth`;

const numberedMs = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

interface OwnQuiet {
  readonly from: string;
  readonly until: string;
  readonly timeZone: string;
}

/** What a relative chose of her own entry among the contacts of a senior. */
export interface OwnContact {
  readonly id: string;
  readonly seniorId: string;
  readonly noticeLevel: NoticeLevel;
  readonly hours: string | null;
  readonly quietHours: OwnQuiet | null;
}

/** Names, cards and numbers for the pages and the channels. Who may see what is decided by the caller. */
export class DirectoryQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  async homeCard(id: HomeId): Promise<HomeCard | null> {
    const rows: { card: CardOnFile }[] = await this.source.query(
      `select jsonb_build_object(
         'id', h.id, 'regionId', h.region_id, 'label', h.label, 'addressWords', h.address_words, 'lat', h.lat, 'lng', h.lng,
         'positionSource', h.position_source, 'positionCheckedAt', ${numberedMs('h.position_checked_at')},
         'hazards', h.hazards, 'floorNo', h.floor_no, 'hasLift', h.has_lift,
         'nearestRoad', case when h.nearest_road_lat is null then null
                             else jsonb_build_object('lat', h.nearest_road_lat, 'lng', h.nearest_road_lng) end,
         'entryNote', h.entry_note, 'doorTag', h.door_tag, 'sealed', encode(h.entry_code_sealed, 'base64'),
         'people', coalesce((select jsonb_agg(jsonb_build_object(
             'id', s.id, 'name', coalesce(s.name, o.name), 'relation', o.relation, 'isChild', o.is_child,
             'birthDate', s.birth_date::text, 'photoId', ${photoOf('s.id')}, 'gender', s.gender, 'status', coalesce(s.status, 'other'), 'sealed', encode(s.phone_sealed, 'base64'),
             'verifyBy', s.verify_by, 'dispatchFirst', coalesce(s.dispatch_first, false), 'dispatchFirstReason', s.dispatch_first_reason,
             'languages', coalesce(s.languages, '{}'), 'hearing', s.hearing, 'dementia', coalesce(s.dementia, false),
             'electricMedicalDevice', s.electric_medical_device, 'healthNotes', s.health_notes, 'treatmentWishes', s.treatment_wishes,
             'usuallyAtHome', s.usually_at_home, 'medication', s.medication, 'allergies', s.allergies,
             'preferredHospital', s.preferred_hospital, 'familyDoctor', s.family_doctor, 'economicClass', s.economic_class,
             'careCategories', coalesce(s.care_categories, '{}'), 'protectionFlags', coalesce(s.protection_flags, '{}')
           ) order by s.id nulls last, o.id)
           from (select * from occupant where home_id = $1) o
           full join (select * from senior where home_id = $1) s on s.id = o.senior_id), '[]'),
         'contacts', coalesce((select jsonb_agg(jsonb_build_object(
             'id', c.id, 'seniorId', c.senior_id, 'position', c.position, 'name', c.name, 'relation', c.relation,
             'sealed', encode(c.phone_sealed, 'base64'), 'hash', encode(c.phone_hash, 'base64'),
             'noticeLevel', c.notice_level, 'canComeMinutes', c.can_come_minutes, 'mayDecide', c.may_decide,
             'guardianProof', c.guardian_proof, 'conflict', c.conflict
           ) order by c.position, c.senior_id)
           from contact c join senior s on s.id = c.senior_id where s.home_id = $1), '[]'),
         'keys', coalesce((select jsonb_agg(jsonb_build_object(
             'holderKind', k.holder_kind, 'holderName', k.holder_name, 'id', k.id,
             'sealed', encode(k.holder_phone_sealed, 'base64'), 'hash', encode(k.holder_phone_hash, 'base64'),
             'fitTestedAt', ${numberedMs('k.last_fit_test_at')}, 'consentUse', k.consent_use, 'consentForce', k.consent_force,
             'fits', k.fits,
             'contactId', k.holder_contact_id, 'conflict', ${isKeyOfBarredHelper('k', '$1')}
           ) order by k.id) from key_holding k where k.home_id = $1 and k.returned_at is null), '[]'),
         'pairedHelpers', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name) order by n.id)
           from helper_pair p join helper n on n.id = p.helper_id where p.home_id = $1), '[]'),
         'devices', coalesce((select jsonb_agg(jsonb_build_object(
             'id', d.id, 'role', d.role, 'room', d.room, 'status', d.status, 'lastSeenAt', ${numberedMs('seen.seen_at')}
           ) order by d.id) from device d left join device_seen seen on seen.device_id = d.id where d.home_id = $1), '[]'),
         'emergencyNumbers', coalesce((select jsonb_agg(jsonb_build_object(
             'service', n.service, 'number', n.number, 'checkedAt', ${numberedMs('n.checked_at')}) order by n.service)
           from (${numbersNear('h.region_id')}) n), '[]')
       ) as card
       from home h where h.id = $1`,
      [id],
    );
    return rows[0] ? this.#opened(rows[0].card) : null;
  }

  /** Direct numbers of 120, 119, 110 and the utilities as dialled in this region (H16). */
  async emergencyNumbers(regionId: RegionId): Promise<HomeCard['emergencyNumbers']> {
    return this.source.query(
      `select n.service, n.number, ${numberedMs('n.checked_at')} as "checkedAt" from (${numbersNear('$1')}) n order by n.service`,
      [regionId],
    );
  }

  /** For a roll-call. */
  async phonesOf(seniorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (seniorIds.length === 0) return new Map();
    const rows = await this.source.manager.findBy(SeniorRow, { id: In(seniorIds), phoneSealed: Not(IsNull()) });
    const phones = await this.sealed.open(
      this.source,
      rows.map(({ id, phoneSealed }) => ({ column: 'senior.phone', rowId: id, sealed: phoneSealed })),
    );
    return new Map(rows.map(({ id }, n) => [id, phones[n] ?? '']));
  }

  /** Where these homes are, in degrees, in no order that tells anything. */
  async placesOf(homeIds: readonly HomeId[]): Promise<readonly { readonly lat: number; readonly lng: number }[]> {
    if (homeIds.length === 0) return [];
    return this.source.query('select lat, lng from home where id = any($1) order by lat, lng', [homeIds]);
  }

  /** Names for ids of any kind, in one statement; an id that is not there has no name. */
  async names(ids: {
    readonly accounts?: readonly string[];
    readonly helpers?: readonly string[];
    readonly seniors?: readonly string[];
    readonly homes?: readonly string[];
    readonly seats?: readonly string[];
    readonly contacts?: readonly string[];
  }): Promise<{
    readonly accounts: ReadonlyMap<string, string>;
    readonly helpers: ReadonlyMap<string, string>;
    readonly seniors: ReadonlyMap<string, string>;
    /** The label, which names no door. */
    readonly homes: ReadonlyMap<string, string>;
    readonly seats: ReadonlyMap<string, string>;
    readonly contacts: ReadonlyMap<string, string>;
  }> {
    const rows: { what: string; id: string; name: string }[] = await this.source.query(
      `select 'accounts' as what, id, display_name as name from account where id = any($1)
       union all select 'helpers', id, name from helper where id = any($2)
       union all select 'seniors', id, name from senior where id = any($3)
       union all select 'homes', id, label from home where id = any($4)
       union all select 'seats', id, person_name from duty_seat where id = any($5)
       union all select 'contacts', id, name from contact where id = any($6)
       union all select 'contacts', id, name from former_contact where id = any($6)`,
      [ids.accounts ?? [], ids.helpers ?? [], ids.seniors ?? [], ids.homes ?? [], ids.seats ?? [], ids.contacts ?? []],
    );
    const of = (what: string): Map<string, string> =>
      new Map(rows.filter((row) => row.what === what).map((row) => [row.id, row.name]));
    return {
      accounts: of('accounts'),
      helpers: of('helpers'),
      seniors: of('seniors'),
      homes: of('homes'),
      seats: of('seats'),
      contacts: of('contacts'),
    };
  }

  /** How a device is told who comes: 王 助老员, never more (contracts 3). Kind is a code; the channel finds the word. */
  async helperForDevice(helperId: string): Promise<{ readonly familyName: string; readonly kind: string } | null> {
    const helper = await this.source.manager.findOneBy(HelperRow, { id: helperId });
    return helper && { familyName: helper.familyName, kind: helper.kind };
  }

  /** What decides how she is asked; `null`: no such helper. */
  async helperOnFile(helperId: string): Promise<Pick<HelperRow, 'transport' | 'nightCalls'> | null> {
    const helper = await this.source.manager.findOneBy(HelperRow, { id: helperId });
    return helper && { transport: helper.transport, nightCalls: helper.nightCalls };
  }

  /** Numbers to ring or write to, by outbox recipient; recipients without one are not in the answer. Contacts in conflict never are. */
  async reach(keys: readonly string[], now: Instant): Promise<ReadonlyMap<string, Reach>> {
    const idsOf = (kind: string): string[] =>
      keys.flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
    const rows: (Omit<Reach, 'number'> & { column: SealedColumn; rowId: string; sealed: Buffer })[] =
      await this.source.query(
        `select 'helper:' || id as key, name, kind as "as", 'helper.phone' as "column", id as "rowId", phone_sealed as sealed
         from helper where id = any($1) and phone_sealed is not null
       -- who holds the seat now is called at her own number; without one, and in hours that are nobody's, the seat is
       union all select 'seat:' || s.id, coalesce(h.person_name, s.person_name), s.role,
           case when h.voice_number_sealed is null then 'duty_seat.voice_number' else 'duty_shift.voice_number' end,
           case when h.voice_number_sealed is null then s.id else h.id end, coalesce(h.voice_number_sealed, s.voice_number_sealed)
         from duty_seat s left join lateral (
           select * from duty_shift d where d.seat_id = s.id and d.state = 'planned' and d.starts_at <= instant_of($5) and d.ends_at > instant_of($5)
           order by d.starts_at desc, d.id limit 1
         ) h on true
         where s.id = any($2) and coalesce(h.voice_number_sealed, s.voice_number_sealed) is not null
       union all select 'contact:' || id, name, relation, 'contact.phone', id, phone_sealed
         from contact where id = any($3) and phone_sealed is not null and not conflict
       union all select distinct on (home_id) 'home:' || home_id, name, 'home', 'senior.phone', id, phone_sealed
         from senior
         where home_id = any($4) and phone_sealed is not null and status in ('active', 'suspended')
       union all select 'key:' || id, holder_name, 'key-holder', 'key_holding.holder_phone', id, holder_phone_sealed
         from key_holding k
         where id = any($6) and holder_phone_sealed is not null and returned_at is null and consent_use and not ${isKeyOfBarredHelper('k', 'k.home_id')}`,
        [idsOf('helper'), idsOf('seat'), idsOf('contact'), idsOf('home'), now, idsOf('key')],
      );
    const numbers = await this.sealed.open(this.source, rows);
    return new Map(
      rows.flatMap(({ key, name, as: what }, n) => {
        const number = numbers[n] ?? null;
        return number === null ? [] : [[key, { key, name, number, as: what }] as const];
      }),
    );
  }

  /** Where a person answers for this region: the nearest lead's seat, else the overflow's. */
  async deskNumber(regionId: RegionId): Promise<string | null> {
    const rows: { id: string; sealed: Buffer }[] = await this.source.query(
      `select s.id, s.voice_number_sealed as sealed from ${regionAndAbove('$1')} join duty_seat s on s.region_id = up.id
       where s.role in ('lead', 'overflow') and s.active and s.voice_number_sealed is not null order by s.role, up.depth, s.id limit 1`,
      [regionId],
    );
    const seats = rows.map(({ id, sealed }) => ({ column: 'duty_seat.voice_number' as const, rowId: id, sealed }));
    return (await this.sealed.open(this.source, seats))[0] ?? null;
  }

  async regionNames(ids: readonly RegionId[]): Promise<ReadonlyMap<RegionId, string>> {
    const rows = await this.source.manager.findBy(RegionRow, { id: In(ids) });
    return new Map(rows.map(({ id, name }) => [as<RegionId>(id), name]));
  }

  async regions(): Promise<readonly RegionNode[]> {
    return this.source.query(
      `select id, parent_id as "parentId", name, level_name as "levelName", level_no as "levelNo",
         centre_lat as "centreLat", centre_lng as "centreLng" from region order by level_no, id`,
    );
  }

  /** The bundled vector layer of the nearest region that has one; without it, the boundaries. GeoJSON, WGS-84. */
  async basemap(regionId: RegionId, now: Instant): Promise<unknown> {
    const drawn: { value: unknown }[] = await this.source.query(
      `select s.value from ${regionAndAbove('$1')} join region_setting s on s.region_id = up.id and s.key = 'basemap' and s.valid_from <= $2
       order by up.depth, s.valid_from desc limit 1`,
      [regionId, new Date(now)],
    );
    if (drawn[0]) return drawn[0].value;
    const bounds: { layer: unknown }[] = await this.source.query(
      `select jsonb_build_object('type', 'FeatureCollection', 'features', coalesce(jsonb_agg(jsonb_build_object(
           'type', 'Feature', 'geometry', boundary,
           'properties', jsonb_build_object('kind', 'boundary', 'name', name, 'regionId', id,
             'level', level_no - (select min(level_no) from region) + 1))), '[]')) as layer
       from region where boundary is not null`,
    );
    return bounds[0]?.layer;
  }

  /** What a family page may say of a senior: her last sign of herself, her devices and when they were last heard, never how she is (H15). */
  async seniorsForFamily(ids: readonly SeniorId[]): Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly homeId: string;
      readonly homeLabel: string;
      readonly birthDate: string | null;
      readonly regionId: RegionId;
      readonly phone: string | null;
      readonly devices: readonly {
        readonly id: string;
        readonly role: string;
        readonly lastSeenAt: Instant | null;
        readonly batteryPct: number | null;
      }[];
      readonly lastContact: { readonly sign: Sign; readonly at: Instant } | null;
      /** The last day of an entitlement that was ended, where no other one runs; of one that paid for no day there is none. */
      readonly serviceEndedOn: string | null;
    }[]
  > {
    const rows: (Awaited<ReturnType<DirectoryQueries['seniorsForFamily']>>[number] & {
      readonly sealed: Buffer | null;
    })[] = await this.source.query(
      `select s.id, s.name, s.birth_date::text as "birthDate", s.region_id as "regionId", s.phone_sealed as sealed,
         h.id as "homeId", h.label as "homeLabel",
         coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'role', d.role, 'lastSeenAt', ${numberedMs('seen.seen_at')},
             'batteryPct', seen.battery_pct) order by d.id)
           from device d left join device_seen seen on seen.device_id = d.id
           where d.senior_id = s.id or (d.senior_id is null and d.home_id = s.home_id)), '[]') as devices,
         (select jsonb_build_object('sign', l.sign, 'at', ${numberedMs('l.at')}) from sign_of_life l
           where l.senior_id = s.id and l.in_person order by l.at desc limit 1) as "lastContact",
         (select case when bool_and(e.end_reason is not null) then (max(e.to_day) filter (where e.to_day >= e.from_day))::text end from entitlement e where e.senior_id = s.id)
           as "serviceEndedOn"
       from senior s join home h on h.id = s.home_id where s.id = any($1) order by s.id`,
      [ids],
    );
    const phones = await this.sealed.open(
      this.source,
      rows.map(({ id, sealed }): SealedValue => ({ column: 'senior.phone', rowId: id, sealed })),
    );
    return rows.map(({ sealed: _, ...row }, n) => ({ ...row, phone: phones[n] ?? null }));
  }

  /** The entries among the contacts that an account is, by its own or by a code; none of a home that she hears nothing of (H10). */
  async contactsOfAccount(accountId: string): Promise<readonly OwnContact[]> {
    const rows = await this.source.query<(Omit<OwnContact, 'quietHours'> & Record<keyof OwnQuiet, string | null>)[]>(
      `select c.id, c.senior_id as "seniorId", c.notice_level as "noticeLevel", c.hours,
         q.from_time as "from", q.until_time as "until", q.time_zone as "timeZone"
       from contact c
         left join lateral (select * from quiet_hours q where q.contact_id = c.id order by q.seq desc limit 1) q on true
       where not c.conflict and c.id in (
         select contact_id from account where id = $1 union select contact_id from family_link where account_id = $1)
       order by c.senior_id, c.id`,
      [accountId],
    );
    return rows.map(({ from, until, timeZone, ...contact }) => ({
      ...contact,
      quietHours: from === null || until === null || timeZone === null ? null : { from, until, timeZone },
    }));
  }

  async #opened(card: CardOnFile): Promise<HomeCard> {
    const { sealed, people, contacts, keys, ...rest } = card;
    const [entryCode, ...phones] = await this.sealed.open(this.source, [
      { column: 'home.entry_code', rowId: card.id, sealed },
      ...people.map((one): SealedValue => ({ column: 'senior.phone', rowId: one.id ?? '', sealed: one.sealed })),
      ...contacts.map((one): SealedValue => ({ column: 'contact.phone', rowId: one.id, sealed: one.sealed })),
      ...keys.map((one): SealedValue => ({ column: 'key_holding.holder_phone', rowId: one.id, sealed: one.sealed })),
    ]);
    const phoneOf = (n: number): string | null => phones[n] ?? null;
    return {
      ...rest,
      entryCode: entryCode ?? null,
      people: people.map(({ sealed: _, ...one }, n) => ({ ...one, phone: phoneOf(n) })),
      contacts: contacts.map(({ sealed: _, hash, ...one }, n) => ({
        ...one,
        ...{ phone: phoneOf(people.length + n) ?? '', conflict: isFlagged(card, one.id, hash) },
      })),
      keys: keys.map(({ sealed: _, hash, id: __, contactId, ...one }, n) => ({
        ...one,
        phone: phoneOf(people.length + contacts.length + n),
        conflict: one.conflict || isFlagged(card, contactId, hash),
      })),
    };
  }
}
