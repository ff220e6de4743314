import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import { minuteOf, type ExportFilter, type ExportRow } from '@silverbell/usecases';
import type { ExportList } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { DeviceWorkFound, PostgresDeviceWorkStore } from '../devices/device-work.store.js';
import { EXPORT_SOURCES, type ExportSource, type SourceFilter } from './export-sources.js';

export interface RowsAsked {
  readonly list: ExportList;
  readonly regionIds: readonly RegionId[] | null;
  readonly providerId: string | null;
  readonly filter: ExportFilter;
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
}

type Page = readonly (ExportRow & { readonly id: string; readonly place: string })[];
type Read = Readonly<Record<string, ExportRow[string] | Buffer>> & { readonly id: string; readonly place: string };

/** The rows of a list, page by page: by their day where they have one, then by id. */
export class ExportRows {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly db: Queryable,
    keys: PersonKeys,
    /** Work on devices is judged, not looked up. */
    private readonly deviceWork: Pick<PostgresDeviceWorkStore, 'list'>,
    private readonly timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  async count(asked: RowsAsked): Promise<number> {
    if (asked.list === 'device-work') return (await this.#deviceWork(asked)).length;
    const source = EXPORT_SOURCES[asked.list];
    const given = this.#parameters(asked);
    const where = whereOf(source, asked, given);
    const rows = await this.db.query<{ n: number }[]>(
      ...given.of(`select count(*)::int as n from ${source.from} where ${where}`),
    );
    return rows[0]?.n ?? 0;
  }

  /** @param after where the page before ended; an empty text: the first page */
  async page(asked: RowsAsked, after: string, limit: number): Promise<Page> {
    // Judged as a whole: there is no second page.
    if (asked.list === 'device-work') return after === '' ? this.#deviceWorkRows(asked) : [];
    const source = EXPORT_SOURCES[asked.list];
    const { columns, from, day, id, sealed = {}, computed } = source;
    const given = this.#parameters(asked);
    const where = whereOf(source, asked, given);
    const place = day === undefined ? 't.id::text' : `${day}::text || ' ' || t.id`;
    const rows = await this.db.query<Read[]>(
      ...given.of(
        `select ${id === undefined ? 't.id' : 't.id::text as id'}, ${place} as place, ${columns}
         from ${from} where ${where} and ${behind(source, after, given)} order by ${day === undefined ? '' : `${day}, `}t.id
         limit ${given.add(limit)}`,
      ),
    );
    if (computed !== undefined)
      return Promise.all(
        rows.map(async (row) => ({
          ...(await computed(row, this.db, this.timeZone)),
          ...{ id: row.id, place: row.place },
        })),
      );
    const cells = Object.entries(sealed);
    const texts = await this.sealed.open(
      this.db,
      rows.flatMap((row) =>
        cells.map(([key, column]) => ({ column, rowId: row.id, sealed: row[key] as Buffer | null })),
      ),
    );
    return rows.map((row, n) => ({
      ...(row as Page[number]),
      ...Object.fromEntries(cells.map(([key], k) => [key, texts[n * cells.length + k] ?? null])),
    }));
  }

  #parameters({ createdAt }: RowsAsked): Parameters {
    return new Parameters({ zone: this.timeZone, now: createdAt });
  }

  async #deviceWork({ regionIds, filter, createdBy, createdAt }: RowsAsked): Promise<readonly DeviceWorkFound[]> {
    const { q = '', regionId: _, kind, owner, ...unknown } = filter;
    if (Object.values(unknown).some((value) => value !== undefined)) return [];
    const found = await this.deviceWork.list({ regionIds: regionIds ?? [], deviceId: null }, createdAt);
    return found.filter(
      ({ device, work }) =>
        (kind === undefined || work.kind === kind) &&
        (owner === undefined || (owner === 'none' ? work.owner === null : work.owner === createdBy)) &&
        `${device.id} ${device.home?.label ?? ''} ${device.senior?.name ?? ''}`.toLowerCase().includes(q.toLowerCase()),
    );
  }

  async #deviceWorkRows(asked: RowsAsked): Promise<Page> {
    const found = await this.#deviceWork(asked);
    const regions = await this.db.query<{ id: string; name: string }[]>(
      'select id, name from region where id = any($1)',
      [[...new Set(found.map(({ device }) => device.regionId))]],
    );
    const names = new Map(regions.map(({ id, name }) => [id, name]));
    const minute = (at: Instant): string => minuteOf(at, this.timeZone);
    return found.map(({ device, work, ownerName }) => ({
      ...{ id: device.id, place: `${device.id} ${work.kind}`, kind: work.kind, device: device.id, role: device.role },
      ...{ region: names.get(device.regionId) ?? null, home: device.home?.label ?? null, room: device.room },
      ...{ senior: device.senior?.name ?? null, since: minute(work.since), dueAt: minute(work.dueAt) },
      ...{ late: work.isLate, owner: ownerName },
    }));
  }
}

/** Values of a statement as they are named in it, and the two that are written in braces. */
class Parameters {
  readonly #values: unknown[] = [];

  constructor(private readonly named: Readonly<Record<'zone' | 'now', unknown>>) {}

  add(value: unknown): string {
    this.#values.push(value);
    return `$${String(this.#values.length)}`;
  }

  of(text: string): [sql: string, values: unknown[]] {
    const sql = (['zone', 'now'] as const).reduce(
      (before, name) =>
        before.includes(`{${name}}`) ? before.replaceAll(`{${name}}`, this.add(this.named[name])) : before,
      text,
    );
    return [sql, this.#values];
  }
}

function behind({ day, id }: ExportSource, after: string, given: Parameters): string {
  if (after === '') return 'true';
  if (day === undefined) return `t.id > ${given.add(after)}::${id ?? 'text'}`;
  return `(${day}, t.id) > (${given.add(after.slice(0, 10))}::date, ${given.add(after.slice(11))}::text)`;
}

function whereOf(source: ExportSource, { regionIds, providerId, filter }: RowsAsked, given: Parameters): string {
  const { region, within, words, day, provider, where } = source;
  const { q = '', regionId: _, ...narrowed } = filter;
  const withinOf = (regions: string): string => within?.(regions) ?? `${region ?? 'false'} = any(${regions})`;
  const known: ExportSource['filters'] = {
    ...(day === undefined
      ? {}
      : { from: (value) => `${day} >= ${value}::date`, to: (value) => `${day} <= ${value}::date` }),
    ...source.filters,
  };
  const like = q === '' ? null : given.add(`%${q.replace(/[\\%_]/g, '\\$&')}%`);
  const conditions = (Object.entries(narrowed) as [SourceFilter, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [known[name]?.(given.add(value)) ?? 'false'],
  );
  return [
    // of a provider, wherever it works
    ...(regionIds === null ? [] : [withinOf(given.add(regionIds))]),
    ...(where === undefined ? [] : [where]),
    ...(like === null ? [] : [`(${words.map((one) => `${one} ilike ${like}`).join(' or ')})`]),
    ...(providerId === null ? [] : [provider === undefined ? 'false' : `${provider} = ${given.add(providerId)}`]),
    ...conditions,
  ].join(' and ');
}
