import { as, isRefusal, refuse, type HomeId, type IdSource, type Refusal } from '@silverbell/kernel';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import { homeAfter, type HomeChange, type WantedHome } from './home-rules.js';
import type { FilesAdding, FilesTransaction, HomeFile } from './port.js';

export interface FileDeps {
  readonly files: RegistryStore<FilesTransaction>;
  readonly newId: IdSource;
}

/** Enough for what is put on file anew. */
export interface AddingDeps {
  readonly files: RegistryStore<FilesAdding>;
  readonly newId: IdSource;
}

/** A row that a caller read and changes now. `ifMatch`: the version she read; `undefined`: whatever is there. */
export interface AskedChange<Change> {
  readonly id: string;
  readonly ifMatch: number | undefined;
  readonly change: Change;
}

const written = (action: string, home: HomeFile, fields: readonly string[] = []): RegistryWritten => ({
  id: home.id,
  audit: {
    ...{ action, subjectKind: 'home', subjectId: home.id, regionId: home.regionId },
    details: { version: home.version, fields },
  },
});

/** From its commit on a device may be bound to it, and a press there finds it. */
export function createHome(
  { files, newId }: AddingDeps,
  command: RegistryCommand,
  { id, ...wanted }: WantedHome & { readonly id?: string | undefined },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const homeId = as<HomeId>(id ?? newId());
    const refusal = await closedRegion(tx, wanted.regionId);
    if (refusal !== null) return refusal;
    if ((await tx.home(homeId)) !== null) return refuse('id-taken');
    const home = homeAfter(null, homeId, wanted, command);
    if (isRefusal(home)) return home;
    const taken = await takenTag(tx, home, null);
    if (taken !== null) return taken;
    await tx.insertHome(home);
    return written('home-created', home);
  });
}

export function changeHome(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  { id, ifMatch, change }: AskedChange<HomeChange>,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.home(id);
    if (before === null) return refuse('not-found');
    const home = homeAfter(before, before.id, change, command);
    if (isRefusal(home)) return home;
    const refusal =
      staleRow(before, ifMatch) ??
      (home.regionId === before.regionId ? null : await closedRegion(tx, home.regionId)) ??
      (await takenTag(tx, home, before));
    if (refusal !== null) return refusal;
    await tx.updateHome(home);
    return written('home-changed', home, changedFields(before, home));
  });
}

/** A door tag proves an arrival: it stands on one door. */
async function takenTag(
  tx: Pick<FilesAdding, 'homeWithTag'>,
  { id, doorTag }: HomeFile,
  before: HomeFile | null,
): Promise<Refusal | null> {
  if (doorTag === null || doorTag === before?.doorTag) return null;
  const other = await tx.homeWithTag(doorTag);
  return other === null || other === id ? null : refuse('door-tag-taken');
}

export async function closedRegion(tx: Pick<FilesAdding, 'region'>, id: string): Promise<Refusal | null> {
  const region = await tx.region(id);
  if (region === null) return refuse('not-found');
  return region.deactivated === null ? null : refuse('region-inactive');
}
