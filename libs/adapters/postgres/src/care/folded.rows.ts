import type { AccountId } from '@silverbell/kernel';
import type { LockedRow } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

type FoldedTable = 'service_order' | 'welfare_visit' | 'meal_booking' | 'care_complaint' | 'care_verification';

/** What stands in the column `fold`, locked until the end of the transaction of `db`. */
export async function lockedRow<Row>(db: Queryable, table: FoldedTable, id: string): Promise<LockedRow<Row> | null> {
  const [found] = await db.query<{ fold: Row; changedBy: AccountId | null }[]>(
    `select fold, changed_by as "changedBy" from ${table} where id = $1 for update`,
    [id],
  );
  return found === undefined ? null : { row: found.fold, changedBy: found.changedBy };
}
