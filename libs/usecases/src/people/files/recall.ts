import type { Role } from '@silverbell/vocabulary';

/** CR-27: a device whose wearer died or moved is fetched within ten days; the community owns it until it is returned or retired. */
const WITHIN_DAYS = 10;
const OWNER: Role = 'community-officer';

/** Both YYYY-MM-DD. */
export function recallOf(
  since: string,
  today: string,
): { readonly ownerRole: Role; readonly dueOn: string; readonly overdue: boolean } {
  const due = new Date(`${since}T00:00:00Z`);
  due.setUTCDate(due.getUTCDate() + WITHIN_DAYS);
  const dueOn = due.toISOString().slice(0, 10);
  return { ownerRole: OWNER, dueOn, overdue: today > dueOn };
}
