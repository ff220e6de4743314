import type { Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** One line of the list that still works when nothing else does. No entry code: that is for the door only. */
export interface ListedPerson {
  readonly region: string;
  readonly name: string;
  readonly ageYears: number | null;
  readonly phone: string | null;
  readonly address: string;
  readonly electricDevice: string | null;
  readonly livingAlone: boolean;
  readonly dementia: boolean;
  readonly verifyBy: string;
  readonly contacts: readonly { readonly name: string; readonly relation: string; readonly phone: string }[];
}

export interface ListedSeat {
  readonly region: string;
  readonly role: string;
  readonly name: string;
  readonly phone: string;
}

export interface OfflineContactList {
  readonly people: readonly ListedPerson[];
  readonly seats: readonly ListedSeat[];
}

export class ContactListQueries {
  constructor(private readonly source: DataSource) {}

  /** `null`: every region. Village by village; in each the gravest first. Contacts in conflict are no help to anybody. */
  async roster(regionIds: readonly RegionId[] | null, now: Instant): Promise<OfflineContactList> {
    const people: ListedPerson[] = await this.source.query(
      `select r.name as region, s.name, date_part('year', age((instant_of($2) at time zone 'UTC')::date, s.birth_date)) as "ageYears", s.phone,
         h.address_words as address, s.electric_medical_device as "electricDevice", 'living-alone' = any (s.care_categories) as "livingAlone",
         s.dementia, s.verify_by as "verifyBy",
         coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'relation', c.relation, 'phone', c.phone) order by c.position)
           from contact c where c.senior_id = s.id and not c.conflict), '[]') as contacts
       from senior s join home h on h.id = s.home_id join region r on r.id = h.region_id
       where s.status in ('active', 'suspended') and ($1::text[] is null or h.region_id = any ($1))
       order by r.name, r.id, s.electric_medical_device is null, not ('living-alone' = any (s.care_categories)), not s.dementia, s.birth_date, s.id`,
      [regionIds, now],
    );
    const seats: ListedSeat[] = await this.source.query(
      `select r.name as region, d.role, d.person_name as name, d.voice_number as phone from duty_seat d join region r on r.id = d.region_id
       where ($1::text[] is null or d.region_id = any ($1)) and d.active order by r.level_no, r.name, d.role, d.id`,
      [regionIds],
    );
    return { people, seats };
  }
}
