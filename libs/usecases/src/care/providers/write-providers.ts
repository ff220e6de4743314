import { isCreditCode, normalisedCreditCode } from '@silverbell/care';
import { as, isRefusal, refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  changedFields,
  rowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { ProviderDeps, ProviderFile, ProviderTransaction } from './port.js';

type Given = Omit<ProviderFile, 'id' | 'regionId' | 'version' | 'changedBy'>;
type Optional =
  'bankName' | 'accountName' | 'accountNumber' | 'licenceUntil' | 'insuredUntil' | 'standing' | 'autoAssign' | 'active';
export type WantedProvider = Omit<Given, Optional> & {
  readonly [K in Optional]?: Given[K] | undefined;
} & { readonly id?: string | undefined; readonly regionId: string };
export type ProviderChange = { readonly [K in keyof Given | 'regionId']?: WantedProvider[K] | undefined };

export function createProvider(deps: ProviderDeps, command: RegistryCommand, wanted: WantedProvider): RegistryResult {
  return deps.providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const provider: ProviderFile = {
      ...{ bankName: null, accountName: null, accountNumber: null, licenceUntil: null, insuredUntil: null },
      ...{ standing: 'good', autoAssign: false, active: true },
      ...given(wanted),
      ...{ name: wanted.name, kind: wanted.kind, serviceRegionIds: wanted.serviceRegionIds },
      ...{ id: wanted.id ?? deps.newId(), regionId: as<RegionId>(wanted.regionId) },
      ...{ creditCode: normalisedCreditCode(wanted.creditCode), version: 1, changedBy: command.by },
    };
    const refusal = await faultOf(tx, provider);
    if (refusal !== null) return refusal;
    if ((await tx.provider(provider.id)) !== null) return refuse('id-taken');
    await tx.insertProvider(provider);
    return written('provider-created', provider);
  });
}

export function changeProvider(
  { providers }: Pick<ProviderDeps, 'providers'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: ProviderChange },
): RegistryResult {
  return providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.provider(asked.id), asked.ifMatch);
    if (isRefusal(before)) return before;
    const { creditCode, regionId, ...change } = asked.change;
    const provider: ProviderFile = {
      ...before,
      ...given(change),
      ...(creditCode === undefined ? {} : { creditCode: normalisedCreditCode(creditCode) }),
      ...(regionId === undefined ? {} : { regionId: as<RegionId>(regionId) }),
      ...{ version: before.version + 1, changedBy: command.by },
    };
    const refusal = await faultOf(tx, provider);
    if (refusal !== null) return refusal;
    await tx.updateProvider(provider);
    return written('provider-changed', provider, { fields: changedFields(before, provider) });
  });
}

/** These accounts, and no others, are logins of the provider. */
export function setProviderManagers(
  { providers }: Pick<ProviderDeps, 'providers'>,
  command: RegistryCommand,
  {
    id,
    accountIds,
    regionIds,
  }: { readonly id: string; readonly accountIds: readonly string[]; readonly regionIds: readonly string[] },
): RegistryResult {
  return providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const provider = await tx.provider(id);
    if (provider === null) return refuse('not-found');
    const wanted = [...new Set(accountIds)];
    if ((await tx.managersAmong(wanted, regionIds)).length !== wanted.length) return refuse('manager-unknown');
    await tx.setManagers(id, wanted);
    return written('provider-managers-set', provider, { accounts: wanted });
  });
}

async function faultOf(tx: ProviderTransaction, provider: ProviderFile): Promise<Refusal | null> {
  if (!isCreditCode(provider.creditCode)) return refuse('credit-code-invalid');
  for (const id of [provider.regionId, ...provider.serviceRegionIds]) {
    const region = await tx.region(as<RegionId>(id));
    if (region === null) return refuse('not-found');
    if (!region.active) return refuse('region-inactive');
  }
  const holder = await tx.providerWithCode(provider.creditCode);
  return holder === null || holder === provider.id ? null : refuse('credit-code-known');
}

/** Without what was left out. */
const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const written = (
  action: string,
  provider: ProviderFile,
  details: Readonly<Record<string, readonly string[]>> = {},
): RegistryWritten => rowWritten('provider', action, provider, details);
