import type { ContractFile, ProviderFile, ProviderTransaction, RegistryStore, WorkerFile } from '@silverbell/usecases';
import { In, type DataSource } from 'typeorm';
import { registryWriter } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { containing } from '../regions/registry-list.js';
import { ProviderManagerRow, ProviderRow, ServiceContractRow } from './provider.entity.js';
import { contractOf, openedProviders, PostgresProviderTransaction } from './provider.transaction.js';
import { readWorkers } from './worker.rows.js';

/** What lists of providers, contracts and workers are asked for. */
export interface CareList {
  readonly regionIds: readonly string[];
  /** Only what belongs to these; `null`: the caller is bound to no provider. */
  readonly providerIds: readonly string[] | null;
  readonly q?: string | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

/** A worker with what her helper's file says of her. */
export interface WorkerOnFile extends WorkerFile {
  readonly name: string;
  readonly suspended: boolean;
  readonly providerName: string;
}

export interface ContractOnFile extends ContractFile {
  readonly providerName: string;
}

/** Providers, their workers and contracts over PostgreSQL. */
export class PostgresProviderStore implements RegistryStore<ProviderTransaction> {
  readonly write: RegistryStore<ProviderTransaction>['write'];
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    keys: PersonKeys,
    private readonly timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
    this.write = registryWriter(
      source,
      audit,
      (manager) => new PostgresProviderTransaction(manager, this.sealed, timeZone),
    );
  }

  /** Of which providers an account is a manager. */
  async managedBy(accountId: string): Promise<readonly string[]> {
    const rows = await this.source.manager.findBy(ProviderManagerRow, { accountId });
    return rows.map(({ providerId }) => providerId);
  }

  async managersOf(providerIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.source.manager.find(ProviderManagerRow, {
      where: { providerId: In([...providerIds]) },
      order: { accountId: 'ASC' },
    });
    return new Map(
      providerIds.map((id) => [
        id,
        rows.filter(({ providerId }) => providerId === id).map(({ accountId }) => accountId),
      ]),
    );
  }

  /** Kept in one of the regions, or working in one. */
  async providers({ regionIds, providerIds, q, id, cursor, take }: CareList): Promise<readonly ProviderFile[]> {
    const rows = await this.source.manager
      .createQueryBuilder(ProviderRow, 'p')
      .where('(p.region_id = any (:regions) or p.service_region_ids && :regions::text[])', { regions: [...regionIds] })
      .andWhere('(:only::text[] is null or p.id = any (:only))', {
        only: providerIds === null ? null : [...providerIds],
      })
      .andWhere('(:q::text is null or p.name like :q)', { q: q === undefined ? null : containing(q) })
      .andWhere('(:id::text is null or p.id = :id)', { id: id ?? null })
      .andWhere('(:cursor::text is null or p.id > :cursor)', { cursor: cursor ?? null })
      .orderBy('p.id')
      .take(take)
      .getMany();
    return openedProviders(this.source, this.sealed, rows);
  }

  /** Of a township in one of the regions, or for one of them. */
  async contracts({ regionIds, providerIds, id, cursor, take }: CareList): Promise<readonly ContractOnFile[]> {
    const rows = await this.source.manager
      .createQueryBuilder(ServiceContractRow, 'c')
      .where('(c.region_id = any (:regions) or c.region_ids && :regions::text[])', { regions: [...regionIds] })
      .andWhere('(:only::text[] is null or c.provider_id = any (:only))', {
        only: providerIds === null ? null : [...providerIds],
      })
      .andWhere('(:id::text is null or c.id = :id)', { id: id ?? null })
      .andWhere('(:cursor::text is null or c.id > :cursor)', { cursor: cursor ?? null })
      .orderBy('c.id')
      .take(take)
      .getMany();
    const names = await this.namesOf(rows.map(({ providerId }) => providerId));
    return rows.map((row) => ({ ...contractOf(row), providerName: names.get(row.providerId) ?? '—' }));
  }

  /** Whose home is in one of the regions, or whose provider works there. */
  async workers(list: CareList): Promise<readonly WorkerOnFile[]> {
    return readWorkers(this.source, list, this.timeZone);
  }

  private async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.source.manager.findBy(ProviderRow, { id: In([...new Set(ids)]) });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
