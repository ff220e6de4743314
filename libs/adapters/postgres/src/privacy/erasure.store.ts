import type { SeniorId } from '@silverbell/kernel';
import type { Erasure, ErasureStore } from '@silverbell/usecases';
import type { DataSource, QueryRunner } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import { HELD_PERSON, oneAtATime } from './legal-hold.sql.js';
import { inTransaction } from '../connection/in-transaction.js';
import { FORGET_HOME, FORGET_PERSON } from './forget.sql.js';

type Listed = Omit<Erasure, 'by'> & { readonly by: Erasure['by'] | null };

export class PostgresErasureStore implements ErasureStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  erase(erasure: Erasure): ReturnType<ErasureStore['erase']> {
    return inTransaction(this.source, async (runner) => {
      await oneAtATime(runner);
      const [found] = (await runner.query('select 1 from senior where id = $1 for update', [
        erasure.seniorId,
      ])) as unknown[];
      if (!found) return 'unknown';
      const [held] = (await runner.query(`select 1 where exists (${HELD_PERSON})`, [erasure.seniorId])) as unknown[];
      if (held) return 'held';
      const [open] = (await runner.query('select 1 from incident where open and senior_ids @> array[$1] limit 1', [
        erasure.seniorId,
      ])) as unknown[];
      if (open) return 'case-open';
      return (await this.#forget(runner, erasure)) ? 'erased' : 'again';
    });
  }

  /** Those of a list that a restored backup still knows are erased again, whatever is open or held: it was so when the backup was made. */
  async eraseAgain(list: readonly Listed[]): Promise<number> {
    let done = 0;
    for (const listed of list)
      if (await inTransaction(this.source, (runner) => this.#forget(runner, listed))) done += 1;
    return done;
  }

  /** Who was erased so far, for the list beside a backup. */
  async list(): Promise<readonly Listed[]> {
    return (await this.source.query(
      `select senior_id as "seniorId", ms_of(erased_at)::double precision as at, reason, null as by from erased_person order by erased_at, senior_id`,
    )) as Listed[];
  }

  async #forget(runner: QueryRunner, { seniorId, at, by, reason }: Listed): Promise<boolean> {
    const noted = (await runner.query(
      `insert into erased_person (senior_id, erased_at, erased_by, reason)
       select $1, instant_of($2), $3, $4 where exists (select from senior where id = $1) on conflict do nothing returning 1 as noted`,
      [seniorId, at, by, reason],
    )) as unknown[];
    if (noted.length === 0) return false;
    const owners = [`senior:${seniorId}`, ...(await this.#homeOf(runner, seniorId))];
    for (const statement of FORGET_PERSON) await runner.query(statement, [seniorId]);
    if (owners.length > 1)
      for (const statement of FORGET_HOME) await runner.query(statement, [owners[1]?.slice('home:'.length)]);
    await runner.query(
      `update person_key set wrapped = null, erased_at = instant_of($2) where owner = any($1) and erased_at is null`,
      [owners, at],
    );
    this.keys.forget(owners);
    return true;
  }

  /** Her home too, when no one else on file lives there. */
  async #homeOf(runner: QueryRunner, seniorId: SeniorId): Promise<readonly string[]> {
    const rows = (await runner.query(
      `select s.home_id as id from senior s where s.id = $1 and not exists (
         select from senior o where o.home_id = s.home_id and o.id <> s.id and not exists (select from erased_person e where e.senior_id = o.id))`,
      [seniorId],
    )) as { id: string }[];
    return rows.map(({ id }) => `home:${id}`);
  }
}
