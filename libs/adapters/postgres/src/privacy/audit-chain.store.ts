import { createHash, timingSafeEqual } from 'node:crypto';
import { ChainWalk, EMPTY_CHAIN, linkOf, type ChainHead, type KeptLink, type Verified } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import { auditKeyFrom, ENTRY, macOf, recordOf, type EntryRow } from './audit-log.store.js';

/** Of all engines one writes the chain; the others find this taken. */
const WRITER = 7_290_043;
const BATCH = 2_000;
/** An entry may commit after one that was numbered later: so far back it is looked for. */
const LATE = 10_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Chains entries behind each other, and walks over the chain to see whether it is whole. */
export class PostgresAuditChain {
  readonly #key: Uint8Array;

  /** `secret`: SILVERBELL_SECRET. */
  constructor(
    private readonly source: DataSource,
    secret: string,
  ) {
    this.#key = auditKeyFrom(secret);
  }

  /** Chains what is new, at most one batch; `null`: another process is at it. */
  extend(): Promise<{ readonly head: ChainHead; readonly added: number } | null> {
    return inTransaction(this.source, async (runner) => {
      const [lock] = (await runner.query('select pg_try_advisory_xact_lock($1) as mine', [WRITER])) as {
        mine: boolean;
      }[];
      if (lock?.mine !== true) return null;
      let head = await headOf(runner);
      const fresh = (await runner.query(
        `select ${ENTRY} from audit_entry e where not exists (select from audit_chain c where c.entry_id = e.id)
           and e.id > coalesce((select max(entry_id) from audit_chain), 0) - $1 order by e.id limit $2`,
        [LATE, BATCH],
      )) as EntryRow[];
      const links = fresh.map((row) => {
        head = { count: head.count + 1, hash: linkOf(head.hash, recordOf(row), sha256) };
        return { position: head.count, entryId: row.id, hash: head.hash };
      });
      if (links.length > 0)
        await runner.query(
          `insert into audit_chain (position, entry_id, hash) select l.position, l.entry, decode(l.hash, 'hex')
           from unnest($1::bigint[], $2::bigint[], $3::text[]) as l (position, entry, hash)`,
          [links.map(({ position }) => position), links.map(({ entryId }) => entryId), links.map(({ hash }) => hash)],
        );
      return { head, added: links.length };
    });
  }

  /** `anchors`: heads that were noted outside the database. Entries that wait to be chained must carry our code. */
  async verify(anchors: readonly ChainHead[]): Promise<Verified> {
    const walk = new ChainWalk(sha256, anchors);
    for (let after = 0; ;) {
      const links = await this.#links(after);
      for (const link of links) {
        const bad = walk.next(link);
        if (bad !== null) return bad;
        after = link.position;
      }
      if (links.length < BATCH) break;
    }
    const end = walk.end();
    if (!end.whole) return end;
    const waiting: EntryRow[] = await this.source.query(
      `select ${ENTRY} from audit_entry e where not exists (select from audit_chain c where c.entry_id = e.id) order by e.id`,
    );
    const foreign = waiting.find((row) => this.#codeOf(row) !== 'right' && end.head.count > 0);
    if (foreign === undefined) return end;
    return { whole: false, position: end.head.count + 1, entryId: Number(foreign.id), fault: 'inserted' };
  }

  async #links(after: number): Promise<readonly KeptLink[]> {
    const rows: (EntryRow & { readonly position: string; readonly hash: Buffer })[] = await this.source.query(
      `select ${ENTRY}, c.position, c.hash from audit_chain c left join audit_entry e on e.id = c.entry_id
       where c.position > $1 order by c.position limit $2`,
      [after, BATCH],
    );
    return rows.map(({ position, hash, ...row }) => ({
      ...{ position: Number(position), hash: hash.toString('hex') },
      entry: (row.id as string | null) === null ? null : recordOf(row),
      mac: (row.id as string | null) === null ? 'none' : this.#codeOf(row),
    }));
  }

  #codeOf(row: EntryRow): KeptLink['mac'] {
    if (row.mac === null) return 'none';
    const right = macOf(this.#key, recordOf(row));
    return right.length === row.mac.length && timingSafeEqual(right, row.mac) ? 'right' : 'wrong';
  }
}

async function headOf(db: { query(sql: string): Promise<unknown> }): Promise<ChainHead> {
  const rows = (await db.query('select position, hash from audit_chain order by position desc limit 1')) as {
    position: string;
    hash: Buffer;
  }[];
  const [last] = rows;
  return last === undefined ? EMPTY_CHAIN : { count: Number(last.position), hash: last.hash.toString('hex') };
}
