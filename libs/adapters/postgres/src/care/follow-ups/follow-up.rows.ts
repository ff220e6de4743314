import type { CareFollowUp } from '@silverbell/care';
import { instant } from '@silverbell/kernel';

/** Of a row `f` of `care_follow_up`. */
export const FOLLOW_UP_COLUMNS = `f.id, f.version, f.about, f.order_id as "orderId", f.complaint_id as "complaintId", f.senior_id as "seniorId",
  f.worker_id as "workerId", f.kind, f.state, ms_of(f.due_at)::double precision as "dueAt", f.due_on::text as "dueOn",
  f.tried_on::text[] as "triedOn", f.result, f.satisfaction`;

export type FollowUpRow = Omit<CareFollowUp, 'dueAt'> & { readonly dueAt: number };

export const followUpOfRow = ({ dueAt, ...row }: FollowUpRow): CareFollowUp => ({ ...row, dueAt: instant(dueAt) });
