import { refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import type { KeyStep } from '@silverbell/vocabulary';
import type { RegistryCommand, RegistryResult, RegistryWritten } from '../../ports/registry-write.js';
import type { FilesTransaction, KeyFile } from './port.js';
import type { FileDeps } from './write-homes.js';

export type WantedKey = Pick<KeyFile, 'holderKind' | 'holderName'> & {
  readonly holderPhone?: string | null | undefined;
  readonly sealedNumber?: string | null | undefined;
};

/** Where a key is, and whether it is known to fit (H17). Every step of it stays in its custody log. */
export function depositKey(
  deps: FileDeps,
  command: RegistryCommand,
  homeId: string,
  { id = deps.newId(), ...wanted }: WantedKey & { readonly id?: string | undefined },
): RegistryResult {
  return deps.files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const home = await tx.home(homeId);
    if (home === null) return refuse('not-found');
    if ((await tx.key(id)) !== null) return refuse('id-taken');
    const { holderKind, holderName, holderPhone = null, sealedNumber = null } = wanted;
    const key: KeyFile = {
      ...{ id, homeId: home.id, holderKind, holderName, holderPhone, sealedNumber },
      ...{ lastFitTestAt: null, fits: null, returnedAt: null },
    };
    await tx.insertKey(key);
    await tx.writeKeyConsents(home.id);
    return noted(deps, tx, command, key, home.regionId, 'deposited');
  });
}

/** A key that does not fit is none: the card says so. */
export const recordFitTest = (deps: FileDeps, command: RegistryCommand, id: string, fits: boolean): RegistryResult =>
  changeKey(deps, command, id, fits ? 'fits' : 'does-not-fit', (key) => ({ ...key, fits, lastFitTestAt: command.at }));

export const handKeyOver = (deps: FileDeps, command: RegistryCommand, id: string, to: WantedKey): RegistryResult =>
  changeKey(deps, command, id, 'handed-over', (key) => ({
    ...key,
    holderKind: to.holderKind,
    holderName: to.holderName,
    holderPhone: to.holderPhone ?? null,
    sealedNumber: to.sealedNumber === undefined ? key.sealedNumber : to.sealedNumber,
  }));

export const returnKey = (deps: FileDeps, command: RegistryCommand, id: string): RegistryResult =>
  changeKey(deps, command, id, 'returned', (key) => ({ ...key, returnedAt: command.at }));

function changeKey(
  deps: FileDeps,
  command: RegistryCommand,
  id: string,
  step: KeyStep,
  change: (key: KeyFile) => KeyFile,
): RegistryResult {
  return deps.files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.key(id);
    const home = before === null ? null : await tx.home(before.homeId);
    if (before === null || home === null) return refuse('not-found');
    if (before.returnedAt !== null) return refuse('key-returned');
    const key = change(before);
    await tx.updateKey(key);
    return noted(deps, tx, command, key, home.regionId, step);
  });
}

async function noted(
  { newId }: FileDeps,
  tx: FilesTransaction,
  { by, at }: RegistryCommand,
  { id, homeId, holderKind }: KeyFile,
  regionId: RegionId,
  what: KeyStep,
): Promise<RegistryWritten> {
  await tx.noteKeyStep({ id: newId(), keyId: id, what, holderKind, by, at });
  return {
    id,
    audit: { action: `key-${what}`, subjectKind: 'key', subjectId: id, regionId, details: { homeId, holderKind } },
  };
}
