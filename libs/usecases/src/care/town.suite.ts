import type { CivilDay } from '@silverbell/care';
import { instant, isRefusal, type AccountId, type Instant } from '@silverbell/kernel';
import type { RegistryResult, RegistryStore } from '../ports/registry-write.js';

/** Where a store of care is held to its promises. */
export interface Town<Transaction> {
  readonly store: RegistryStore<Transaction>;
  /** As the job of a day does. */
  readonly within: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  readonly by: AccountId;
}

export const ZONE = 'Asia/Shanghai';

/** Times of the clock there; of `today` where no day is named. */
export const timesOf =
  (today: CivilDay) =>
  (time: string, day: CivilDay = today): Instant =>
    instant(Date.parse(`${day}T${time}:00+08:00`));

/** New ids, other ones in each process that writes into the same database. */
export function idsOf(what: string): () => string {
  let made = 0;
  return () => `suite-${what}-${String((made += 1))}-${String(process.pid)}`;
}

/** What became of a command. */
export async function slug(done: RegistryResult): Promise<string> {
  const result = await done;
  return isRefusal(result) ? result.refused : 'taken';
}
