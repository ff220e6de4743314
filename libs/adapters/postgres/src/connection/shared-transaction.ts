import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from './in-transaction.js';

/**
 * Many writes of the registry as one transaction: a store over `shared` opens a savepoint where it would open a transaction, so that one of
 * them can be refused and leave nothing while the others stay.
 */
export function inSharedTransaction<T>(
  source: DataSource,
  work: (shared: DataSource, runner: QueryRunner) => Promise<T>,
): Promise<T> {
  return inTransaction(source, (runner) => {
    const nested = overlay(runner, 'release', () => Promise.resolve());
    return work(
      overlay(source, 'createQueryRunner', () => nested),
      runner,
    );
  });
}

/** The same object, one method of which does something else. */
function overlay<Target extends object>(target: Target, name: keyof Target, method: () => unknown): Target {
  return new Proxy(target, {
    get: (of, key): unknown => {
      if (key === name) return method;
      const value: unknown = Reflect.get(of, key, of);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
}
