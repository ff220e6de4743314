import type { CivilDay } from '@silverbell/care';
import { as, isRefusal, refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  changedFields,
  rowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { ContractFile, ProviderDeps, ProviderTransaction } from './port.js';

type Given = Omit<ContractFile, 'id' | 'regionId' | 'endedOn' | 'version' | 'changedBy'>;
type Optional = 'items' | 'payBasis' | 'selfPayFenPerHour' | 'duties';
export type WantedContract = Omit<Given, Optional> & { readonly [K in Optional]?: Given[K] | undefined } & {
  readonly id?: string | undefined;
  readonly regionId: string;
};
/** Provider, township and regions stay: another agreement is another contract. */
export interface ContractChange {
  readonly to?: CivilDay | undefined;
  readonly items?: readonly string[] | undefined;
  readonly selfPayFenPerHour?: number | null | undefined;
  readonly duties?: string | null | undefined;
  /** Ended before its time: the last day it counts. */
  readonly endedOn?: CivilDay | null | undefined;
}

export function createContract(deps: ProviderDeps, command: RegistryCommand, wanted: WantedContract): RegistryResult {
  return deps.providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { providerId, regionIds, from, to, rateFenPerHour } = wanted;
    const contract: ContractFile = {
      ...{ id: wanted.id ?? deps.newId(), regionId: as<RegionId>(wanted.regionId), providerId, regionIds, from, to },
      ...{ items: wanted.items ?? [], rateFenPerHour, payBasis: wanted.payBasis ?? 'delivered' },
      ...{ selfPayFenPerHour: wanted.selfPayFenPerHour ?? null, duties: wanted.duties ?? null, endedOn: null },
      ...{ version: 1, changedBy: command.by },
    };
    const refusal = daysFault(contract) ?? (await partiesFault(tx, contract));
    if (refusal !== null) return refusal;
    if ((await tx.contract(contract.id)) !== null) return refuse('id-taken');
    await tx.insertContract(contract);
    return written('contract-created', contract);
  });
}

export function changeContract(
  { providers }: Pick<ProviderDeps, 'providers'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: ContractChange },
): RegistryResult {
  return providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.contract(asked.id), asked.ifMatch);
    if (isRefusal(before)) return before;
    const { to, items, selfPayFenPerHour, duties, endedOn } = asked.change;
    const contract: ContractFile = {
      ...before,
      ...{ to: to ?? before.to, items: items ?? before.items },
      selfPayFenPerHour: selfPayFenPerHour === undefined ? before.selfPayFenPerHour : selfPayFenPerHour,
      duties: duties === undefined ? before.duties : duties,
      endedOn: endedOn === undefined ? before.endedOn : endedOn,
      ...{ version: before.version + 1, changedBy: command.by },
    };
    const refusal = daysFault(contract);
    if (refusal !== null) return refusal;
    await tx.updateContract(contract);
    return written('contract-changed', contract, { fields: changedFields(before, contract) });
  });
}

const daysFault = ({ from, to, endedOn }: ContractFile): Refusal | null =>
  to < from || (endedOn !== null && endedOn < from) ? refuse('contract-days') : null;

async function partiesFault(tx: ProviderTransaction, contract: ContractFile): Promise<Refusal | null> {
  const provider = await tx.provider(contract.providerId);
  if (provider === null || !provider.active) return refuse('provider-unknown');
  if (provider.standing === 'barred') return refuse('provider-barred');
  for (const id of [contract.regionId, ...contract.regionIds])
    if ((await tx.region(as<RegionId>(id))) === null) return refuse('not-found');
  return null;
}

const written = (
  action: string,
  contract: ContractFile,
  details: Readonly<Record<string, readonly string[]>> = {},
): RegistryWritten => rowWritten('contract', action, contract, { providerId: contract.providerId, ...details });
