import { CATALOGUE_TEMPLATE } from '@silverbell/care';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalogue with what regions say otherwise, and what is on record of a person's need: assessments, proofs of class, children (CR-12 … CR-16). */
export class RecordsOfCare0083 implements MigrationInterface {
  readonly name = 'RecordsOfCare1764300000083';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table catalogue_item (
        code text primary key,
        -- null: of the template, for every region
        region_id text references region (id),
        from_day date not null,
        position integer not null,
        name text not null,
        aid text not null,
        content text not null,
        classes text[] not null,
        standard text not null,
        unit text not null check (unit in ('hour', 'time', 'meal', 'month')),
        price_fen integer not null check (price_fen >= 0),
        subsidised boolean not null,
        two_people boolean not null,
        certificate text
      );

      create table catalogue_override (
        code text not null references catalogue_item (code),
        region_id text not null references region (id),
        valid_from date not null,
        price_fen integer check (price_fen >= 0),
        standard text,
        classes text[],
        hidden boolean,
        source text not null,
        by_account text not null references account (id),
        at timestamptz not null,
        primary key (region_id, code, valid_from)
      );

      create table assessment (
        id text primary key,
        senior_id text not null references senior (id),
        scheme text not null,
        scheme_version text not null,
        scores jsonb not null,
        level integer not null check (level between 0 and 4),
        assessors jsonb not null,
        assessed_on date not null,
        valid_until date not null check (valid_until >= assessed_on),
        extended_until date,
        extended_reason text,
        by_account text references account (id),
        at timestamptz not null
      );
      create index assessment_senior on assessment (senior_id, assessed_on desc, id);

      create table class_proof (
        id text primary key,
        senior_id text not null references senior (id),
        economic_class text not null check (economic_class in ('three-noes', 'subsistence', 'near-subsistence', 'destitute', 'other')),
        certificate text not null,
        from_day date not null,
        until_day date check (until_day >= from_day),
        by_account text references account (id),
        at timestamptz not null
      );
      create index class_proof_senior on class_proof (senior_id, from_day desc, id);

      -- what she said of her children, as a whole: an empty list says that she has none
      create table children_statement (
        senior_id text primary key references senior (id),
        children jsonb not null,
        version integer not null,
        changed_by text references account (id),
        at timestamptz not null
      );
    `);
    await runner.query(
      `insert into catalogue_item (code, region_id, from_day, position, name, aid, content, classes, standard, unit, price_fen, subsidised, two_people, certificate)
       select code, null, date '2026-01-01', position, name, aid, content, array(select jsonb_array_elements_text(classes)), standard, unit,
         "priceFen", subsidised, "twoPeople", certificate
       from jsonb_to_recordset($1::jsonb) as one (code text, position integer, name text, aid text, content text, classes jsonb, standard text,
         unit text, "priceFen" integer, subsidised boolean, "twoPeople" boolean, certificate text)`,
      [JSON.stringify(CATALOGUE_TEMPLATE.map((item, position) => ({ ...item, position })))],
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
