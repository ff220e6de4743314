import { as, isRefusal, refuse, type Refusal, type SeniorId } from '@silverbell/kernel';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { FilesAdding, SeniorFile } from './port.js';
import { seniorAfter, type SeniorChange } from './senior-rules.js';
import { closedRegion, type AddingDeps, type AskedChange, type FileDeps } from './write-homes.js';

export type WantedSenior = SeniorChange & {
  readonly [K in 'homeId' | 'regionId' | 'name']: NonNullable<SeniorChange[K]>;
};

/** With the calendar day where the people of this platform live. */
export type SeniorCommand = RegistryCommand & { readonly today: string };

export const seniorWritten = (
  action: string,
  { id, regionId, version }: SeniorFile,
  details: NonNullable<RegistryWritten['audit']>['details'],
): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'senior', subjectId: id, regionId, details: { version, ...details } },
});

/** From its commit on a press of her device names her. */
export function createSenior(
  { files, newId }: AddingDeps,
  command: SeniorCommand,
  { id, ...wanted }: WantedSenior & { readonly id?: string | undefined },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const seniorId = as<SeniorId>(id ?? newId());
    if ((await tx.senior(seniorId)) !== null) return refuse('id-taken');
    const senior = seniorAfter(null, wanted, { id: seniorId, by: command.by, today: command.today });
    if (isRefusal(senior)) return senior;
    const refusal = (await unknownPlace(tx, senior, null)) ?? (await takenNumber(tx, senior, null));
    if (refusal !== null) return refusal;
    await tx.insertSenior(senior);
    return seniorWritten('senior-created', senior, {});
  });
}

export function changeSenior(
  { files }: Pick<FileDeps, 'files'>,
  command: SeniorCommand,
  { id, ifMatch, change }: AskedChange<SeniorChange>,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.senior(id);
    if (before === null) return refuse('not-found');
    const stale = staleRow(before, ifMatch);
    if (stale !== null) return stale;
    const senior = seniorAfter(before, change, { id: before.id, by: command.by, today: command.today });
    if (isRefusal(senior)) return senior;
    const refusal = (await unknownPlace(tx, senior, before)) ?? (await takenNumber(tx, senior, before));
    if (refusal !== null) return refusal;
    await tx.updateSenior(senior);
    return seniorWritten('senior-changed', senior, { fields: changedFields(before, senior) });
  });
}

async function unknownPlace(tx: FilesAdding, senior: SeniorFile, before: SeniorFile | null): Promise<Refusal | null> {
  if (senior.homeId !== before?.homeId && (await tx.home(senior.homeId)) === null) return refuse('home-unknown');
  if (senior.regionId !== before?.regionId) {
    const refusal = await closedRegion(tx, senior.regionId);
    if (refusal !== null) return refusal;
  }
  const { registrationRegionId: registered } = senior;
  if (registered === null || registered === before?.registrationRegionId) return null;
  return (await tx.region(registered)) === null ? refuse('not-found') : null;
}

/** One number, one person; of a person who died it says so. `seniorId`: whom the number is on file of. */
async function takenNumber(
  tx: FilesAdding,
  { id, idNumber }: SeniorFile,
  before: SeniorFile | null,
): Promise<Refusal | null> {
  if (idNumber === null || idNumber === before?.idNumber) return null;
  const holder = await tx.holderOf(idNumber);
  if (holder === null || holder.id === id) return null;
  return refuse(holder.status === 'deceased' ? 'id-number-deceased' : 'id-number-known', { seniorId: holder.id });
}
