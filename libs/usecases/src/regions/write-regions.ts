import { as, isRefusal, refuse, type IdSource, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import type { Boundary } from './boundary.js';
import { placeOnFile, type WrittenPlace } from './place-on-file.js';
import type { RegionFile, RegionTransaction } from './port.js';
import { mayBeDeactivated, mayHaveBelow, mayMove, mayStandBelow } from './region-rules.js';

export interface RegionDeps {
  readonly regions: RegistryStore<RegionTransaction>;
  readonly newId: IdSource;
}

export interface WantedRegion {
  readonly id?: string | undefined;
  readonly parentId: string;
  readonly levelNo: number;
  readonly levelName: string;
  readonly name: string;
  readonly centre: WrittenPlace;
  readonly boundary?: Boundary | null | undefined;
}

const written = (action: string, { id }: Pick<RegionFile, 'id'>, fields: readonly string[] = []): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'region', subjectId: id, regionId: id, details: { fields } },
});

export function createRegion(
  { regions, newId }: RegionDeps,
  command: RegistryCommand,
  wanted: WantedRegion,
): RegistryResult {
  return regions.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = as<RegionId>(wanted.id ?? newId());
    const parent = await tx.region(as<RegionId>(wanted.parentId));
    if (parent === null) return refuse('not-found');
    if ((await tx.region(id)) !== null) return refuse('id-taken');
    const centre = placeOnFile(wanted.centre);
    if (isRefusal(centre)) return centre;
    const refusal = mayStandBelow(parent, wanted);
    if (refusal !== null) return refusal;
    await tx.insert({
      ...{ id, parentId: parent.id, levelNo: wanted.levelNo, levelName: wanted.levelName, name: wanted.name, centre },
      ...{ boundary: wanted.boundary ?? null, deactivated: null, version: 1, changedBy: command.by },
    });
    return written('region-created', { id });
  });
}

export type RegionChange = { readonly [K in keyof Omit<WantedRegion, 'id'>]?: WantedRegion[K] | undefined };

/** Open incidents keep the region and the ladder they were raised with, wherever the region is moved. */
export function changeRegion(
  { regions }: Pick<RegionDeps, 'regions'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: RegionChange },
): RegistryResult {
  return regions.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { id, ifMatch, change } = asked;
    const region = await tx.region(as<RegionId>(id));
    if (region === null) return refuse('not-found');
    const stale = staleRow(region, ifMatch);
    if (stale !== null) return stale;
    const changed = withChange(region, change, command);
    if (isRefusal(changed)) return changed;
    const refusal = await misplaced(tx, region, changed);
    if (refusal !== null) return refusal;
    await tx.update(changed);
    return written('region-changed', region, changedFields(region, changed));
  });
}

export function deactivateRegion(
  { regions }: Pick<RegionDeps, 'regions'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly reason: string },
): RegistryResult {
  return regions.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const region = await tx.region(as<RegionId>(asked.id));
    if (region === null) return refuse('not-found');
    const refusal = staleRow(region, asked.ifMatch) ?? mayBeDeactivated(region, await tx.use(region.id));
    if (refusal !== null) return refusal;
    const { by, at } = command;
    const deactivated = { by, at, reason: asked.reason };
    await tx.update({ ...region, deactivated, version: region.version + 1, changedBy: by });
    return written('region-deactivated', region);
  });
}

function withChange(region: RegionFile, change: RegionChange, { by }: RegistryCommand): RegionFile | Refusal {
  const centre = change.centre === undefined ? region.centre : placeOnFile(change.centre);
  if (isRefusal(centre)) return centre;
  return {
    ...region,
    parentId: change.parentId === undefined ? region.parentId : as<RegionId>(change.parentId),
    levelNo: change.levelNo ?? region.levelNo,
    levelName: change.levelName ?? region.levelName,
    name: change.name ?? region.name,
    boundary: change.boundary === undefined ? region.boundary : change.boundary,
    ...{ centre, version: region.version + 1, changedBy: by },
  };
}

/** Where a region may not stand, or what may not stand below it; asked only when its place in the tree changes. */
async function misplaced(tx: RegionTransaction, before: RegionFile, after: RegionFile): Promise<Refusal | null> {
  const moved = before.parentId !== after.parentId;
  if (!moved && before.levelNo === after.levelNo) return null;
  if (after.parentId !== null) {
    const parent = await tx.region(after.parentId);
    if (parent === null) return refuse('not-found');
    const refusal = (moved ? mayMove(before, await tx.chain(parent.id)) : null) ?? mayStandBelow(parent, after);
    if (refusal !== null) return refusal;
  }
  return mayHaveBelow(after, await tx.levelBelow(before.id));
}
