import type { CivilDay, Complaint, Verification } from '@silverbell/care';
import type { SeniorId } from '@silverbell/kernel';
import type { QualityTransaction, RegistryStore } from '@silverbell/usecases';
import type { ComplaintState, ComplaintStep, VerificationState, VerificationStep } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { registryWriter } from '../../connection/registry-write.js';
import type { PersonKeys } from '../../crypto/person-keys.js';
import { SealedColumns } from '../../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { readTrail, type TrailStep } from '../step.rows.js';
import { PostgresOrderTransaction } from '../orders/order.transaction.js';

interface Names {
  readonly seniorName: string | null;
  readonly workerName: string | null;
}
/** A complaint with its words, as lists show it. */
export interface ComplaintOnFile extends Names {
  readonly complaint: Complaint;
  readonly by: string | null;
  readonly text: string | null;
  readonly answer: string | null;
  /** The verification that it opened or joined. */
  readonly verificationId: string | null;
}
export interface VerificationOnFile extends Pick<Names, 'workerName'> {
  readonly verification: Verification;
  readonly seniors: readonly { readonly id: string; readonly name: string }[];
}
export interface QualityTrailStep extends TrailStep<ComplaintStep | VerificationStep> {
  readonly role: string;
}

/** Which rows an account may see; `null`: whatever the others say. */
export interface QualitySight {
  readonly regionIds: readonly string[] | null;
  /** Of this provider, without the grave ones. */
  readonly providerId: string | null;
  /** For these seniors, or taken down by this account. */
  readonly family: { readonly seniorIds: readonly string[]; readonly accountId: string } | null;
}
export interface ComplaintSearch {
  readonly sight: QualitySight;
  readonly id?: string | undefined;
  readonly state?: ComplaintState | undefined;
  readonly workerId?: string | undefined;
  readonly seniorId?: string | undefined;
  readonly dueBefore?: CivilDay | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}
export interface VerificationSearch {
  readonly sight: Omit<QualitySight, 'family'>;
  readonly id?: string | undefined;
  readonly state?: VerificationState | undefined;
  readonly workerId?: string | undefined;
  readonly dueBefore?: CivilDay | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

type SealedTexts = Record<'byCell' | 'textCell' | 'answerCell', Buffer | null>;

/** Complaints, verifications and what happened to them, over PostgreSQL. */
export class PostgresQualityStore implements RegistryStore<QualityTransaction> {
  readonly write: RegistryStore<QualityTransaction>['write'];
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    keys: PersonKeys,
    timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
    this.write = registryWriter(
      source,
      audit,
      (manager) => new PostgresOrderTransaction(manager, this.sealed, timeZone).quality,
    );
  }

  async complaints(search: ComplaintSearch): Promise<readonly ComplaintOnFile[]> {
    const { sight, id, state, workerId, seniorId, dueBefore, cursor, take } = search;
    const rows = await this.source.query<(Omit<ComplaintOnFile, 'by' | 'text' | 'answer'> & SealedTexts)[]>(
      `select c.fold as complaint, s.name as "seniorName", w.name as "workerName", c.by_sealed as "byCell", c.text_sealed as "textCell",
         c.answer_sealed as "answerCell", (select v.id from care_verification v where v.worker_id = c.worker_id
           and v.fold -> 'complaintIds' ? c.id order by v.opened_on desc, v.id limit 1) as "verificationId"
       from care_complaint c left join senior s on s.id = c.senior_id left join helper w on w.id = c.worker_id
       where (($1::text[] is not null and c.region_id = any ($1))
           or ($2::text is not null and c.provider_id = $2 and c.kind not in ('money', 'privacy', 'abuse'))
           or ($3::text[] is not null and (c.senior_id = any ($3) or c.fold ->> 'receivedBy' = $4)))
         and ($5::text is null or c.id = $5) and ($6::text is null or c.state = $6) and ($7::text is null or c.worker_id = $7)
         and ($8::text is null or c.senior_id = $8) and ($9::date is null or c.due_on < $9) and ($10::text is null or c.id > $10)
       order by c.id limit $11`,
      [
        ...[sight.regionIds, sight.providerId, sight.family?.seniorIds ?? null, sight.family?.accountId ?? null],
        ...[id ?? null, state ?? null, workerId ?? null, seniorId ?? null, dueBefore ?? null, cursor ?? null, take],
      ],
    );
    const words = await this.sealed.open(
      this.source,
      rows.flatMap(({ complaint: { id: rowId }, byCell, textCell, answerCell }) => [
        { column: 'care_complaint.by' as const, rowId, sealed: byCell },
        { column: 'care_complaint.text' as const, rowId, sealed: textCell },
        { column: 'care_complaint.answer' as const, rowId, sealed: answerCell },
      ]),
    );
    return rows.map(({ byCell: _, textCell: __, answerCell: ___, ...row }, n) => ({
      ...row,
      ...{ by: words[3 * n] ?? null, text: words[3 * n + 1] ?? null, answer: words[3 * n + 2] ?? null },
    }));
  }

  verifications(search: VerificationSearch): Promise<readonly VerificationOnFile[]> {
    const { sight, id, state, workerId, dueBefore, cursor, take } = search;
    return this.source.query<VerificationOnFile[]>(
      `select v.fold as verification, w.name as "workerName", coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.id)
         from senior s where s.id in (
           select c.senior_id from care_complaint c where c.worker_id = v.worker_id and v.fold -> 'complaintIds' ? c.id
           union select o.senior_id from service_order o where o.id in (select jsonb_array_elements_text(v.fold -> 'orderIds')))), '[]') as seniors
       from care_verification v join helper w on w.id = v.worker_id
       where (($1::text[] is not null and v.region_id = any ($1)) or ($2::text is not null and v.provider_id = $2))
         and ($3::text is null or v.id = $3) and ($4::text is null or v.state = $4) and ($5::text is null or v.worker_id = $5)
         and ($6::date is null or v.due_on < $6) and ($7::text is null or v.id > $7)
       order by v.id limit $8`,
      [
        ...[sight.regionIds, sight.providerId, id ?? null, state ?? null, workerId ?? null, dueBefore ?? null],
        ...[cursor ?? null, take],
      ],
    );
  }

  trail(of: 'complaint' | 'verification', id: string): Promise<readonly QualityTrailStep[]> {
    return readTrail(this.source, this.sealed, of, id);
  }

  /** Of these seniors the one whom the worker visited last; `null`: she visits none of them. */
  async lastVisited(workerId: string, seniorIds: readonly string[]): Promise<SeniorId | null> {
    const [row] = await this.source.query<{ id: SeniorId }[]>(
      `select senior_id as id from service_order where (worker_id = $1 or second_worker_id = $1) and senior_id = any ($2)
       order by came_at is null, day desc, id limit 1`,
      [workerId, seniorIds],
    );
    return row?.id ?? null;
  }
}
