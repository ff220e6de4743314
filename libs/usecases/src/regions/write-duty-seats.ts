import { as, refuse, type IdSource, type Refusal, type RegionId } from '@silverbell/kernel';
import type { LadderRole } from '@silverbell/vocabulary';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { mayLeaveRung } from './duty-seat-rules.js';
import type { DutySeatFile, DutySeatTransaction } from './port.js';

export interface DutySeatDeps {
  readonly seats: RegistryStore<DutySeatTransaction>;
  readonly newId: IdSource;
}

export interface WantedDutySeat {
  readonly id?: string | undefined;
  readonly regionId: string;
  readonly role: LadderRole;
  readonly name: string;
  readonly voiceNumber: string;
}
export type DutySeatChange = { readonly [K in keyof Omit<WantedDutySeat, 'id'>]?: WantedDutySeat[K] | undefined } & {
  readonly active?: boolean | undefined;
  readonly keepsRota?: boolean | undefined;
};

const written = (action: string, seat: DutySeatFile, fields: readonly string[] = []): RegistryWritten => ({
  id: seat.id,
  audit: {
    action,
    subjectKind: 'duty-seat',
    subjectId: seat.id,
    regionId: seat.regionId,
    details: { role: seat.role, fields },
  },
});

/** From its commit on it is called: a rung looks up its seats when it fires. */
export function createDutySeat(deps: DutySeatDeps, command: RegistryCommand, wanted: WantedDutySeat): RegistryResult {
  return deps.seats.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = wanted.id ?? deps.newId();
    const refusal = await closedRegion(tx, wanted.regionId);
    if (refusal !== null) return refusal;
    if ((await tx.seat(id)) !== null) return refuse('id-taken');
    const { role, name, voiceNumber } = wanted;
    const seat = {
      ...{ id, regionId: as<RegionId>(wanted.regionId), role, name, voiceNumber, active: true, answeredAt: null },
      keepsRota: false,
      ...{ version: 1, changedBy: command.by },
    };
    await tx.insert(seat);
    return written('duty-seat-created', seat);
  });
}

export function changeDutySeat(
  deps: Pick<DutySeatDeps, 'seats'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: DutySeatChange },
): RegistryResult {
  return deps.seats.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { id, ifMatch, change } = asked;
    const seat = await tx.seat(id);
    if (seat === null) return refuse('not-found');
    const after = {
      ...seat,
      regionId: change.regionId === undefined ? seat.regionId : as<RegionId>(change.regionId),
      role: change.role ?? seat.role,
      name: change.name ?? seat.name,
      voiceNumber: change.voiceNumber ?? seat.voiceNumber,
      active: change.active ?? seat.active,
      keepsRota: change.keepsRota ?? seat.keepsRota,
      // Another number has not been called yet.
      answeredAt: (change.voiceNumber ?? seat.voiceNumber) === seat.voiceNumber ? seat.answeredAt : null,
      ...{ version: seat.version + 1, changedBy: command.by },
    };
    const refusal =
      staleRow(seat, ifMatch) ??
      (after.regionId === seat.regionId ? null : await closedRegion(tx, after.regionId)) ??
      mayLeaveRung(seat, after, await tx.seatsAbove(seat.regionId));
    if (refusal !== null) return refusal;
    await tx.update(after);
    return written('duty-seat-changed', after, changedFields(seat, after));
  });
}

/** The monthly check: the number was called, and the seat answered. */
export function recordSeatAnswered(
  deps: Pick<DutySeatDeps, 'seats'>,
  command: RegistryCommand,
  id: string,
): RegistryResult {
  return deps.seats.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const seat = await tx.seat(id);
    if (seat === null) return refuse('not-found');
    await tx.update({ ...seat, answeredAt: command.at, version: seat.version + 1, changedBy: command.by });
    return written('duty-seat-answered', seat);
  });
}

async function closedRegion(tx: DutySeatTransaction, id: string): Promise<Refusal | null> {
  const region = await tx.region(as<RegionId>(id));
  if (region === null) return refuse('not-found');
  return region.deactivated === null ? null : refuse('region-inactive');
}
