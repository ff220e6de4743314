import {
  as,
  isRefusal,
  refuse,
  type AccountId,
  type GeoPoint,
  type IdSource,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { placeOnFile, type RegionPlace, type WrittenPlace } from './place-on-file.js';
import type { RegionFile } from './port.js';

/** A place of care: its type is the word of its region (SR-03, SR-04), its parent the hub of which it is a spoke. */
export interface FacilityFile {
  readonly id: string;
  readonly regionId: RegionId;
  readonly type: string;
  readonly name: string;
  readonly level: number | null;
  readonly parentId: string | null;
  readonly operator: string | null;
  readonly phone: string | null;
  readonly addressWords: string | null;
  readonly position: GeoPoint | null;
  readonly functions: readonly string[];
  /** Beds or seats. */
  readonly capacity: number | null;
  readonly hours: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface FacilityTransaction {
  region(id: RegionId): Promise<(RegionPlace & Pick<RegionFile, 'id' | 'deactivated'>) | null>;
  /** Locked until the end. */
  facility(id: string): Promise<FacilityFile | null>;
  /** The facility and those it is a spoke of, the nearest first. */
  chain(id: string): Promise<readonly string[]>;
  insert(facility: FacilityFile): Promise<void>;
  update(facility: FacilityFile): Promise<void>;
}

export interface FacilityDeps {
  readonly facilities: RegistryStore<FacilityTransaction>;
  readonly newId: IdSource;
}

type Optional = 'level' | 'parentId' | 'operator' | 'phone' | 'addressWords' | 'capacity' | 'hours';
export type WantedFacility = {
  readonly id?: string | undefined;
  readonly regionId: string;
  readonly type: string;
  readonly name: string;
  readonly position?: WrittenPlace | null | undefined;
  readonly functions?: readonly string[] | undefined;
} & { readonly [K in Optional]?: FacilityFile[K] | undefined };
export type FacilityChange = { readonly [K in keyof Omit<WantedFacility, 'id'>]?: WantedFacility[K] | undefined } & {
  readonly active?: boolean | undefined;
};

export function createFacility(deps: FacilityDeps, command: RegistryCommand, wanted: WantedFacility): RegistryResult {
  return deps.facilities.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const position = positionOf(wanted.position, null);
    if (isRefusal(position)) return position;
    const facility: FacilityFile = {
      ...{
        id: wanted.id ?? deps.newId(),
        regionId: as<RegionId>(wanted.regionId),
        type: wanted.type,
        name: wanted.name,
      },
      ...{ level: wanted.level ?? null, parentId: wanted.parentId ?? null, operator: wanted.operator ?? null },
      ...{ phone: wanted.phone ?? null, addressWords: wanted.addressWords ?? null, capacity: wanted.capacity ?? null },
      ...{ hours: wanted.hours ?? null, functions: wanted.functions ?? [], position, active: true },
      ...{ version: 1, changedBy: command.by },
    };
    const refusal = (await closedRegion(tx, facility.regionId)) ?? (await noHub(tx, facility));
    if (refusal !== null) return refusal;
    if ((await tx.facility(facility.id)) !== null) return refuse('id-taken');
    await tx.insert(facility);
    return written('facility-created', facility);
  });
}

export function changeFacility(
  deps: Pick<FacilityDeps, 'facilities'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: FacilityChange },
): RegistryResult {
  return deps.facilities.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const facility = await tx.facility(asked.id);
    if (facility === null) return refuse('not-found');
    const stale = staleRow(facility, asked.ifMatch);
    if (stale !== null) return stale;
    const { position: wanted, regionId, ...change } = asked.change;
    const position = positionOf(wanted, facility.position);
    if (isRefusal(position)) return position;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: FacilityFile = {
      ...facility,
      ...given,
      position,
      regionId: regionId === undefined ? facility.regionId : as<RegionId>(regionId),
      ...{ version: facility.version + 1, changedBy: command.by },
    };
    const refusal =
      (after.regionId === facility.regionId ? null : await closedRegion(tx, after.regionId)) ??
      (after.parentId === facility.parentId ? null : await noHub(tx, after));
    if (refusal !== null) return refusal;
    await tx.update(after);
    return written('facility-changed', after, changedFields(facility, after));
  });
}

const written = (action: string, { id, regionId }: FacilityFile, fields: readonly string[] = []): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'facility', subjectId: id, regionId, details: { fields } },
});

/** `undefined`: it stays where it is; `null`: it has none. */
const positionOf = (
  wanted: WrittenPlace | null | undefined,
  before: GeoPoint | null,
): GeoPoint | null | Refusal<'place-nowhere'> =>
  wanted === undefined ? before : wanted === null ? null : placeOnFile(wanted);

async function closedRegion(tx: FacilityTransaction, id: RegionId): Promise<Refusal | null> {
  const region = await tx.region(id);
  if (region === null) return refuse('not-found');
  return region.deactivated === null ? null : refuse('region-inactive');
}

/** A hub is on file, active, and not a spoke of its own spoke. */
async function noHub(tx: FacilityTransaction, { id, parentId }: FacilityFile): Promise<Refusal | null> {
  if (parentId === null) return null;
  const hub = parentId === id ? null : await tx.facility(parentId);
  if (hub === null || !hub.active) return refuse('facility-unknown');
  return (await tx.chain(parentId)).includes(id) ? refuse('facility-cycle') : null;
}
