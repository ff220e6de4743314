import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { AuditEntry, MadeRecord } from '@silverbell/usecases';
import type { ImportKeptReason } from '@silverbell/vocabulary';
import type { QueryRunner } from 'typeorm';
import { isForeignKeyViolation } from '../connection/failures.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

type Kind = MadeRecord['kind'];
export interface MadeRow {
  readonly no: number;
  readonly made: readonly MadeRecord[];
}

/** Why a record stays, as a query of ids ($1); the first that applies is told. */
const KEPT: readonly (readonly [Kind, ImportKeptReason, string])[] = [
  [
    'senior',
    'has-incidents',
    'select one as id from unnest($1::text[]) one where exists (select from incident i where i.senior_ids @> array[one])',
  ],
  ['home', 'has-incidents', 'select home_id as id from incident where home_id = any($1)'],
  ['device', 'has-incidents', 'select device_id as id from signal where device_id = any($1)'],
  ['senior', 'has-device', 'select senior_id as id from device where senior_id = any($1)'],
  ['home', 'has-device', 'select home_id as id from device where home_id = any($1)'],
  ['helper', 'in-use', 'select helper_id as id from offer where helper_id = any($1)'],
  ...(['senior', 'home', 'region', 'facility', 'helper', 'device'] as const).map(
    (kind) => [kind, 'changed-since', `select id from ${kind} where id = any($1) and version > 1`] as const,
  ),
];

/** In this order; what hangs on a record by its nature goes with it, and everything else stops it. The last answers with what is gone. */
const REMOVALS: readonly (readonly [Kind, ...string[]])[] = [
  [
    'device',
    'delete from device_login where device_id = any($1)',
    'delete from device where id = any($1) returning id, region_id as region',
  ],
  [
    'contact',
    'delete from contact c using senior s where c.id = any($1) and s.id = c.senior_id returning c.id, s.region_id as region',
  ],
  [
    'senior',
    'delete from occupant where senior_id = any($1)',
    `delete from person_key k using unnest($1::text[]) one where k.owner = 'senior:' || one`,
    'delete from senior where id = any($1) returning id, region_id as region',
  ],
  [
    'home',
    `delete from person_key k using unnest($1::text[]) one where k.owner = 'home:' || one`,
    'delete from home where id = any($1) returning id, region_id as region',
  ],
  [
    'helper',
    'delete from helper_certificate where helper_id = any($1)',
    'delete from helper where id = any($1) returning id, region_id as region',
  ],
  ['facility', 'delete from facility where id = any($1) returning id, region_id as region'],
  ['region', 'delete from region where id = any($1) returning id, id as region'],
];

/** Takes back what an import wrote, as long as nothing else has come of it. */
export class ImportUndoStore {
  constructor(
    private readonly runner: QueryRunner,
    private readonly audit: PostgresAuditLog,
    private readonly hand: { readonly by: AccountId; readonly at: Instant; readonly importId: string },
  ) {}

  /** By the number of a row: `null`, all of it is gone; else why all of it stays. */
  async remove(rows: readonly MadeRow[]): Promise<ReadonlyMap<number, ImportKeptReason | null>> {
    const kept = await this.#kept(rows.flatMap(({ made }) => made));
    const answer = new Map<number, ImportKeptReason | null>();
    for (const { no, made } of rows)
      answer.set(no, made.map((one) => kept.get(keyOf(one))).find((one) => one !== undefined) ?? null);
    const going = rows.filter(({ no }) => answer.get(no) === null);
    if (await this.#delete(going.flatMap(({ made }) => made))) return answer;
    // One of them is in use: each by itself, the last first, since rows below may stand on rows above.
    for (const { no, made } of going) if (!(await this.#delete(made))) answer.set(no, 'in-use');
    return answer;
  }

  async #kept(made: readonly MadeRecord[]): Promise<ReadonlyMap<string, ImportKeptReason>> {
    const kept = new Map<string, ImportKeptReason>();
    for (const [kind, reason, sql] of KEPT) {
      const ids = idsOf(made, kind);
      if (ids.length === 0) continue;
      for (const { id } of (await this.runner.query(sql, [ids])) as { id: string }[]) {
        const key = keyOf({ kind, id });
        if (!kept.has(key)) kept.set(key, reason);
      }
    }
    return kept;
  }

  /** In one savepoint. `false`: another record refers to one of them, and all stay. */
  async #delete(made: readonly MadeRecord[]): Promise<boolean> {
    const { by: actor, at, importId } = this.hand;
    const entries: AuditEntry[] = [];
    await this.runner.query('savepoint some_rows');
    try {
      for (const [kind, ...statements] of REMOVALS) {
        const ids = idsOf(made, kind);
        for (const statement of ids.length === 0 ? [] : statements)
          for (const { id, region } of rowsOf(await this.runner.query(statement, [ids])))
            entries.push({
              ...{ actor, action: `${kind}-removed`, subjectKind: kind, subjectId: id, regionId: region, at },
              details: { importId },
            });
      }
      await this.runner.query('release savepoint some_rows');
    } catch (error) {
      if (!isForeignKeyViolation(error)) throw error;
      await this.runner.query('rollback to savepoint some_rows');
      return false;
    }
    await this.audit.within(this.runner).appendAll(entries);
    return true;
  }
}

const keyOf = ({ kind, id }: MadeRecord): string => `${kind} ${id}`;
const idsOf = (made: readonly MadeRecord[], kind: Kind): readonly string[] =>
  made.flatMap((one) => (one.kind === kind ? [one.id] : []));

/** The driver answers a `delete` with its rows and their number. */
const rowsOf = (answer: unknown): readonly { readonly id: string; readonly region: RegionId }[] =>
  (answer as [{ id: string; region: RegionId }[], number])[0];
