import type { Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type SealedValue } from '../crypto/sealed-columns.js';

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

type Sealed<T extends { phone: unknown }> = Omit<T, 'phone'> & { readonly id: string; readonly sealed: string | null };
type PersonOnFile = Sealed<Omit<ListedPerson, 'contacts'>> & {
  readonly contacts: readonly Sealed<ListedPerson['contacts'][number]>[];
};

export class ContactListQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  /** `null`: every region. Village by village; in each the gravest first. Contacts in conflict are no help to anybody. */
  async roster(regionIds: readonly RegionId[] | null, now: Instant): Promise<OfflineContactList> {
    const people: PersonOnFile[] = await this.source.query(
      `select s.id, r.name as region, s.name, date_part('year', age((instant_of($2) at time zone 'UTC')::date, s.birth_date)) as "ageYears",
         encode(s.phone_sealed, 'base64') as sealed, h.address_words as address, s.electric_medical_device as "electricDevice",
         'living-alone' = any (s.care_categories) as "livingAlone", s.dementia, s.verify_by as "verifyBy",
         coalesce((select jsonb_agg(jsonb_build_object(
             'id', c.id, 'name', c.name, 'relation', c.relation, 'sealed', encode(c.phone_sealed, 'base64')) order by c.position)
           from contact c where c.senior_id = s.id and not c.conflict), '[]') as contacts
       from senior s join home h on h.id = s.home_id join region r on r.id = h.region_id
       where s.status in ('active', 'suspended') and ($1::text[] is null or h.region_id = any ($1))
       order by r.name, r.id, s.electric_medical_device is null, not ('living-alone' = any (s.care_categories)), not s.dementia, s.birth_date, s.id`,
      [regionIds, now],
    );
    const seats: Sealed<ListedSeat>[] = await this.source.query(
      `select d.id, r.name as region, d.role, d.person_name as name, encode(d.voice_number_sealed, 'base64') as sealed
       from duty_seat d join region r on r.id = d.region_id
       where ($1::text[] is null or d.region_id = any ($1)) and d.active order by r.level_no, r.name, d.role, d.id`,
      [regionIds],
    );
    const numbers = await this.#open([
      ...people.map(({ id, sealed }) => ({ column: 'senior.phone' as const, rowId: id, sealed })),
      ...people.flatMap(({ contacts }) =>
        contacts.map(({ id, sealed }) => ({ column: 'contact.phone' as const, rowId: id, sealed })),
      ),
      ...seats.map(({ id, sealed }) => ({ column: 'duty_seat.voice_number' as const, rowId: id, sealed })),
    ]);
    return {
      people: people.map(({ id, sealed: _, contacts, ...one }) => ({
        ...one,
        phone: numbers.get(`senior.phone ${id}`) ?? null,
        contacts: contacts.map(({ id: contactId, name, relation }) => ({
          ...{ name, relation, phone: numbers.get(`contact.phone ${contactId}`) ?? '' },
        })),
      })),
      seats: seats.map(({ id, sealed: _, ...one }) => ({
        ...one,
        phone: numbers.get(`duty_seat.voice_number ${id}`) ?? '',
      })),
    };
  }

  async #open(values: readonly SealedValue[]): Promise<ReadonlyMap<string, string | null>> {
    const texts = await this.sealed.open(this.source, values);
    return new Map(values.map(({ column, rowId }, n) => [`${column} ${rowId}`, texts[n] ?? null]));
  }
}
