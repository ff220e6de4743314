import type { IncidentId, Instant, Refusal, RegionId } from '@silverbell/kernel';
import type {
  RegistryCommand,
  RegistryResult,
  RegistryWritten,
  Settings,
  Task,
  TaskStore,
  TaskTransaction,
} from '@silverbell/usecases';
import type { TaskKind, TaskState } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { inTransaction } from '../connection/in-transaction.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns, type KeyOwner } from '../crypto/sealed-columns.js';
import { PostgresRegionSettingStore } from '../people/region-settings.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

export interface TaskOnFile extends Task {
  readonly ownerName: string | null;
  readonly openedByName: string | null;
  readonly doneByName: string | null;
  readonly seniorName: string | null;
  readonly homeLabel: string | null;
}

/** What a reader may see: of each of her roles the kinds, in the regions of that role. */
export interface TaskSight {
  readonly kinds: readonly TaskKind[];
  readonly regionIds: readonly RegionId[];
}
export interface TaskSearch {
  readonly sights: readonly TaskSight[];
  readonly id?: string | undefined;
  readonly kind?: TaskKind | undefined;
  readonly incidentId?: string | undefined;
  readonly state?: TaskState | undefined;
  readonly take: number;
}

type Row = Omit<TaskOnFile, 'note' | 'result'> & {
  readonly noteSealed: Buffer | null;
  readonly resultSealed: Buffer | null;
};
const at = (column: string, name: string): string => `ms_of(t.${column})::double precision as "${name}"`;
const COLUMNS = `t.id, t.kind, t.region_id as "regionId", t.incident_id as "incidentId", t.senior_id as "seniorId", t.owner, t.owner_id as "ownerId",
  ${at('due_at', 'dueAt')}, t.state, ${at('opened_at', 'openedAt')}, t.opened_by as "openedBy", t.note_sealed as "noteSealed",
  ${at('done_at', 'doneAt')}, t.done_by as "doneBy", t.result_sealed as "resultSealed", t.version, t.changed_by as "changedBy"`;

/** Tasks over PostgreSQL; what was written of a person lies under her key. */
export class PostgresTaskStore implements TaskStore {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(command: RegistryCommand, work: (tx: TaskTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work(new PostgresTaskTransaction(manager, this.sealed)),
    );
  }

  async raise(
    task: Omit<Task, 'dueAt'>,
    dueBy: (settings: Settings) => Instant | null,
    unless?: { readonly idBegins: string; readonly openedSince: Instant },
  ): Promise<void> {
    await inTransaction(this.source, async (runner) => {
      const tx = new PostgresTaskTransaction(runner.manager, this.sealed);
      if ((await tx.task(task.id)) !== null) return;
      if (unless !== undefined) {
        const like = (await runner.query(
          `select 1 from task where kind = $1 and starts_with(id, $2) and opened_at > instant_of($3) limit 1`,
          [task.kind, unless.idBegins, unless.openedSince],
        )) as unknown[];
        if (like.length > 0) return;
      }
      const dueAt = dueBy(await tx.settings(task.regionId, task.openedAt));
      if (dueAt === null) return;
      await tx.insert({ ...task, dueAt });
      await this.audit.within(runner).append({
        ...{ actor: 'platform', action: 'task-opened', subjectKind: 'task', subjectId: task.id },
        ...{ regionId: task.regionId, at: task.openedAt, details: { kind: task.kind, incidentId: task.incidentId } },
      });
    });
  }

  async falsePresses(incidentId: IncidentId, since: Instant): Promise<number> {
    const [row]: { readonly n: number }[] = await this.source.query(
      `select count(*)::integer as n from incident one join incident i on i.family = one.family and not i.open
         and (i.subject_key = one.subject_key or i.home_id = one.home_id)
       where one.id = $1 and i.closed_at > instant_of($2) and i.state #>> '{closure,outcome}' = 'false-press'`,
      [incidentId, since],
    );
    return row?.n ?? 0;
  }

  /** Open ones by their term, the next first; done ones, the last first. */
  async page({ sights, id, kind, incidentId, state, take }: TaskSearch): Promise<readonly TaskOnFile[]> {
    const rows: Row[] = await this.source.query(
      `select ${COLUMNS}, o.display_name as "ownerName", b.display_name as "openedByName", d.display_name as "doneByName",
         s.name as "seniorName", h.label as "homeLabel"
       from task t left join account o on o.id = t.owner_id left join account b on b.id = t.opened_by left join account d on d.id = t.done_by
         left join senior s on s.id = t.senior_id left join incident i on i.id = t.incident_id
         left join home h on h.id = coalesce(s.home_id, i.home_id)
       where exists (select from jsonb_to_recordset($1::jsonb) as sight (kinds jsonb, regions jsonb)
           where sight.kinds ? t.kind and sight.regions ? t.region_id)
         and ($2::text is null or t.id = $2) and ($3::text is null or t.kind = $3) and ($4::text is null or t.incident_id = $4)
         and ($5::text is null or t.state = $5)
       order by t.state desc, case when t.state = 'open' then t.due_at end, t.done_at desc, t.id limit $6`,
      [
        JSON.stringify(sights.map(({ kinds, regionIds }) => ({ kinds, regions: regionIds }))),
        ...[id ?? null, kind ?? null, incidentId ?? null, state ?? null, take],
      ],
    );
    return opened(this.source, this.sealed, rows);
  }
}

export class PostgresTaskTransaction implements TaskTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  settings(regionId: RegionId, now: Instant): Promise<Settings> {
    return new PostgresRegionSettingStore(this.manager).of(regionId, 'tasks.', now);
  }

  async task(id: string): Promise<Task | null> {
    const rows: Row[] = await this.manager.query(`select ${COLUMNS} from task t where t.id = $1 for update`, [id]);
    return (await opened(this.manager, this.sealed, rows))[0] ?? null;
  }

  async insert(task: Task): Promise<void> {
    const { id, kind, regionId, incidentId, seniorId, owner, ownerId, dueAt, state, openedAt, openedBy } = task;
    const [note] = await this.#cells(task);
    await this.manager.query(
      `insert into task (id, kind, region_id, incident_id, senior_id, owner, owner_id, due_at, state, opened_at, opened_by, note_sealed,
         version, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, instant_of($8), $9, instant_of($10), $11, $12, $13, $14)`,
      [
        ...[id, kind, regionId, incidentId, seniorId, owner, ownerId, dueAt, state, openedAt, openedBy],
        ...[note ?? null, task.version, task.changedBy],
      ],
    );
  }

  async update(task: Task): Promise<void> {
    const { id, ownerId, state, doneAt, doneBy, version, changedBy } = task;
    const [, result] = await this.#cells(task);
    await this.manager.query(
      `update task set owner_id = $2, state = $3, done_at = instant_of($4), done_by = $5, result_sealed = $6, version = $7, changed_by = $8
       where id = $1`,
      [id, ownerId, state, doneAt, doneBy, result ?? null, version, changedBy],
    );
  }

  #cells({ id, seniorId, note, result }: Task): Promise<readonly (Buffer | null)[]> {
    const owner: KeyOwner = seniorId === null ? 'registry' : `senior:${seniorId}`;
    return this.sealed.seal(this.manager, [
      { column: 'task.note', rowId: id, owner, text: note },
      { column: 'task.result', rowId: id, owner, text: result },
    ]);
  }
}

async function opened<R extends Row>(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly R[],
): Promise<readonly (Omit<R, 'noteSealed' | 'resultSealed'> & Pick<Task, 'note' | 'result'>)[]> {
  const texts = await sealed.open(
    db,
    rows.flatMap(({ id, noteSealed, resultSealed }) => [
      { column: 'task.note' as const, rowId: id, sealed: noteSealed },
      { column: 'task.result' as const, rowId: id, sealed: resultSealed },
    ]),
  );
  return rows.map(({ noteSealed: _, resultSealed: __, ...row }, n) => ({
    ...row,
    note: texts[2 * n] ?? null,
    result: texts[2 * n + 1] ?? null,
  }));
}
