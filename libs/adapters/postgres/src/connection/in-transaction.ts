import type { DataSource, QueryRunner } from 'typeorm';
import { isRetryableConflict } from './failures.js';

const ATTEMPTS = 5;

/** `work` says what is to be done after the commit, and is run again when another transaction wrote the same row first. */
export async function inTransaction<T>(
  source: DataSource,
  work: (runner: QueryRunner, afterCommit: (then: () => void) => void) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(source, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryableConflict(error)) throw error;
    }
  }
}

async function once<T>(source: DataSource, work: Parameters<typeof inTransaction<T>>[1]): Promise<T> {
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
