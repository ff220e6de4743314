import type { CareConcern } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

/** What the emergency side is asked, in the transaction of what it comes from (CR-09). */
export async function keepConcern(db: Queryable, concern: CareConcern): Promise<void> {
  const { id, orderId, visitId, callId, seniorId, homeId, workerId, kind, code, fire, proof, askedAt } = concern;
  await db.query(
    `insert into care_concern (id, order_id, visit_id, call_id, senior_id, home_id, worker_id, kind, code, fire, proof, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, instant_of($12))`,
    [id, orderId, visitId, callId, seniorId, homeId, workerId, kind, code, fire, proof, askedAt],
  );
}
