import { as, type AccountId, type HelperId, type RegionId } from '@silverbell/kernel';
import {
  endOfDay,
  type ContractFile,
  type ProviderFile,
  type ProviderTransaction,
  type WorkerFile,
} from '@silverbell/usecases';
import { In, Not, type EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import type { SealedColumns } from '../crypto/sealed-columns.js';
import { AccountRoleRow } from '../people/account.entity.js';
import { HelperCertificateRow, HelperRow } from '../people/helper.entity.js';
import { regionForNewRow } from '../regions/region-for-new-row.js';
import { CareWorkerRow, ProviderManagerRow, ProviderRow, ServiceContractRow } from './provider.entity.js';

const COLUMN = 'provider.account_number' as const;
const LOCKED = { lock: { mode: 'pessimistic_write' } } as const;

/** Providers, their contracts and workers inside one transaction. */
export class PostgresProviderTransaction implements ProviderTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly timeZone: string,
  ) {}

  async region(id: RegionId): Promise<{ readonly active: boolean } | null> {
    const region = await regionForNewRow(this.manager, id);
    return region && { active: region.deactivated === null };
  }

  async provider(id: string): Promise<ProviderFile | null> {
    const rows = await this.manager.find(ProviderRow, { where: { id }, ...LOCKED });
    return (await openedProviders(this.manager, this.sealed, rows))[0] ?? null;
  }

  async providerWithCode(creditCode: string): Promise<string | null> {
    return (await this.manager.findOneBy(ProviderRow, { creditCode }))?.id ?? null;
  }

  async insertProvider(provider: ProviderFile): Promise<void> {
    await this.manager.insert(ProviderRow, await this.#rowOf(provider));
  }

  async updateProvider(provider: ProviderFile): Promise<void> {
    await this.manager.update(ProviderRow, { id: provider.id }, await this.#rowOf(provider));
  }

  async managersAmong(accountIds: readonly string[], regionIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.manager.findBy(AccountRoleRow, {
      ...{ accountId: In([...accountIds]), role: 'provider-manager', regionId: In([...regionIds]) },
    });
    return [...new Set(rows.map(({ accountId }) => accountId))];
  }

  async setManagers(providerId: string, accountIds: readonly string[]): Promise<void> {
    await this.manager.delete(ProviderManagerRow, { providerId });
    if (accountIds.length === 0) return;
    // A login of another provider becomes one of this one.
    await this.manager.upsert(
      ProviderManagerRow,
      accountIds.map((accountId) => ({ accountId, providerId })),
      ['accountId'],
    );
  }

  async contract(id: string): Promise<ContractFile | null> {
    const row = await this.manager.findOne(ServiceContractRow, { where: { id }, ...LOCKED });
    return row && contractOf(row);
  }

  async insertContract({ regionIds, items, ...contract }: ContractFile): Promise<void> {
    await this.manager.insert(ServiceContractRow, { ...contract, regionIds: [...regionIds], items: [...items] });
  }

  async updateContract({ regionIds, items, ...contract }: ContractFile): Promise<void> {
    const row = { ...contract, regionIds: [...regionIds], items: [...items] };
    await this.manager.update(ServiceContractRow, { id: contract.id }, row);
  }

  async helper(id: HelperId): ReturnType<ProviderTransaction['helper']> {
    const row = await this.manager.findOneBy(HelperRow, { id });
    return row && { kind: row.kind, regionId: as<RegionId>(row.regionId) };
  }

  async worker(id: HelperId): Promise<WorkerFile | null> {
    const row = await this.manager.findOne(CareWorkerRow, { where: { helperId: id }, ...LOCKED });
    const helper = row && (await this.manager.findOneBy(HelperRow, { id }));
    if (row === null || helper === null) return null;
    const certificates = await this.manager.query<WorkerFile['certificates']>(
      `select kind, number, valid_from::text as "from", (valid_until at time zone $2)::date::text as until
       from helper_certificate where helper_id = $1 order by kind`,
      [id, this.timeZone],
    );
    return {
      ...{ id, regionId: as<RegionId>(helper.regionId), providerId: row.providerId, certificates },
      ...{ training: row.training, active: row.active, version: row.version },
      changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy),
    };
  }

  async insertWorker(worker: WorkerFile): Promise<void> {
    await this.manager.insert(CareWorkerRow, workerRowOf(worker));
    await this.#certify(worker);
  }

  async updateWorker(worker: WorkerFile): Promise<void> {
    await this.manager.update(CareWorkerRow, { helperId: worker.id }, workerRowOf(worker));
    await this.#certify(worker);
  }

  /** Emergencies read the same rows: there a certificate that has ended lowers her rank. */
  async #certify({ id: helperId, certificates }: WorkerFile): Promise<void> {
    const kinds = certificates.map(({ kind }) => kind);
    await this.manager.delete(HelperCertificateRow, { helperId, kind: Not(In(kinds)) });
    if (certificates.length === 0) return;
    const rows = certificates.map(({ kind, number, from, until }) => ({
      ...{ helperId, kind, number, validFrom: from, validUntil: endOfDay(until, this.timeZone) },
    }));
    await this.manager.upsert(HelperCertificateRow, rows, ['helperId', 'kind']);
  }

  async #rowOf({ accountNumber, serviceRegionIds, ...provider }: ProviderFile) {
    const [number] = await this.sealed.sealNumbers(this.manager, [
      { column: COLUMN, rowId: provider.id, owner: 'registry', text: accountNumber },
    ]);
    return {
      ...provider,
      ...{ serviceRegionIds: [...serviceRegionIds] },
      ...{ accountNumberSealed: number?.sealed ?? null, accountNumberHash: number?.hash ?? null },
    };
  }
}

export async function openedProviders(
  db: Queryable,
  sealed: SealedColumns,
  rows: readonly ProviderRow[],
): Promise<readonly ProviderFile[]> {
  const numbers = await sealed.open(
    db,
    rows.map(({ id, accountNumberSealed }) => ({ column: COLUMN, rowId: id, sealed: accountNumberSealed })),
  );
  return rows.map(({ accountNumberSealed: _, accountNumberHash: __, regionId, changedBy, ...row }, n) => ({
    ...{ ...row, regionId: as<RegionId>(regionId), accountNumber: numbers[n] ?? null },
    changedBy: changedBy === null ? null : as<AccountId>(changedBy),
  }));
}

export const contractOf = ({ regionId, changedBy, ...row }: ServiceContractRow): ContractFile => ({
  ...{ ...row, regionId: as<RegionId>(regionId) },
  changedBy: changedBy === null ? null : as<AccountId>(changedBy),
});

const workerRowOf = ({ id, providerId, training, active, version, changedBy }: WorkerFile): CareWorkerRow => ({
  ...{ helperId: id, providerId, training, active, version, changedBy },
});
