import type { ExportFilter, ExportRow } from '@silverbell/usecases';
import type { RegionId } from '@silverbell/kernel';
import type { ExportList } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type SealedColumn } from '../crypto/sealed-columns.js';

export interface RowsAsked {
  readonly list: ExportList;
  readonly regionIds: readonly RegionId[];
  readonly providerId: string | null;
  readonly filter: Pick<ExportFilter, 'q' | 'status' | 'from' | 'to'>;
}

interface Source {
  readonly columns: string;
  readonly from: string;
  /** Where its region stands, and the words that `q` is looked for in. */
  readonly region: string;
  readonly words: readonly string[];
  /** Its civil day, if it has one: rows are narrowed and put in order by it. */
  readonly day?: string;
  /** Its provider of care, where rows have one. */
  readonly provider?: string;
  /** Read as `bytea`, given out opened. */
  readonly sealed?: Readonly<Record<string, SealedColumn>>;
}

const SOURCES: Readonly<Record<ExportList, Source>> = {
  regions: {
    columns: `t.name, p.name as parent, t.level_name as "levelName", t.level_no as "levelNo", t.centre_lng as lng, t.centre_lat as lat`,
    from: 'region t left join region p on p.id = t.parent_id',
    ...{ region: 't.id', words: ['t.name'] },
  },
  facilities: {
    columns: `t.name, t.type, r.name as region, t.level, t.operator, t.phone, t.address_words as address, t.lng, t.lat, t.functions, t.capacity, t.hours`,
    from: 'facility t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name'] },
  },
  homes: {
    columns: `t.label, r.name as region, t.address_words as address, t.lng, t.lat, t.floor_no as "floorNo", t.has_lift as "hasLift",
      (select count(*)::int from senior s where s.home_id = t.id) as seniors`,
    from: 'home t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.label', 't.address_words'] },
  },
  seniors: {
    columns: `t.name, t.id_number as "idNumber", t.gender, t.birth_date::text as "birthDate", r.name as region, h.address_words as address,
      t.phone_sealed as phone, t.status, t.care_categories as "careCategories", t.economic_class as "economicClass", t.home_id as "homeId"`,
    from: 'senior t join home h on h.id = t.home_id join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name', 'h.address_words'] },
    sealed: { idNumber: 'senior.id_number', phone: 'senior.phone' },
  },
  helpers: {
    columns: `t.name, t.kind, t.phone_sealed as phone, t.birth_date::text as "birthDate", r.name as region, t.night_calls as "nightCalls",
      t.can_lift as "canLift", t.transport`,
    from: 'helper t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name'] },
    sealed: { phone: 'helper.phone' },
  },
  'service-orders': {
    columns: `t.day::text as day, to_char(t.planned_start at time zone {zone}, 'HH24:MI') as "from",
      to_char(t.planned_end at time zone {zone}, 'HH24:MI') as "to", s.name as senior, r.name as region, p.name as provider, w.name as worker,
      array(select coalesce(i.name, c.code) from jsonb_array_elements_text(t.fold -> 'items') with ordinality c (code, n)
        left join catalogue_item i on i.code = c.code order by c.n) as items, t.state, t.delivered_min as delivered,
      t.subsidised_min as subsidised, t.extra_min as extra, t.fold #>> '{checkIn,proof}' as proof,
      array(select jsonb_array_elements_text(t.fold -> 'marks')) || case when t.unagreed_min > 0 then array['extra-unagreed'] else '{}' end
        as marks, t.rating`,
    from: `service_order t join senior s on s.id = t.senior_id join region r on r.id = t.region_id left join provider p on p.id = t.provider_id
      left join helper w on w.id = t.worker_id`,
    ...{ region: 't.region_id', words: ['s.name', 'w.name', 'p.name'], day: 't.day', provider: 't.provider_id' },
  },
  complaints: {
    columns: `t.received_on::text as day, t.kind, t.fold ->> 'channel' as channel, t.by_sealed as by, s.name as senior, r.name as region,
      w.name as worker, p.name as provider, t.text_sealed as text, t.state, t.fold ->> 'acknowledgeDue' as "acknowledgeDue",
      t.fold ->> 'answerDue' as "answerDue", t.fold ->> 'finding' as finding, t.answer_sealed as answer, t.fold ->> 'rating' as rating`,
    from: `care_complaint t left join senior s on s.id = t.senior_id join region r on r.id = t.region_id
      left join provider p on p.id = t.provider_id left join helper w on w.id = t.worker_id`,
    ...{ region: 't.region_id', words: ['s.name', 'w.name', 'p.name'], day: 't.received_on' },
    sealed: { by: 'care_complaint.by', text: 'care_complaint.text', answer: 'care_complaint.answer' },
  },
  'welfare-visits': {
    columns: `t.from_day::text as "from", t.to_day::text as day, t.level, t.frequency, s.name as senior, r.name as region, t.state, t.way,
      to_char(t.done_at at time zone {zone}, 'YYYY-MM-DD HH24:MI') as "doneAt"`,
    from: 'welfare_visit t join senior s on s.id = t.senior_id join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['s.name'], day: 't.to_day' },
  },
  devices: {
    columns: `t.role, t.profile, r.name as region, s.name as senior, t.room, t.stage, t.home_id as "homeId"`,
    from: 'device t join region r on r.id = t.region_id left join senior s on s.id = t.senior_id',
    ...{ region: 't.region_id', words: ['t.id', 's.name'] },
  },
};

type Read = Readonly<Record<string, ExportRow[string] | Buffer>> & { readonly id: string; readonly place: string };

/** The rows of a list, page by page: by their day where they have one, then by id. */
export class ExportRows {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly db: Queryable,
    keys: PersonKeys,
    private readonly timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  async count(asked: RowsAsked): Promise<number> {
    const { where, values } = whereOf(asked);
    const rows = await this.db.query<{ n: number }[]>(
      `select count(*)::int as n from ${SOURCES[asked.list].from} where ${where}`,
      values,
    );
    return rows[0]?.n ?? 0;
  }

  /** @param after where the page before ended; an empty text: the first page */
  async page(
    asked: RowsAsked,
    after: string,
    limit: number,
  ): Promise<readonly (ExportRow & { readonly id: string; readonly place: string })[]> {
    const { columns, from, day, sealed = {} } = SOURCES[asked.list];
    const { where, values } = whereOf(asked);
    const [afterDay, afterId] = day === undefined ? [null, after] : [after.slice(0, 10), after.slice(11)];
    const behind =
      day === undefined ? 't.id > $7 and $8::text is null' : `($7 = '' or (${day}, t.id) > (nullif($8, '')::date, $7))`;
    const zoned = columns.includes('{zone}');
    const rows = await this.db.query<Read[]>(
      `select t.id, ${day === undefined ? 't.id' : `${day}::text || ' ' || t.id`} as place, ${columns.replaceAll('{zone}', '$10')}
       from ${from} where ${where} and ${behind} order by ${day === undefined ? '' : `${day}, `}t.id limit $9`,
      [...values, afterId, afterDay, limit, ...(zoned ? [this.timeZone] : [])],
    );
    const cells = Object.entries(sealed);
    const texts = await this.sealed.open(
      this.db,
      rows.flatMap((row) =>
        cells.map(([key, column]) => ({ column, rowId: row.id, sealed: row[key] as Buffer | null })),
      ),
    );
    return rows.map((row, n) => ({
      ...(row as ExportRow & { readonly id: string; readonly place: string }),
      ...Object.fromEntries(cells.map(([key], k) => [key, texts[n * cells.length + k] ?? null])),
    }));
  }
}

function whereOf({ list, regionIds, providerId, filter: { q = '', status, from, to } }: RowsAsked): {
  where: string;
  values: unknown[];
} {
  const { region, words, day, provider } = SOURCES[list];
  const like = words.map((one) => `${one} ilike $2`).join(' or ');
  const isStatus = list === 'seniors' ? 't.status = $3' : 'false';
  const [isFrom, isTo] = day === undefined ? ['false', 'false'] : [`${day} >= $4`, `${day} <= $5`];
  return {
    where: `${region} = any($1) and ($2 = '' or ${like}) and ($3::text is null or ${isStatus}) and ($4::date is null or ${isFrom})
      and ($5::date is null or ${isTo}) and ($6::text is null or ${provider === undefined ? 'false' : `${provider} = $6`})`,
    values: [
      regionIds,
      q === '' ? '' : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
      status ?? null,
      from ?? null,
      to ?? null,
      providerId,
    ],
  };
}
