import type { AccountId } from '@silverbell/kernel';
import type { AboutWhom } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

/** Whether an account has to do with those a decision is about: by itself, by a home, as a relative, by a conflict on file (CR-05). */
export async function isParty(
  db: Queryable,
  account: AccountId,
  { seniorIds, workerIds }: AboutWhom,
): Promise<boolean> {
  const [row] = await db.query<{ is: boolean }[]>(
    `select exists (select from account a where a.id = $1 and (a.helper_id = any ($3) or exists (
       select from senior s join senior h on h.home_id = s.home_id where s.id = any ($2) and (
         exists (select from family_link l where l.account_id = a.id and l.senior_id = h.id)
         or exists (select from contact c where c.id = a.contact_id and c.senior_id = h.id)
         or exists (select from helper_conflict k where k.helper_id = a.helper_id and (k.senior_id = h.id or k.home_id = h.home_id)))))) as "is"`,
    [account, seniorIds, workerIds],
  );
  return row?.is === true;
}
