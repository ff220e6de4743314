import type { Instant, SeniorId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';

/** A sign of life of the person herself (CR-09, SR-25); an older one does not take the place of a newer one. */
export async function keepSighting(
  db: Queryable,
  seniorId: SeniorId,
  sign: 'seen' | 'spoken' | 'attendance',
  at: Instant,
): Promise<void> {
  await db.query(
    `insert into sign_of_life as l (senior_id, sign, in_person, at) values ($1, $2, true, instant_of($3))
     on conflict (senior_id, sign, in_person) do update set at = excluded.at where l.at < excluded.at`,
    [seniorId, sign, at],
  );
}
