import { as, type HomeId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import { isSameNumber, type InactivityFile } from '@silverbell/usecases';
import { In, IsNull, Not, type DataSource } from 'typeorm';
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
  readonly gender: string | null;
  readonly status: 'active' | 'moved' | 'deceased' | 'suspended' | 'other';
  readonly phone: string | null;
  readonly verifyBy: 'voice' | 'text' | 'signal' | 'visit' | null;
  readonly dispatchFirst: boolean;
  readonly dispatchFirstReason: string | null;
  readonly languages: readonly string[];
  readonly hearing: string | null;
  readonly dementia: boolean;
  readonly electricMedicalDevice: string | null;
  readonly healthNotes: string | null;
  readonly treatmentWishes: string | null;
  readonly usuallyAtHome: string | null;
  readonly careCategories: readonly string[];
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
    readonly holderKind: string;
    readonly holderName: string;
    readonly phone: string | null;
    readonly fitTestedAt: Instant | null;
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
  readonly emergencyNumbers: readonly {
    readonly service: string;
    readonly number: string;
    readonly checkedAt: Instant | null;
  }[];
}

/** Where a person of a ladder or a wave is reached. Keys are the recipients of the outbox: `helper:<id>` `seat:<id>` `contact:<id>`. */
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

type KeyOnFile = HomeCard['keys'][number] & { readonly contactId: string | null };
type CardOnFile = Omit<HomeCard, 'keys'> & { readonly keys: readonly KeyOnFile[] };

/** A person who is flagged in one contact list of a home is flagged in all of them, and as the holder of a key (H10). */
function withConflicts({ contacts, keys, ...card }: CardOnFile): HomeCard {
  const flagged = contacts.filter(({ conflict }) => conflict);
  const isFlagged = (id: string | null, phone: string | null): boolean =>
    flagged.some((one) => one.id === id || isSameNumber(one.phone, phone ?? ''));
  return {
    ...card,
    contacts: contacts.map((one) => ({ ...one, conflict: isFlagged(one.id, one.phone) })),
    keys: keys.map(({ contactId, ...key }) => ({ ...key, conflict: key.conflict || isFlagged(contactId, key.phone) })),
  };
}

/** Of each service the number of the nearest region that has one. */
const numbersNear = (region: string): string => `
  select distinct on (e.service) e.* from ${regionAndAbove(region)} join emergency_number e on e.region_id = up.id order by e.service, up.depth`;

const numberedMs = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** Names, cards and numbers for the pages and the channels. Who may see what is decided by the caller. */
export class DirectoryQueries {
  constructor(private readonly source: DataSource) {}

  async homeCard(id: HomeId): Promise<HomeCard | null> {
    const rows: { card: CardOnFile }[] = await this.source.query(
      `select jsonb_build_object(
         'id', h.id, 'regionId', h.region_id, 'label', h.label, 'addressWords', h.address_words, 'lat', h.lat, 'lng', h.lng,
         'positionSource', h.position_source, 'positionCheckedAt', ${numberedMs('h.position_checked_at')},
         'hazards', h.hazards, 'floorNo', h.floor_no, 'hasLift', h.has_lift,
         'nearestRoad', case when h.nearest_road_lat is null then null
                             else jsonb_build_object('lat', h.nearest_road_lat, 'lng', h.nearest_road_lng) end,
         'entryNote', h.entry_note, 'doorTag', h.door_tag, 'entryCode', h.entry_code,
         'people', coalesce((select jsonb_agg(jsonb_build_object(
             'id', s.id, 'name', coalesce(s.name, o.name), 'relation', o.relation, 'isChild', o.is_child,
             'birthDate', s.birth_date::text, 'gender', s.gender, 'status', coalesce(s.status, 'other'), 'phone', s.phone,
             'verifyBy', s.verify_by, 'dispatchFirst', coalesce(s.dispatch_first, false), 'dispatchFirstReason', s.dispatch_first_reason,
             'languages', coalesce(s.languages, '{}'), 'hearing', s.hearing, 'dementia', coalesce(s.dementia, false),
             'electricMedicalDevice', s.electric_medical_device, 'healthNotes', s.health_notes, 'treatmentWishes', s.treatment_wishes,
             'usuallyAtHome', s.usually_at_home,
             'careCategories', coalesce(s.care_categories, '{}'), 'protectionFlags', coalesce(s.protection_flags, '{}')
           ) order by s.id nulls last, o.id)
           from (select * from occupant where home_id = $1) o
           full join (select * from senior where home_id = $1) s on s.id = o.senior_id), '[]'),
         'contacts', coalesce((select jsonb_agg(jsonb_build_object(
             'id', c.id, 'seniorId', c.senior_id, 'position', c.position, 'name', c.name, 'relation', c.relation, 'phone', c.phone,
             'noticeLevel', c.notice_level, 'canComeMinutes', c.can_come_minutes, 'mayDecide', c.may_decide, 'conflict', c.conflict
           ) order by c.position, c.senior_id)
           from contact c join senior s on s.id = c.senior_id where s.home_id = $1), '[]'),
         'keys', coalesce((select jsonb_agg(jsonb_build_object(
             'holderKind', k.holder_kind, 'holderName', k.holder_name, 'phone', k.holder_phone,
             'fitTestedAt', ${numberedMs('k.last_fit_test_at')}, 'consentUse', k.consent_use, 'consentForce', k.consent_force,
             'contactId', k.holder_contact_id, 'conflict', exists (
                 select from helper suspect where suspect.id = k.helper_id and (suspect.suspended_at is not null or exists (
                   select from helper_conflict c where c.helper_id = suspect.id
                     and (c.home_id = $1 or c.senior_id in (select id from senior where home_id = $1))))
               )
           ) order by k.id) from key_holding k where k.home_id = $1), '[]'),
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
    return rows[0] ? withConflicts(rows[0].card) : null;
  }

  /** Direct numbers of 120, 119, 110 and the utilities as dialled in this region (H16). */
  async emergencyNumbers(
    regionId: RegionId,
  ): Promise<readonly { readonly service: string; readonly number: string }[]> {
    return this.source.query(`select n.service, n.number from (${numbersNear('$1')}) n order by n.service`, [regionId]);
  }

  /** For a roll-call. */
  async phonesOf(seniorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (seniorIds.length === 0) return new Map();
    const rows = await this.source.manager.findBy(SeniorRow, { id: In(seniorIds), phone: Not(IsNull()) });
    return new Map(rows.map(({ id, phone }) => [id, phone ?? '']));
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
       union all select 'contacts', id, name from contact where id = any($6)`,
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

  /** Numbers to ring or write to, by outbox recipient; recipients without one are not in the answer. Contacts in conflict never are. */
  async reach(keys: readonly string[]): Promise<ReadonlyMap<string, Reach>> {
    const idsOf = (kind: string): string[] =>
      keys.flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
    const rows: Reach[] = await this.source.query(
      `select 'helper:' || id as key, name, phone as number, kind as "as" from helper where id = any($1) and phone <> ''
       union all select 'seat:' || id, person_name, voice_number, role from duty_seat where id = any($2) and voice_number <> ''
       union all select 'contact:' || id, name, phone, relation from contact where id = any($3) and phone <> '' and not conflict
       union all select distinct on (home_id) 'home:' || home_id, name, phone, 'home' from senior where home_id = any($4) and phone <> ''`,
      [idsOf('helper'), idsOf('seat'), idsOf('contact'), idsOf('home')],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Where a person answers for this region: the nearest lead's seat, else the overflow's. */
  async deskNumber(regionId: RegionId): Promise<string | null> {
    const rows: { number: string }[] = await this.source.query(
      `select s.voice_number as number from ${regionAndAbove('$1')} join duty_seat s on s.region_id = up.id
       where s.role in ('lead', 'overflow') and s.active and s.voice_number <> '' order by s.role, up.depth, s.id limit 1`,
      [regionId],
    );
    return rows[0]?.number ?? null;
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
      readonly devices: readonly { readonly id: string; readonly role: string; readonly lastSeenAt: Instant | null }[];
      readonly lastContact: { readonly sign: Sign; readonly at: Instant } | null;
    }[]
  > {
    return this.source.query(
      `select s.id, s.name, h.id as "homeId", h.label as "homeLabel",
         coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'role', d.role, 'lastSeenAt', ${numberedMs('seen.seen_at')}) order by d.id)
           from device d left join device_seen seen on seen.device_id = d.id
           where d.senior_id = s.id or (d.senior_id is null and d.home_id = s.home_id)), '[]') as devices,
         (select jsonb_build_object('sign', l.sign, 'at', ${numberedMs('l.at')}) from sign_of_life l
           where l.senior_id = s.id and l.in_person order by l.at desc limit 1) as "lastContact"
       from senior s join home h on h.id = s.home_id where s.id = any($1) order by s.id`,
      [ids],
    );
  }
}
