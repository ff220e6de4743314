import { as, isRefusal, refuse, type HelperId, type Refusal } from '@silverbell/kernel';
import {
  changedFields,
  rowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { ProviderDeps, WorkerCertificate, WorkerFile } from './port.js';

export interface WantedWorker {
  readonly helperId: string;
  readonly providerId: string;
  readonly certificates?: readonly WorkerCertificate[] | undefined;
  readonly training?: string | null | undefined;
}
export interface WorkerChange {
  readonly providerId?: string | undefined;
  readonly certificates?: readonly WorkerCertificate[] | undefined;
  readonly training?: string | null | undefined;
  /** `false`: she has left the provider. */
  readonly active?: boolean | undefined;
}

type Deps = Pick<ProviderDeps, 'providers'>;

/** A helper of kind carer becomes a worker of a provider. */
export function createWorker({ providers }: Deps, command: RegistryCommand, wanted: WantedWorker): RegistryResult {
  return providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = as<HelperId>(wanted.helperId);
    const helper = await tx.helper(id);
    if (helper === null) return refuse('not-found');
    if (helper.kind !== 'carer') return refuse('worker-no-carer');
    if ((await tx.provider(wanted.providerId))?.active !== true) return refuse('provider-unknown');
    if ((await tx.worker(id)) !== null) return refuse('id-taken');
    const worker: WorkerFile = {
      ...{ id, regionId: helper.regionId, providerId: wanted.providerId, training: wanted.training ?? null },
      ...{ certificates: wanted.certificates ?? [], active: true, version: 1, changedBy: command.by },
    };
    const refusal = certificatesFault(worker.certificates);
    if (refusal !== null) return refusal;
    await tx.insertWorker(worker);
    return written('worker-created', worker);
  });
}

/** CR-31: certificates that are sent take the place of those on file. */
export function changeWorker(
  { providers }: Deps,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: WorkerChange },
): RegistryResult {
  return providers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.worker(as<HelperId>(asked.id)), asked.ifMatch);
    if (isRefusal(before)) return before;
    const { providerId, certificates, training, active } = asked.change;
    if (providerId !== undefined && (await tx.provider(providerId))?.active !== true) return refuse('provider-unknown');
    const worker: WorkerFile = {
      ...before,
      ...{ providerId: providerId ?? before.providerId, certificates: certificates ?? before.certificates },
      ...{ training: training === undefined ? before.training : training, active: active ?? before.active },
      ...{ version: before.version + 1, changedBy: command.by },
    };
    const refusal = certificatesFault(worker.certificates);
    if (refusal !== null) return refusal;
    await tx.updateWorker(worker);
    return written('worker-changed', worker, { fields: changedFields(before, worker) });
  });
}

function certificatesFault(certificates: readonly WorkerCertificate[]): Refusal | null {
  if (new Set(certificates.map(({ kind }) => kind)).size !== certificates.length) return refuse('certificate-twice');
  return certificates.some(({ from, until }) => from !== null && from > until) ? refuse('certificate-days') : null;
}

const written = (
  action: string,
  worker: WorkerFile,
  details: Readonly<Record<string, readonly string[]>> = {},
): RegistryWritten => rowWritten('worker', action, worker, { providerId: worker.providerId, ...details });
