import type { MigrationInterface, QueryRunner } from 'typeorm';
import { nameInitials } from '../people/name-initials.js';

const ROWS_AT_ONCE = 5_000;

/** People are found by the initials of their names (zye for 周月娥), as operators type them. */
export class InitialsOfNames0076 implements MigrationInterface {
  readonly name = 'InitialsOfNames1764300000076';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set constraints all immediate');
    for (const table of ['senior', 'helper']) await this.#fill(runner, table);
    await runner.query(/* sql */ `
      create index senior_name_initials on senior (name_initials text_pattern_ops);
      create index helper_name_initials on helper (name_initials text_pattern_ops);
      create index helper_phone_hash on helper (phone_hash) where phone_hash is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }

  async #fill(runner: QueryRunner, table: string): Promise<void> {
    await runner.query(`alter table ${table} add column name_initials text not null default ''`);
    // no alert reads this column: nothing that triggers watch changes
    await runner.query(`alter table ${table} disable trigger user`);
    let last = '';
    for (;;) {
      const rows = (await runner.query(
        `select id, name from ${table} where id > $1 order by id limit ${ROWS_AT_ONCE}`,
        [last],
      )) as { id: string; name: string }[];
      if (rows.length === 0) break;
      last = rows.at(-1)?.id ?? '';
      await runner.query(
        `update ${table} t set name_initials = v.initials from unnest($1::text[], $2::text[]) v (id, initials) where t.id = v.id`,
        [rows.map(({ id }) => id), rows.map(({ name }) => nameInitials(name))],
      );
    }
    await runner.query(`alter table ${table} enable trigger user`);
  }
}
