import type { CareFollowUp, CivilDay } from '@silverbell/care';
import type { AccountId } from '@silverbell/kernel';
import type { FollowUpTransaction, KeptFollowUpStep, VisitForFollowUp } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import type { SealedColumns } from '../../crypto/sealed-columns.js';
import { readCareSettings } from '../care-setting.store.js';
import { FOLLOW_UP_COLUMNS, followUpOfRow, type FollowUpRow } from './follow-up.rows.js';

/** What is asked after visits and answers, in one transaction: that of a request, or of the day's job. */
export class PostgresFollowUpTransaction implements FollowUpTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  async followUp(id: string): ReturnType<FollowUpTransaction['followUp']> {
    const [row] = await this.manager.query<(FollowUpRow & { regionId: string; changedBy: AccountId | null })[]>(
      `select ${FOLLOW_UP_COLUMNS}, s.region_id as "regionId", f.changed_by as "changedBy"
       from care_follow_up f join senior s on s.id = f.senior_id where f.id = $1 for update of f`,
      [id],
    );
    if (row === undefined) return null;
    const { regionId, changedBy, ...followUp } = row;
    return { row: followUpOfRow(followUp), regionId, changedBy };
  }

  async owe(followUps: readonly CareFollowUp[]): Promise<void> {
    if (followUps.length === 0) return;
    await this.manager.query(
      `insert into care_follow_up (id, version, about, order_id, complaint_id, senior_id, worker_id, kind, state, due_at, due_on, tried_on)
       select f.id, f.version, f.about, f."orderId", f."complaintId", f."seniorId", f."workerId", f.kind, f.state, instant_of(f."dueAt"),
         f."dueOn", '{}'
       from jsonb_to_recordset($1::jsonb) f (id text, version integer, about text, "orderId" text, "complaintId" text, "seniorId" text,
         "workerId" text, kind text, state text, "dueAt" bigint, "dueOn" date)
       on conflict do nothing`,
      [JSON.stringify(followUps)],
    );
  }

  async save(followUp: CareFollowUp, { id, at, by, result, satisfaction, note }: KeptFollowUpStep): Promise<void> {
    const { seniorId, version, kind, state, dueOn, triedOn } = followUp;
    const [sealed] = await this.sealed.seal(this.manager, [
      { column: 'care_follow_up_step.note', rowId: id, owner: `senior:${seniorId}`, text: note },
    ]);
    await this.manager.query(
      `update care_follow_up set version = $2, kind = $3, state = $4, due_on = $5, tried_on = $6, result = $7, satisfaction = $8,
         changed_by = $9 where id = $1`,
      [...[followUp.id, version, kind, state, dueOn, triedOn, followUp.result, followUp.satisfaction, by]],
    );
    await this.manager.query(
      `insert into care_follow_up_step (id, follow_up_id, at, by_account, result, satisfaction, note_sealed)
       values ($1, $2, instant_of($3), $4, $5, $6, $7)`,
      [id, followUp.id, at, by, result, satisfaction, sealed ?? null],
    );
  }

  visitsBetween(from: CivilDay, to: CivilDay, ofIdleWorkers: boolean): Promise<readonly VisitForFollowUp[]> {
    return this.manager.query<VisitForFollowUp[]>(
      `select o.id, o.worker_id as "workerId", o.senior_id as "seniorId", s.region_id as "regionId"
       from service_order o join senior s on s.id = o.senior_id
       where o.day between $1 and $2 and o.worker_id is not null and o.came_at is not null and s.status in ('active', 'suspended')
         and o.state in ('finished', 'confirmed', 'confirmed-silent', 'disputed')
         and not exists (select from care_follow_up f where f.order_id = o.id)
         and (not $3 or not exists (select from service_order other join care_follow_up f on f.order_id = other.id
           where other.worker_id = o.worker_id and other.day between $1 and $2))
       order by o.id`,
      [from, to, ofIdleWorkers],
    );
  }

  async percentOf(regionId: string, day: CivilDay): Promise<number> {
    return (await readCareSettings(this.manager, regionId, day)).number('care.followUp.ordersPct');
  }
}
