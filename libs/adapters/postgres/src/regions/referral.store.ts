import { as, type AccountId, type Instant, type Refusal, type RegionId, type SeniorId } from '@silverbell/kernel';
import type {
  ReferralFile,
  ReferralStep,
  ReferralTransaction,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
  Settings,
} from '@silverbell/usecases';
import type { ReferralState } from '@silverbell/vocabulary';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import { FacilityRow } from '../people/place.entity.js';
import { PostgresRegionSettingStore } from '../people/region-settings.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import type { RegistryList } from './registry-list.js';

interface NamedFacility {
  readonly id: string;
  readonly name: string;
  readonly regionId: RegionId;
}
export interface ReferralOnFile extends Omit<ReferralFile, 'fromFacility' | 'toFacility' | 'changedBy'> {
  readonly regionId: RegionId;
  readonly seniorName: string;
  readonly from: NamedFacility;
  readonly to: NamedFacility;
  readonly steps: readonly (Omit<ReferralStep, 'referralId' | 'seniorId'> & { readonly byName: string })[];
}

export type ReferralSearch = Pick<RegistryList, 'regionIds' | 'cursor' | 'take'> & {
  readonly id?: string | undefined;
  readonly seniorId?: string | undefined;
  readonly state?: ReferralState | undefined;
};

const NOTE = 'referral_step.note' as const;

/** Referrals over PostgreSQL. */
export class PostgresReferralStore implements RegistryStore<ReferralTransaction> {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(
    command: RegistryCommand,
    work: (tx: ReferralTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work(new PostgresReferralTransaction(manager, this.sealed)),
    );
  }

  async regionOfSenior(id: string): Promise<RegionId | null> {
    return regionOfSenior(this.source, id);
  }

  /** Those that touch one of the regions: the senior's own, or one of the two facilities'. */
  async page({ regionIds, id, seniorId, state, cursor, take }: ReferralSearch): Promise<readonly ReferralOnFile[]> {
    const rows: (Omit<ReferralOnFile, 'steps'> & { steps: StepOnFile[] })[] = await this.source.query(
      `select r.id, r.senior_id as "seniorId", s.name as "seniorName", s.region_id as "regionId", r.state, r.version,
         ms_of(r.opened_at)::double precision as "openedAt",
         jsonb_build_object('id', f.id, 'name', f.name, 'regionId', f.region_id) as "from",
         jsonb_build_object('id', t.id, 'name', t.name, 'regionId', t.region_id) as "to",
         (select jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'sealed', encode(p.note_sealed, 'base64'), 'by', p.by_account,
            'byName', coalesce(a.display_name, '—'), 'at', ms_of(p.at)) order by p.seq)
          from referral_step p left join account a on a.id = p.by_account where p.referral_id = r.id) as steps
       from referral r join senior s on s.id = r.senior_id join facility f on f.id = r.from_facility join facility t on t.id = r.to_facility
       where (s.region_id = any ($1) or f.region_id = any ($1) or t.region_id = any ($1))
         and ($2::text is null or r.id = $2) and ($3::text is null or r.senior_id = $3) and ($4::text is null or r.state = $4)
         and ($5::text is null or r.id > $5)
       order by r.id limit $6`,
      [regionIds, id ?? null, seniorId ?? null, state ?? null, cursor ?? null, take],
    );
    const steps = rows.flatMap((row) => row.steps);
    const notes = await this.sealed.open(
      this.source,
      steps.map((step) => ({ column: NOTE, rowId: step.id, sealed: step.sealed })),
    );
    const noteOf = new Map(steps.map((step, n) => [step.id, notes[n] ?? null]));
    return rows.map((row) => ({
      ...row,
      steps: row.steps.map(({ id: stepId, sealed: _, ...step }) => ({ ...step, note: noteOf.get(stepId) ?? null })),
    }));
  }
}

type StepOnFile = Omit<ReferralStep, 'referralId' | 'seniorId' | 'note'> & {
  readonly id: string;
  readonly sealed: string | null;
  readonly byName: string;
};

class PostgresReferralTransaction implements ReferralTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  regionOfSenior(id: SeniorId): Promise<RegionId | null> {
    return regionOfSenior(this.manager, id);
  }

  settings(regionId: RegionId, now: Instant): Promise<Settings> {
    return new PostgresRegionSettingStore(this.manager).of(regionId, 'pilot.', now);
  }

  isActiveFacility(id: string): Promise<boolean> {
    return this.manager.existsBy(FacilityRow, { id, active: true });
  }

  async referral(id: string): Promise<ReferralFile | null> {
    const rows: (Omit<ReferralFile, 'changedBy'> & { changedBy: string | null })[] = await this.manager.query(
      `select id, senior_id as "seniorId", from_facility as "fromFacility", to_facility as "toFacility", state, version,
         ms_of(opened_at)::double precision as "openedAt", changed_by as "changedBy"
       from referral where id = $1 for update`,
      [id],
    );
    return rows[0]
      ? { ...rows[0], changedBy: rows[0].changedBy === null ? null : as<AccountId>(rows[0].changedBy) }
      : null;
  }

  async insert({ id, seniorId, fromFacility, toFacility, state, openedAt, version, changedBy }: ReferralFile) {
    await this.manager.query(
      `insert into referral (id, senior_id, from_facility, to_facility, state, opened_at, version, changed_by)
       values ($1, $2, $3, $4, $5, instant_of($6), $7, $8)`,
      [id, seniorId, fromFacility, toFacility, state, openedAt, version, changedBy],
    );
  }

  async update({ id, state, version, changedBy }: ReferralFile): Promise<void> {
    await this.manager.query('update referral set state = $2, version = $3, changed_by = $4 where id = $1', [
      ...[id, state, version, changedBy],
    ]);
  }

  async step({ referralId, seniorId, state, note, by, at }: ReferralStep): Promise<void> {
    const id = randomUUID();
    const [cell] = await this.sealed.seal(this.manager, [
      { column: NOTE, rowId: id, owner: `senior:${seniorId}`, text: note },
    ]);
    await this.manager.query(
      `insert into referral_step (id, referral_id, state, note_sealed, by_account, at) values ($1, $2, $3, $4, $5, instant_of($6))`,
      [id, referralId, state, cell ?? null, by, at],
    );
  }
}

async function regionOfSenior(db: Queryable, id: string): Promise<RegionId | null> {
  const rows = await db.query<{ id: RegionId }[]>('select region_id as id from senior where id = $1', [id]);
  return rows[0]?.id ?? null;
}
