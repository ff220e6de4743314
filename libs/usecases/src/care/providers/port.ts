import type { CivilDay, ContractTerms } from '@silverbell/care';
import type { AccountId, HelperId, IdSource, RegionId } from '@silverbell/kernel';
import type { HelperCertificate, HelperKind, PayBasis, ProviderKind, ProviderStanding } from '@silverbell/vocabulary';
import type { RegistryStore } from '../../ports/registry-write.js';

/** 养老服务组织 */
export interface ProviderFile {
  readonly id: string;
  /** Where it is kept: officers of this region and those above it change it. */
  readonly regionId: RegionId;
  readonly name: string;
  /** 统一社会信用代码 */
  readonly creditCode: string;
  readonly kind: ProviderKind;
  /** 分片: where it works, with everything below. */
  readonly serviceRegionIds: readonly string[];
  readonly bankName: string | null;
  readonly accountName: string | null;
  /** Sealed on the disk. */
  readonly accountNumber: string | null;
  readonly licenceUntil: CivilDay | null;
  /** Public liability. */
  readonly insuredUntil: CivilDay | null;
  readonly standing: ProviderStanding;
  /** Orders of its plans are assigned without a person; off: they stay planned. */
  readonly autoAssign: boolean;
  readonly active: boolean;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** 服务协议 (SR-44), between a township and a provider. */
export interface ContractFile extends ContractTerms {
  readonly id: string;
  /** Of the township. */
  readonly regionId: RegionId;
  readonly rateFenPerHour: number;
  readonly payBasis: PayBasis;
  /** What more than the approved time costs her; `null`: none is agreed. */
  readonly selfPayFenPerHour: number | null;
  readonly duties: string | null;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface WorkerCertificate {
  readonly kind: HelperCertificate;
  readonly number: string | null;
  readonly from: CivilDay | null;
  /** Its last day. */
  readonly until: CivilDay;
}

/** A helper of kind carer who works for a provider; her certificates are those that emergencies see too. */
export interface WorkerFile {
  readonly id: HelperId;
  readonly regionId: RegionId;
  readonly providerId: string;
  readonly certificates: readonly WorkerCertificate[];
  readonly training: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface ProviderTransaction {
  /** `null`: no such region; an inactive one takes nothing new. */
  region(id: RegionId): Promise<{ readonly active: boolean } | null>;
  /** Locked until the end. */
  provider(id: string): Promise<ProviderFile | null>;
  providerWithCode(creditCode: string): Promise<string | null>;
  insertProvider(provider: ProviderFile): Promise<void>;
  updateProvider(provider: ProviderFile): Promise<void>;
  /** Of these accounts, those that may be its managers: they hold the role in one of the regions. */
  managersAmong(accountIds: readonly string[], regionIds: readonly string[]): Promise<readonly string[]>;
  setManagers(providerId: string, accountIds: readonly string[]): Promise<void>;
  contract(id: string): Promise<ContractFile | null>;
  insertContract(contract: ContractFile): Promise<void>;
  updateContract(contract: ContractFile): Promise<void>;
  helper(id: HelperId): Promise<{ readonly kind: HelperKind; readonly regionId: RegionId } | null>;
  worker(id: HelperId): Promise<WorkerFile | null>;
  insertWorker(worker: WorkerFile): Promise<void>;
  updateWorker(worker: WorkerFile): Promise<void>;
}

export interface ProviderDeps {
  readonly providers: RegistryStore<ProviderTransaction>;
  readonly newId: IdSource;
}
