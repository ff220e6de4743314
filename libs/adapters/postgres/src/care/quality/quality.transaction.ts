import {
  complaintCounts,
  complaintDue,
  verificationDue,
  workingDaysAfter,
  type CivilDay,
  type Complaint,
  type ComplaintWindow,
  type CountedComplaint,
  type CountedRating,
  type Verification,
} from '@silverbell/care';
import { as, type AccountId, type HelperId, type Instant, type SeniorId } from '@silverbell/kernel';
import type {
  AboutWhom,
  ComplaintTexts,
  FollowUpTransaction,
  KeptComplaintStep,
  KeptVerificationStep,
  OrderTransaction,
  QualityTerms,
  QualityTransaction,
  VisitComplainedAbout,
  WorkerSuspension,
} from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../../connection/to-pg-json.js';
import type { KeyOwner, SealedColumns } from '../../crypto/sealed-columns.js';
import { suspend } from '../../people/helper-status.store.js';
import { addDue, dropDue } from '../care-due.store.js';
import { readCareSettings } from '../care-setting.store.js';
import { lockedRow } from '../folded.rows.js';
import { isParty } from '../party.rows.js';
import { keepSteps } from '../step.rows.js';
import { readWorkCalendar } from '../work-calendar.store.js';
import { PostgresFollowUpTransaction } from '../follow-ups/follow-up.transaction.js';
import { dueOfVerification, REPLACEMENT_OVERDUE } from './quality-due.js';

/** The words of a complaint lie under the key of the senior it is for, and go with her. */
export const ownerOfWords = ({ seniorId }: Pick<Complaint, 'seniorId'>): KeyOwner =>
  seniorId === null ? 'registry' : `senior:${seniorId}`;

/** Complaints and verifications in one transaction: that of a request, of an order's command, or of a job of the worker. */
export class PostgresQualityTransaction implements QualityTransaction {
  readonly followUps: FollowUpTransaction;

  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly timeZone: string,
    readonly orders: OrderTransaction,
  ) {
    this.followUps = new PostgresFollowUpTransaction(manager, sealed);
  }

  isParty(account: AccountId, about: AboutWhom): Promise<boolean> {
    return isParty(this.manager, account, about);
  }

  async lock(workerId: string): Promise<void> {
    await this.manager.query(`select pg_advisory_xact_lock(hashtextextended('quality of ' || $1, 0))`, [workerId]);
  }

  async terms(regionId: string, today: CivilDay): Promise<QualityTerms> {
    const settings = await readCareSettings(this.manager, regionId, today);
    const calendar = await readWorkCalendar(this.manager);
    const after = (key: string): CivilDay => workingDaysAfter(calendar, today, settings.number(`care.${key}`)).due;
    return {
      acknowledgeDue: after('complaints.acknowledgeWorkingD'),
      answerDue: after('complaints.answerWorkingD'),
      decideDue: after('verification.decideWorkingD'),
      replaceDue: after('verification.replaceWorkingD'),
      window: settings.choice('care.complaints.window') as ComplaintWindow,
    };
  }

  async visit(orderId: string): Promise<VisitComplainedAbout | null> {
    const [row] = await this.manager.query<VisitComplainedAbout[]>(
      `select senior_id as "seniorId", array_remove(array[worker_id, second_worker_id], null) as "workerIds", provider_id as "providerId"
       from service_order where id = $1`,
      [orderId],
    );
    return row ?? null;
  }

  async senior(id: string): ReturnType<QualityTransaction['senior']> {
    const [row] = await this.manager.query<NonNullable<Awaited<ReturnType<QualityTransaction['senior']>>>[]>(
      'select home_id as "homeId", region_id as "regionId" from senior where id = $1',
      [id],
    );
    return row ?? null;
  }

  async worker(id: string): ReturnType<QualityTransaction['worker']> {
    const [row] = await this.manager.query<NonNullable<Awaited<ReturnType<QualityTransaction['worker']>>>[]>(
      `select w.provider_id as "providerId", h.region_id as "regionId" from care_worker w join helper h on h.id = w.helper_id
       where w.helper_id = $1`,
      [id],
    );
    return row ?? null;
  }

  complaint(id: string): ReturnType<QualityTransaction['complaint']> {
    return lockedRow<Complaint>(this.manager, 'care_complaint', id);
  }

  async openComplaints(): Promise<readonly Complaint[]> {
    const rows = await this.manager.query<{ fold: Complaint }[]>(
      'select fold from care_complaint where due_on is not null order by id for update',
    );
    return rows.map(({ fold }) => fold);
  }

  async openVerifications(): Promise<readonly Verification[]> {
    const rows = await this.manager.query<{ fold: Verification }[]>(
      'select fold from care_verification where due_on is not null order by id for update',
    );
    return rows.map(({ fold }) => fold);
  }

  async insertComplaint(complaint: Complaint, words: ComplaintTexts, step: KeptComplaintStep): Promise<void> {
    const { id: rowId } = complaint;
    const owner = ownerOfWords(complaint);
    const [by, text] = await this.sealed.seal(this.manager, [
      { column: 'care_complaint.by', rowId, owner, text: words.by },
      { column: 'care_complaint.text', rowId, owner, text: words.text },
    ]);
    await this.manager.query(
      `insert into care_complaint (id, version, state, kind, worker_id, provider_id, order_id, senior_id, home_id, region_id, received_on,
         due_on, counts, fold, by_sealed, text_sealed, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
      [
        ...[rowId, complaint.version, complaint.state, complaint.kind, complaint.workerId, complaint.providerId],
        ...[complaint.orderId, complaint.seniorId, complaint.homeId, complaint.regionId, complaint.receivedOn],
        ...[complaintDue(complaint)?.dueOn ?? null, complaintCounts(complaint), toPgJson(complaint)],
        ...[by, text, complaint.receivedBy],
      ],
    );
    await keepSteps(this.manager, this.sealed, 'complaint', [{ of: rowId, owner, step }]);
  }

  async saveComplaint(complaint: Complaint, by: AccountId, steps: readonly KeptComplaintStep[]): Promise<void> {
    const { id: rowId } = complaint;
    const owner = ownerOfWords(complaint);
    const answer = steps.find(({ event }) => event.type === 'answered');
    const [sealed] = await this.sealed.seal(this.manager, [
      { column: 'care_complaint.answer', rowId, owner, text: answer?.note ?? null },
    ]);
    await this.manager.query(
      `update care_complaint set version = $2, state = $3, due_on = $4, counts = $5, fold = $6, answer_sealed = coalesce($7, answer_sealed),
         changed_by = $8 where id = $1`,
      [
        ...[rowId, complaint.version, complaint.state, complaintDue(complaint)?.dueOn ?? null],
        ...[complaintCounts(complaint), toPgJson(complaint), sealed ?? null, by],
      ],
    );
    const kept = steps.map((step) => ({ of: rowId, owner, step: step === answer ? { ...step, note: null } : step }));
    await keepSteps(this.manager, this.sealed, 'complaint', kept);
  }

  countedComplaints(workerId: string): Promise<readonly CountedComplaint[]> {
    return this.manager.query(
      `select c.id, c.received_on::text as "receivedOn", c.order_id as "orderId", c.home_id as "homeId" from care_complaint c
       where c.worker_id = $1 and c.counts
         and c.seq > coalesce((select max(v.complaints_until) from care_verification v where v.worker_id = $1), 0) order by c.seq`,
      [workerId],
    );
  }

  countedRatings(workerId: string): Promise<readonly CountedRating[]> {
    return this.manager.query(
      `select o.id as "orderId", o.rating as value, ms_of(o.rated_at)::double precision as at, said.seq::double precision as seq
       from service_order o cross join lateral (select max(p.seq) as seq from service_order_step p
         where p.order_id = o.id and p.type = 'rated' and (p.details ->> 'counts')::boolean) said
       where (o.worker_id = $1 or o.second_worker_id = $1) and o.rated_at is not null
         and said.seq > coalesce((select max(v.ratings_until) from care_verification v where v.worker_id = $1), 0)
       order by o.rated_at desc, said.seq desc limit 400`,
      [workerId],
    );
  }

  verification(id: string): ReturnType<QualityTransaction['verification']> {
    return lockedRow<Verification>(this.manager, 'care_verification', id);
  }

  async openVerification(workerId: string): Promise<Verification | null> {
    const [row] = await this.manager.query<{ fold: Verification }[]>(
      `select fold from care_verification where worker_id = $1 and state = 'open' for update`,
      [workerId],
    );
    return row?.fold ?? null;
  }

  async waitingFor(orderId: string): Promise<readonly Verification[]> {
    const rows = await this.manager.query<{ fold: Verification }[]>(
      `select fold from care_verification where state = 'replacing' and fold -> 'waiting' ? $1 order by id for update`,
      [orderId],
    );
    return rows.map(({ fold }) => fold);
  }

  async insertVerification(verification: Verification, step: KeptVerificationStep): Promise<void> {
    const { id, version, state, workerId, providerId, regionId, openedOn, dueOn } = verification;
    await this.manager.query(
      `insert into care_verification (id, version, state, worker_id, provider_id, region_id, opened_on, due_on, fold)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, version, state, workerId, providerId, regionId, openedOn, dueOn, toPgJson(verification)],
    );
    await keepSteps(this.manager, this.sealed, 'verification', [{ of: id, owner: 'registry', step }]);
  }

  async saveVerification(
    verification: Verification,
    by: AccountId | null,
    steps: readonly KeptVerificationStep[],
  ): Promise<void> {
    const { id, version, state } = verification;
    await this.manager.query(
      `update care_verification set version = $2, state = $3, due_on = $4, fold = $5, changed_by = $6 where id = $1`,
      [id, version, state, verificationDue(verification)?.dueOn ?? null, toPgJson(verification), by],
    );
    const owner = await this.ownerOfNotes(verification);
    const kept = steps.map((step) => ({ of: id, owner, step }));
    await keepSteps(this.manager, this.sealed, 'verification', kept);
    await dropDue(this.manager, id, [REPLACEMENT_OVERDUE]);
    await addDue(this.manager, dueOfVerification(verification, this.timeZone));
  }

  /** What is said in a verification about one person goes with her key; about several it lies under the one of the registry. */
  private async ownerOfNotes(verification: Verification): Promise<KeyOwner> {
    const [only, ...others] = await this.seniorsOf(verification);
    return only === undefined || others.length > 0 ? 'registry' : `senior:${only}`;
  }

  async restartCounts({ id, workerId }: Pick<Verification, 'id' | 'workerId'>): Promise<void> {
    await this.manager.query(
      `update care_verification set complaints_until = (select max(seq) from care_complaint where worker_id = $2),
         ratings_until = (select max(p.seq) from service_order o join service_order_step p on p.order_id = o.id and p.type = 'rated'
           where (o.worker_id = $2 or o.second_worker_id = $2) and o.rated_at is not null)
       where id = $1`,
      [id, workerId],
    );
  }

  async seniorsOf({ complaintIds, orderIds }: Pick<Verification, 'complaintIds' | 'orderIds'>) {
    const rows = await this.manager.query<{ id: SeniorId }[]>(
      `select senior_id as id from care_complaint where id = any ($1) and senior_id is not null
       union select senior_id from service_order where id = any ($2) order by id`,
      [complaintIds, orderIds],
    );
    return rows.map(({ id }) => id);
  }

  async seniorsServedBy(workerId: string): Promise<readonly SeniorId[]> {
    const rows = await this.manager.query<{ id: SeniorId }[]>(
      'select distinct senior_id as id from service_order where worker_id = $1 or second_worker_id = $1 order by id',
      [workerId],
    );
    return rows.map(({ id }) => id);
  }

  async replace(workerId: string, seniorIds: readonly SeniorId[], at: Instant): Promise<void> {
    await this.manager.query(
      `insert into worker_replacement (worker_id, senior_id, since) select $1, s, instant_of($3) from unnest($2::text[]) s on conflict do nothing`,
      [workerId, seniorIds, at],
    );
  }

  async suspendWorker(workerId: string, { id, reason, by, at }: WorkerSuspension): Promise<void> {
    const [row] = await this.manager.query<{ suspended: boolean }[]>(
      'select suspended_at is not null as suspended from helper where id = $1 for update',
      [workerId],
    );
    if (row?.suspended !== false) return;
    await suspend(this.manager, as<HelperId>(workerId), { id, reason, note: null, by, at, key: null, lifted: null });
  }
}
