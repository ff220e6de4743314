import { CareSettings, careSettingsOn, type CareSettingRow, type CivilDay } from '@silverbell/care';
import { as, instant, type AccountId, type RegionId } from '@silverbell/kernel';
import type { AgreedBy, CareSettingTransaction, ProposedSetting, RegistryStore } from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWriter } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

export interface CareSettingsAbove {
  /** The region itself first, the root last. */
  readonly chain: readonly string[];
  readonly inForce: readonly CareSettingRow[];
  /** Of the region itself, waiting for a second person. */
  readonly proposals: readonly ProposedSetting[];
}

const COLUMNS = `id, region_id as "regionId", key, valid_from::text as "validFrom", value, source, proposed_by as by,
  ms_of(proposed_at)::double precision as at`;

/** What counts in a region on a day, for rules that run in a transaction of their own. */
export async function readCareSettings(db: Queryable, regionId: string, on: CivilDay): Promise<CareSettings> {
  const [row] = await db.query<{ chain: string[]; rows: CareSettingRow[] | null }[]>(
    `with above (chain) as (select region_chain($1))
     select chain, (select jsonb_agg(jsonb_build_object('regionId', region_id, 'key', key, 'validFrom', valid_from, 'value', value,
        'source', source, 'by', proposed_by)) from care_setting where state = 'in-force' and region_id = any (chain)) as rows
     from above`,
    [regionId],
  );
  return new CareSettings(careSettingsOn(row?.chain ?? [], row?.rows ?? [], on));
}

/** Dated settings of care over PostgreSQL. */
export class PostgresCareSettingStore implements RegistryStore<CareSettingTransaction> {
  readonly write: RegistryStore<CareSettingTransaction>['write'];
  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
  ) {
    this.write = registryWriter(source, audit, (manager) => new PostgresCareSettingTransaction(manager));
  }

  on(regionId: string, day: CivilDay): Promise<CareSettings> {
    return readCareSettings(this.source, regionId, day);
  }

  async above(regionId: RegionId): Promise<CareSettingsAbove> {
    const [row] = await this.source.query<{ chain: string[] }[]>('select region_chain($1) as chain', [regionId]);
    const chain = row?.chain ?? [];
    const rows = await this.source.query<(CareSettingRow & { state: string; id: string; at: number })[]>(
      `select ${COLUMNS}, state from care_setting
       where region_id = any ($1) and (state = 'in-force' or (state = 'proposed' and region_id = $2)) order by key, valid_from`,
      [chain, regionId],
    );
    return {
      chain,
      inForce: rows.filter(({ state }) => state === 'in-force'),
      proposals: rows.filter(({ state }) => state === 'proposed').map(proposalOf),
    };
  }
}

class PostgresCareSettingTransaction implements CareSettingTransaction {
  constructor(private readonly manager: EntityManager) {}

  async proposal(regionId: RegionId, key: string, validFrom: CivilDay): Promise<ProposedSetting | null> {
    await this.manager.query('select pg_advisory_xact_lock(hashtext($1), hashtext($2))', [regionId, key]);
    const [row] = await this.manager.query<(CareSettingRow & { id: string; at: number })[]>(
      `select ${COLUMNS} from care_setting where state = 'proposed' and region_id = $1 and key = $2 and valid_from = $3 for update`,
      [regionId, key, validFrom],
    );
    return row === undefined ? null : proposalOf(row);
  }

  async propose(setting: ProposedSetting): Promise<void> {
    const { regionId, key, validFrom } = setting;
    await this.manager.query(
      `update care_setting set state = 'replaced' where state = 'proposed' and region_id = $1 and key = $2 and valid_from = $3`,
      [regionId, key, validFrom],
    );
    await this.insert(setting, 'proposed');
  }

  async putInForce(setting: ProposedSetting, agreed: AgreedBy | null): Promise<void> {
    const { id, regionId, key, validFrom } = setting;
    await this.manager.query(
      `update care_setting set state = 'replaced' where state = 'in-force' and region_id = $1 and key = $2 and valid_from = $3`,
      [regionId, key, validFrom],
    );
    if (agreed === null) return this.insert(setting, 'in-force');
    await this.manager.query(
      `update care_setting set state = 'in-force', agreed_by = $2, agreed_at = instant_of($3) where id = $1`,
      [id, agreed.by, agreed.at],
    );
  }

  private async insert(
    { id, regionId, key, validFrom, value, source, by, at }: ProposedSetting,
    state: 'proposed' | 'in-force',
  ): Promise<void> {
    await this.manager.query(
      `insert into care_setting (id, region_id, key, valid_from, value, source, state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, instant_of($9))`,
      [id, regionId, key, validFrom, JSON.stringify(value), source, state, by, at],
    );
  }
}

const proposalOf = ({ at, by, ...row }: CareSettingRow & { id: string; at: number }): ProposedSetting => ({
  ...row,
  by: as<AccountId>(by),
  at: instant(at),
});
