import type { DataSource } from 'typeorm';
import { assertMigrated } from '../connection/migrate.js';

export interface Readiness {
  readonly database: boolean;
  readonly migrated: boolean;
  /** There is an account, so that a login is possible. */
  readonly seeded: boolean;
}

/** What the health page of a process asks its database. */
export class ReadinessQueries {
  constructor(private readonly source: DataSource) {}

  async now(): Promise<Readiness> {
    await this.source.query('select 1');
    const migrated = await assertMigrated(this.source).then(
      () => true,
      () => false,
    );
    const rows: { seeded: boolean }[] = await this.source.query('select exists (select from account) as seeded');
    return { database: true, migrated, seeded: rows[0]?.seeded ?? false };
  }
}
