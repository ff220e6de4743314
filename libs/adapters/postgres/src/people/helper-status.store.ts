import type { ReinstateReason, SuspendReason } from '@silverbell/incident';
import {
  instant,
  type AccountId,
  type HelperId,
  type IncidentId,
  type Instant,
  type RegionId,
  type TextId,
} from '@silverbell/kernel';
import type {
  HelperStatus,
  NoteToKeep,
  HelperStatusStore,
  HelperStatusTransaction,
  Suspension,
} from '@silverbell/usecases';
import type { DataSource, QueryRunner } from 'typeorm';
import { storeTexts } from '../crypto/keep-texts.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { inTransaction } from '../connection/in-transaction.js';

interface Row {
  id: string;
  reason: SuspendReason;
  note_id: TextId | null;
  suspended_by: AccountId | null;
  suspended_at: Date;
  command_key: string | null;
  lifted_reason: ReinstateReason | null;
  lifted_note_id: TextId | null;
  lifted_by: AccountId | null;
  lifted_at: Date | null;
  lifted_key: string | null;
}

/** For people to read: with names and opened notes. */
export interface HelperStatusFile {
  readonly helperId: HelperId;
  readonly name: string;
  readonly regionId: RegionId;
  readonly suspended: boolean;
  readonly suspensions: readonly (Suspension & {
    readonly noteText: string | null;
    readonly byName: string | null;
    readonly liftedNoteText: string | null;
    readonly liftedByName: string | null;
  })[];
}

export class PostgresHelperStatusStore implements HelperStatusStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  transaction<T>(work: (tx: HelperStatusTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, (runner, afterCommit) =>
      work({
        lock: (helperId) => lock(runner, helperId),
        suspend: async (helperId, suspension, note) => {
          await this.#keep(runner, helperId, note, suspension.at, afterCommit);
          await suspend(runner, helperId, suspension);
        },
        reinstate: async (helperId, suspension, note) => {
          if (suspension.lifted === null) throw new Error('a reinstatement without its reason');
          await this.#keep(runner, helperId, note, suspension.lifted.at, afterCommit);
          await reinstate(runner, helperId, suspension, suspension.lifted);
        },
      }),
    );
  }

  async unsettled(limit: number): Promise<readonly { readonly helperId: HelperId; readonly incidentId: IncidentId }[]> {
    return this.source.query(
      `select distinct part.helper_id as "helperId", part.incident_id as "incidentId"
       from helper h cross join lateral (
         select o.helper_id, o.incident_id from offer o where o.helper_id = h.id and o.state = 'open'
         union all select a.helper_id, a.incident_id from assignment a where a.helper_id = h.id and a.live
       ) part join incident i on i.id = part.incident_id and i.open
       where h.suspended_at is not null limit $1`,
      [limit],
    );
  }

  /** Of these, who is suspended, has nothing left in any case, and was told so on every page. */
  async suspendedAndTold(helperIds: readonly string[]): Promise<readonly string[]> {
    if (helperIds.length === 0) return [];
    const rows: { id: string }[] = await this.source.query(
      `select h.id from helper h where h.suspended_at is not null and h.id = any($1)
         and not exists (select from offer o join incident i on i.id = o.incident_id and i.open
                         where o.helper_id = h.id and o.state = 'open')
         and not exists (select from assignment a join incident i on i.id = a.incident_id and i.open
                         where a.helper_id = h.id and a.live)
         and not exists (select from outbox b where b.recipient = 'helper:' || h.id and b.channel = 'socket'
                         and b.state in ('pending', 'sending'))`,
      [helperIds],
    );
    return rows.map(({ id }) => id);
  }

  async regionOf(helperId: string): Promise<RegionId | null> {
    const rows: { region_id: RegionId }[] = await this.source.query('select region_id from helper where id = $1', [
      helperId,
    ]);
    return rows[0]?.region_id ?? null;
  }

  async file(helperId: HelperId): Promise<HelperStatusFile | null> {
    const people: { name: string; region_id: RegionId; suspended: boolean }[] = await this.source.query(
      'select name, region_id, suspended_at is not null as suspended from helper where id = $1',
      [helperId],
    );
    const person = people[0];
    if (person === undefined) return null;
    const rows: (Row & { by_name: string | null; lifted_by_name: string | null })[] = await this.source.query(
      `select s.*, a.display_name as by_name, l.display_name as lifted_by_name from helper_suspension s
       left join account a on a.id = s.suspended_by left join account l on l.id = s.lifted_by
       where s.helper_id = $1 order by s.suspended_at desc, s.id desc limit 50`,
      [helperId],
    );
    const texts = await this.keys.readTexts(
      rows.flatMap((row) => [row.note_id, row.lifted_note_id]).filter((id) => id !== null),
    );
    const textOf = (id: TextId | null): string | null => {
      const text = id === null ? null : texts.get(id);
      return typeof text === 'string' ? text : null;
    };
    return {
      helperId,
      name: person.name,
      regionId: person.region_id,
      suspended: person.suspended,
      suspensions: rows.map((row) => ({
        ...suspensionOf(row),
        noteText: textOf(row.note_id),
        byName: row.by_name,
        liftedNoteText: textOf(row.lifted_note_id),
        liftedByName: row.lifted_by_name,
      })),
    };
  }

  async #keep(
    runner: QueryRunner,
    helperId: HelperId,
    note: NoteToKeep | null,
    at: Instant,
    afterCommit: (then: () => void) => void,
  ): Promise<void> {
    const texts = note === null ? [] : [{ ...note, owner: `helper:${helperId}`, what: 'note' as const }];
    afterCommit(await storeTexts(runner, this.keys, texts, at));
  }
}

async function lock(runner: QueryRunner, helperId: HelperId): Promise<HelperStatus | null> {
  const people = (await runner.query(
    `select h.region_id, h.suspended_at, (select a.id from account a where a.helper_id = h.id) as account_id
     from helper h where h.id = $1 for update of h`,
    [helperId],
  )) as { region_id: RegionId; suspended_at: Date | null; account_id: AccountId | null }[];
  const person = people[0];
  if (person === undefined) return null;
  const rows = (await runner.query(
    'select * from helper_suspension where helper_id = $1 order by lifted_at desc nulls first, suspended_at desc limit 1',
    [helperId],
  )) as Row[];
  const last = rows[0] === undefined ? null : suspensionOf(rows[0]);
  return {
    helperId,
    regionId: person.region_id,
    accountId: person.account_id,
    last:
      last !== null && (last.lifted === null || person.suspended_at === null)
        ? last
        : fromBefore(helperId, person.suspended_at),
  };
}

/** Somebody who was suspended on file when there was no book of it yet: nobody knows by whom, and the gravest reason counts. */
const fromBefore = (helperId: HelperId, suspendedAt: Date | null): Suspension | null =>
  suspendedAt === null
    ? null
    : {
        id: `before-${helperId}`,
        reason: 'allegation',
        ...{ note: null, by: null, at: instant(suspendedAt.getTime()), key: null, lifted: null },
      };

async function suspend(runner: QueryRunner, helperId: HelperId, suspension: Suspension): Promise<void> {
  const at = new Date(suspension.at);
  await insert(runner, helperId, suspension);
  await runner.query('update helper set suspended_at = $2 where id = $1', [helperId, at]);
  await runner.query('update helper_duty set on_duty = false, since = $2 where helper_id = $1 and on_duty', [
    helperId,
    at,
  ]);
}

async function reinstate(
  runner: QueryRunner,
  helperId: HelperId,
  suspension: Suspension,
  lifted: NonNullable<Suspension['lifted']>,
): Promise<void> {
  await insert(runner, helperId, suspension);
  await runner.query(
    `update helper_suspension set lifted_reason = $2, lifted_note_id = $3, lifted_by = $4, lifted_at = $5, lifted_key = $6
     where id = $1 and lifted_at is null`,
    [suspension.id, lifted.reason, lifted.note, lifted.by, new Date(lifted.at), lifted.key],
  );
  await runner.query('update helper set suspended_at = null where id = $1', [helperId]);
}

/** What was only a date on file gets its line when it is lifted. */
const insert = (
  runner: QueryRunner,
  helperId: HelperId,
  { id, reason, note, by, at, key }: Suspension,
): Promise<unknown> =>
  runner.query(
    `insert into helper_suspension (id, helper_id, reason, note_id, suspended_by, suspended_at, command_key)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, helperId, reason, note, by, new Date(at), key],
  );

const suspensionOf = (row: Row): Suspension => ({
  id: row.id,
  reason: row.reason,
  note: row.note_id,
  by: row.suspended_by,
  at: instant(row.suspended_at.getTime()),
  key: row.command_key,
  lifted:
    row.lifted_at === null || row.lifted_by === null || row.lifted_reason === null
      ? null
      : {
          reason: row.lifted_reason,
          note: row.lifted_note_id,
          by: row.lifted_by,
          at: instant(row.lifted_at.getTime()),
          key: row.lifted_key,
        },
});
