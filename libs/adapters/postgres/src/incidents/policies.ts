import type { Policy } from '@silverbell/incidents';
import type { Queryable } from '../connection/command-pool.js';

/**
 * Ladders and limits are some 20 KiB and the same for thousands of incidents: a row keeps the key, this memory the body.
 * Equal keys, equal contents, so nothing here ever goes stale.
 */
export class Policies {
  private readonly known = new Map<string, Policy>();

  isStored(key: string): boolean {
    return this.known.has(key);
  }

  /** Only after the commit that wrote it. */
  remember(policy: Policy): void {
    this.known.set(policy.key, policy);
  }

  async load(db: Queryable, keys: readonly string[]): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.known.has(key));
    if (missing.length === 0) return;
    const rows = (await db.query('select body from policy where key = any($1)', [missing])) as { body: Policy }[];
    for (const { body } of rows) this.remember(body);
  }

  get(key: string): Policy {
    const policy = this.known.get(key);
    if (!policy) throw new Error(`policy ${key} is not in the database, though a case was raised on it`);
    return policy;
  }
}
