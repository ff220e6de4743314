import {
  as,
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
import { In, IsNull, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { storeTexts } from '../crypto/keep-texts.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { AccountRow } from './account.entity.js';
import { HelperSuspensionRow } from './helper-suspension.entity.js';
import { HelperDutyRow, HelperRow } from './helper.entity.js';
import { inTransaction } from '../connection/in-transaction.js';

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
          await suspend(runner.manager, helperId, suspension);
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
  async suspendedAndNotified(helperIds: readonly string[]): Promise<readonly string[]> {
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
    const helper = await this.source.manager.findOneBy(HelperRow, { id: helperId });
    return helper === null ? null : as<RegionId>(helper.regionId);
  }

  async file(helperId: HelperId): Promise<HelperStatusFile | null> {
    const { manager } = this.source;
    const person = await manager.findOneBy(HelperRow, { id: helperId });
    if (person === null) return null;
    const rows = await manager.find(HelperSuspensionRow, {
      where: { helperId },
      order: { suspendedAt: 'DESC', id: 'DESC' },
      take: 50,
    });
    const people = await manager.findBy(AccountRow, {
      id: In(rows.flatMap(({ suspendedBy, liftedBy }) => [suspendedBy ?? [], liftedBy ?? []].flat())),
    });
    const nameOf = (id: AccountId | null): string | null =>
      people.find((account) => account.id === id)?.displayName ?? null;
    const texts = await this.keys.readTexts(
      rows.flatMap((row) => [row.noteId, row.liftedNoteId]).filter((id) => id !== null),
    );
    const textOf = (id: TextId | null): string | null => {
      const text = id === null ? null : texts.get(id);
      return typeof text === 'string' ? text : null;
    };
    return {
      helperId,
      name: person.name,
      regionId: as<RegionId>(person.regionId),
      suspended: person.suspendedAt !== null,
      suspensions: rows.map((row) => ({
        ...suspensionOf(row),
        noteText: textOf(row.noteId),
        byName: nameOf(row.suspendedBy),
        liftedNoteText: textOf(row.liftedNoteId),
        liftedByName: nameOf(row.liftedBy),
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

async function lock({ manager }: QueryRunner, helperId: HelperId): Promise<HelperStatus | null> {
  const person = await manager.findOne(HelperRow, { where: { id: helperId }, lock: { mode: 'pessimistic_write' } });
  if (person === null) return null;
  const account = await manager.findOneBy(AccountRow, { helperId });
  const newest = await manager.findOne(HelperSuspensionRow, {
    where: { helperId },
    order: { liftedAt: { direction: 'DESC', nulls: 'FIRST' }, suspendedAt: 'DESC' },
  });
  const last = newest && suspensionOf(newest);
  return {
    helperId,
    regionId: as<RegionId>(person.regionId),
    accountId: account && as<AccountId>(account.id),
    last:
      last !== null && (last.lifted === null || person.suspendedAt === null)
        ? last
        : fromBefore(helperId, person.suspendedAt),
  };
}

/** A helper suspended before suspensions were recorded: it is unknown by whom, and the gravest reason counts. */
const fromBefore = (helperId: HelperId, at: Instant | null): Suspension | null =>
  at === null
    ? null
    : { id: `before-${helperId}`, reason: 'allegation', note: null, by: null, at, key: null, lifted: null };

/** She is no candidate from the commit on, and off duty; her offers are ended behind it. */
export async function suspend(manager: EntityManager, helperId: HelperId, suspension: Suspension): Promise<void> {
  const { at } = suspension;
  await insert(manager, helperId, suspension);
  await manager.update(HelperRow, { id: helperId }, { suspendedAt: at });
  await manager.update(HelperDutyRow, { helperId, onDuty: true }, { onDuty: false, since: at });
}

async function reinstate(
  { manager }: QueryRunner,
  helperId: HelperId,
  suspension: Suspension,
  { reason, note, by, at, key }: NonNullable<Suspension['lifted']>,
): Promise<void> {
  await insert(manager, helperId, suspension);
  await manager.update(
    HelperSuspensionRow,
    { id: suspension.id, liftedAt: IsNull() },
    { liftedReason: reason, liftedNoteId: note, liftedBy: by, liftedAt: at, liftedKey: key },
  );
  await manager.update(HelperRow, { id: helperId }, { suspendedAt: null });
}

/** A suspension that was only a date on file gets its row when it is lifted. */
async function insert(
  manager: EntityManager,
  helperId: HelperId,
  { id, reason, note, by, at, key }: Suspension,
): Promise<void> {
  if (await manager.existsBy(HelperSuspensionRow, { id })) return;
  await manager.insert(HelperSuspensionRow, {
    ...{ id, helperId, reason, noteId: note, suspendedBy: by, suspendedAt: at, commandKey: key },
  });
}

const suspensionOf = (row: HelperSuspensionRow): Suspension => ({
  id: row.id,
  reason: row.reason,
  note: row.noteId,
  by: row.suspendedBy,
  at: row.suspendedAt,
  key: row.commandKey,
  lifted:
    row.liftedAt === null || row.liftedBy === null || row.liftedReason === null
      ? null
      : {
          reason: row.liftedReason,
          note: row.liftedNoteId,
          by: row.liftedBy,
          at: row.liftedAt,
          key: row.liftedKey,
        },
});
