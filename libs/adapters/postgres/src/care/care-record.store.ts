import type { CivilDay } from '@silverbell/care';
import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import type {
  AssessmentFile,
  CareRecordTransaction,
  ChildrenFile,
  ClassProofFile,
  RegistryCommand,
  RegistryStore,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWriter } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

/** What decides whether a person may be granted care, as it is on file. */
export interface NeedOnFile {
  readonly seniorId: string;
  readonly regionId: RegionId;
  readonly birthDate: CivilDay | null;
  /** `null`: it is not known where she is registered. */
  readonly registeredHere: boolean | null;
  readonly assessments: readonly AssessmentFile[];
  readonly proofs: readonly ClassProofFile[];
  /** `null`: nothing was said of children. */
  readonly children: ChildrenFile | null;
}

const ASSESSMENT = `'id', id, 'seniorId', senior_id, 'scheme', scheme, 'schemeVersion', scheme_version, 'scores', scores, 'level', level,
  'assessors', assessors, 'on', assessed_on, 'validUntil', valid_until, 'extendedUntil', extended_until, 'extendedReason', extended_reason`;

/** Assessments, proofs of class and children over PostgreSQL. */
export class PostgresCareRecordStore implements RegistryStore<CareRecordTransaction> {
  readonly write: RegistryStore<CareRecordTransaction>['write'];
  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
  ) {
    this.write = registryWriter(source, audit, (manager) => new PostgresCareRecordTransaction(manager));
  }

  /** Registered here: under the same county, the region of level 2 above her, or the root where there is none. */
  async need(seniorId: string): Promise<NeedOnFile | null> {
    const [row] = await this.source.query<NeedOnFile[]>(
      `select s.id as "seniorId", s.region_id as "regionId", s.birth_date::text as "birthDate",
         case when s.registration_region_id is null then null else (
           select coalesce((select id from region where id = any (region_chain(s.region_id)) and level_no = 2),
             (region_chain(s.region_id))[cardinality(region_chain(s.region_id))]) = any (region_chain(s.registration_region_id))) end as "registeredHere",
         coalesce((select jsonb_agg(jsonb_build_object(${ASSESSMENT}) order by assessed_on desc, id) from assessment where senior_id = s.id), '[]')
           as assessments,
         coalesce((select jsonb_agg(jsonb_build_object('id', id, 'seniorId', senior_id, 'economicClass', economic_class, 'certificate', certificate,
           'from', from_day, 'until', until_day) order by from_day desc, id) from class_proof where senior_id = s.id), '[]') as proofs,
         (select jsonb_build_object('seniorId', senior_id, 'children', children, 'version', version, 'changedBy', changed_by)
          from children_statement where senior_id = s.id) as children
       from senior s where s.id = $1`,
      [seniorId],
    );
    return row ?? null;
  }

  /** Whether all of these are regions of the same tree, under the same root. */
  async inSameTree(regionId: string, others: readonly string[]): Promise<boolean> {
    const [row] = await this.source.query<{ same: boolean }[]>(
      `with root (id) as (select (region_chain($1))[cardinality(region_chain($1))])
       select not exists (select from unnest($2::text[]) as other (id)
         where (select id from root) is distinct from (region_chain(other.id))[cardinality(region_chain(other.id))]) as same`,
      [regionId, others],
    );
    return row?.same === true;
  }

  async seniorOfAssessment(id: string): Promise<string | null> {
    const [row] = await this.source.query<{ id: string }[]>('select senior_id as id from assessment where id = $1', [
      id,
    ]);
    return row?.id ?? null;
  }

  /** The nearest facility with a telephone number, going up from the region: whom to ask. */
  async officeOf(regionId: string): Promise<{ readonly name: string; readonly phone: string } | null> {
    const [row] = await this.source.query<{ name: string; phone: string }[]>(
      `select f.name, f.phone from unnest(region_chain($1)) with ordinality as up (id, depth)
       join facility f on f.region_id = up.id and f.active and f.phone is not null
       order by up.depth, f.level nulls last, f.id limit 1`,
      [regionId],
    );
    return row ?? null;
  }
}

class PostgresCareRecordTransaction implements CareRecordTransaction {
  constructor(private readonly db: Queryable) {}

  async regionOf(seniorId: string): Promise<RegionId | null> {
    const [row] = await this.db.query<{ id: string }[]>('select region_id as id from senior where id = $1 for share', [
      seniorId,
    ]);
    return row === undefined ? null : as<RegionId>(row.id);
  }

  async assessment(id: string): Promise<AssessmentFile | null> {
    const [row] = await this.db.query<{ file: AssessmentFile }[]>(
      `select jsonb_build_object(${ASSESSMENT}) as file from assessment where id = $1 for update`,
      [id],
    );
    return row?.file ?? null;
  }

  async insertAssessment(one: AssessmentFile, { by, at }: Pick<RegistryCommand, 'by' | 'at'>): Promise<void> {
    await this.db.query(
      `insert into assessment (id, senior_id, scheme, scheme_version, scores, level, assessors, assessed_on, valid_until, by_account, at)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8, $9, $10, instant_of($11))`,
      [
        ...[one.id, one.seniorId, one.scheme, one.schemeVersion, JSON.stringify(one.scores), one.level],
        ...[JSON.stringify(one.assessors), one.on, one.validUntil, by, at],
      ],
    );
  }

  async extendAssessment(id: string, until: CivilDay, reason: string): Promise<void> {
    await this.db.query('update assessment set extended_until = $2, extended_reason = $3 where id = $1', [
      id,
      until,
      reason,
    ]);
  }

  async insertProof(
    { id, seniorId, economicClass, certificate, from, until }: ClassProofFile,
    { by, at }: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void> {
    await this.db.query(
      `insert into class_proof (id, senior_id, economic_class, certificate, from_day, until_day, by_account, at)
       values ($1, $2, $3, $4, $5, $6, $7, instant_of($8))`,
      [id, seniorId, economicClass, certificate, from, until, by, at],
    );
  }

  async children(seniorId: string): Promise<ChildrenFile | null> {
    const [row] = await this.db.query<(ChildrenFile & { changedBy: string | null })[]>(
      `select senior_id as "seniorId", children, version, changed_by as "changedBy" from children_statement where senior_id = $1 for update`,
      [seniorId],
    );
    return row === undefined
      ? null
      : { ...row, changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy) };
  }

  async saveChildren(
    { seniorId, children, version, changedBy }: ChildrenFile,
    { at }: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void> {
    await this.db.query(
      `insert into children_statement (senior_id, children, version, changed_by, at) values ($1, $2::jsonb, $3, $4, instant_of($5))
       on conflict (senior_id) do update set children = excluded.children, version = excluded.version, changed_by = excluded.changed_by,
         at = excluded.at`,
      [seniorId, JSON.stringify(children), version, changedBy, at],
    );
  }
}
