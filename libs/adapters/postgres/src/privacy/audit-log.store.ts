import { createHmac, hkdfSync } from 'node:crypto';
import { instant, type Instant, type RegionId } from '@silverbell/kernel';
import {
  assertCodes,
  textOf,
  type AuditEntry,
  type AuditLog,
  type AuditQuestion,
  type AuditRecord,
} from '@silverbell/usecases';
import type { AuditSubjectKind } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';

/** One entry as the database gives it. */
export interface EntryRow {
  readonly id: string;
  readonly actor: string;
  readonly action: string;
  readonly kind: AuditSubjectKind;
  readonly subject: string;
  readonly region: RegionId | null;
  readonly at: Date;
  readonly details: AuditEntry['details'];
  /** `null`: on file before entries had a code. */
  readonly mac: Buffer | null;
}
export const ENTRY =
  'e.id, e.actor, e.action, e.subject_kind as kind, e.subject_id as subject, e.region_id as region, e.at, e.details, e.mac';

/** Entries carry a code of their own under a key of the platform, so that a row inserted by hand is found. */
export class PostgresAuditLog implements AuditLog {
  readonly #key: Uint8Array;

  /** `secret`: SILVERBELL_SECRET. */
  constructor(
    private readonly source: Queryable,
    private readonly secret: string,
  ) {
    this.#key = auditKeyFrom(secret);
  }

  /** The same log inside a transaction: the entry is kept when what it tells of is kept. */
  within(transaction: Queryable): PostgresAuditLog {
    return new PostgresAuditLog(transaction, this.secret);
  }

  append(entry: AuditEntry): Promise<void> {
    return this.appendAll([entry]);
  }

  /** In their order, in one statement. */
  async appendAll(entries: readonly AuditEntry[]): Promise<void> {
    entries.forEach(assertCodes);
    await this.source.query(
      `insert into audit_entry (actor, action, subject_kind, subject_id, region_id, at, details, mac)
       select e.actor, e.action, e.kind, e.subject, e.region, e.at, e.details, decode(e.mac, 'hex')
       from rows from (jsonb_to_recordset($1::jsonb) as (actor text, action text, kind text, subject text, region text, at timestamptz,
         details jsonb, mac text)) with ordinality e order by e.ordinality`,
      [
        JSON.stringify(
          entries.map((entry) => ({
            ...{ actor: entry.actor, action: entry.action, kind: entry.subjectKind, subject: entry.subjectId },
            ...{ region: entry.regionId, at: new Date(entry.at), details: entry.details },
            mac: macOf(this.#key, entry).toString('hex'),
          })),
        ),
      ],
    );
  }

  async find({ regionIds, platform, limit, ...asked }: AuditQuestion): Promise<readonly AuditRecord[]> {
    const rows = await this.source.query<EntryRow[]>(
      `select ${ENTRY} from audit_entry e
       where (region_id = any($1) or ($2 and region_id is null))
         and ($3::text is null or subject_id = $3) and ($4::text is null or actor = $4)
         and ($5::timestamptz is null or at >= $5) and ($6::timestamptz is null or at < $6) and ($7::bigint is null or id < $7)
       order by id desc limit $8`,
      [
        ...[regionIds, platform, asked.subjectId ?? null, asked.actorId ?? null],
        ...[dateOf(asked.from), dateOf(asked.to), asked.before ?? null, limit],
      ],
    );
    return rows.map(recordOf);
  }
}

const dateOf = (at: Instant | undefined): Date | null => (at === undefined ? null : new Date(at));

export const recordOf = ({ id, kind, subject, region, at, ...row }: EntryRow): AuditRecord => ({
  ...{ id: Number(id), actor: row.actor, action: row.action, details: row.details },
  ...{ subjectKind: kind, subjectId: subject, regionId: region, at: instant(at.getTime()) },
});

export const auditKeyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'silverbell', 'audit entries, first version', 32));

export const macOf = (key: Uint8Array, entry: AuditEntry): Buffer =>
  createHmac('sha256', key).update(textOf(entry)).digest();
