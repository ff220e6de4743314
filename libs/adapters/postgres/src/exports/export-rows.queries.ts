import type { ExportFilter, ExportRow } from '@silverbell/usecases';
import type { RegionId } from '@silverbell/kernel';
import type { ExportList } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type SealedColumn } from '../crypto/sealed-columns.js';

export interface RowsAsked {
  readonly list: ExportList;
  readonly regionIds: readonly RegionId[];
  readonly filter: Pick<ExportFilter, 'q' | 'status'>;
}

interface Source {
  readonly columns: string;
  readonly from: string;
  /** Where its region stands, and the words that `q` is looked for in. */
  readonly region: string;
  readonly words: readonly string[];
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
  devices: {
    columns: `t.role, t.profile, r.name as region, s.name as senior, t.room, t.stage, t.home_id as "homeId"`,
    from: 'device t join region r on r.id = t.region_id left join senior s on s.id = t.senior_id',
    ...{ region: 't.region_id', words: ['t.id', 's.name'] },
  },
};

type Read = Readonly<Record<string, ExportRow[string] | Buffer>> & { readonly id: string };

/** The rows of a list, page by page in the order of their ids. */
export class ExportRows {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly db: Queryable,
    keys: PersonKeys,
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

  async page(
    asked: RowsAsked,
    after: string,
    limit: number,
  ): Promise<readonly (ExportRow & { readonly id: string })[]> {
    const { columns, from, sealed = {} } = SOURCES[asked.list];
    const { where, values } = whereOf(asked);
    const rows = await this.db.query<Read[]>(
      `select t.id, ${columns} from ${from} where ${where} and t.id > $4 order by t.id limit $5`,
      [...values, after, limit],
    );
    const cells = Object.entries(sealed);
    const texts = await this.sealed.open(
      this.db,
      rows.flatMap((row) =>
        cells.map(([key, column]) => ({ column, rowId: row.id, sealed: row[key] as Buffer | null })),
      ),
    );
    return rows.map((row, n) => ({
      ...(row as ExportRow & { readonly id: string }),
      ...Object.fromEntries(cells.map(([key], k) => [key, texts[n * cells.length + k] ?? null])),
    }));
  }
}

function whereOf({ list, regionIds, filter: { q = '', status } }: RowsAsked): { where: string; values: unknown[] } {
  const { region, words } = SOURCES[list];
  const like = words.map((one) => `${one} ilike $2`).join(' or ');
  const isStatus = list === 'seniors' ? 't.status = $3' : 'false';
  return {
    where: `${region} = any($1) and ($2 = '' or ${like}) and ($3::text is null or ${isStatus})`,
    values: [regionIds, q === '' ? '' : `%${q.replace(/[\\%_]/g, '\\$&')}%`, status ?? null],
  };
}
