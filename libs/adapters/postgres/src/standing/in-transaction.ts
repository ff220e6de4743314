import type { DataSource, QueryRunner } from 'typeorm';

/** `work` answers with what is to be done after the commit, beside its result. */
export async function inTransaction<T>(
  source: DataSource,
  work: (runner: QueryRunner, afterCommit: (then: () => void) => void) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  const later: (() => void)[] = [];
  try {
    await runner.startTransaction();
    const answer = await work(runner, (then) => later.push(then));
    await runner.commitTransaction();
    later.forEach((then) => then());
    return answer;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined); // a broken connection has rolled back by itself
    throw error;
  } finally {
    await runner.release();
  }
}
