import { isRefusal, refuse, type IdSource, type Instant, type Refusal } from '@silverbell/kernel';
import type { ShiftStep } from '@silverbell/vocabulary';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import type { DutySeatFile, RotaTransaction, ShiftFile } from './port.js';

export interface RotaDeps {
  readonly rota: RegistryStore<RotaTransaction>;
  readonly newId: IdSource;
}

export interface Holder {
  readonly personName: string;
  readonly voiceNumber?: string | undefined;
}
export type WantedShift = Holder & {
  readonly id?: string | undefined;
  readonly from: Instant;
  readonly to: Instant;
};

interface AskedOfShift {
  readonly id: string;
  readonly ifMatch: number | undefined;
  readonly reason: string;
}

/** The first shift begins a rota: from then on hours without a holder are warned of. */
export function planShifts(
  { rota, newId }: RotaDeps,
  command: RegistryCommand,
  seatId: string,
  wanted: readonly WantedShift[],
): RegistryResult {
  return rota.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const seat = await tx.seat(seatId);
    if (seat === null || !seat.active) return refuse('not-found');
    for (const { id = newId(), personName, voiceNumber = null, from, to } of wanted) {
      if (to <= command.at) return refuse('shift-in-past');
      if ((await tx.shift(id)) !== null) return refuse('id-taken');
      if ((await tx.planned(seatId, from, to)).length > 0) return refuse('shift-overlaps', { from, to });
      const shift: ShiftFile = {
        ...{ id, seatId, personName, voiceNumber, from, to, state: 'planned', version: 1, changedBy: command.by },
      };
      await tx.insert(shift);
      await append(tx, command, shift, 'planned', null);
    }
    if (!seat.keepsRota)
      await tx.updateSeat({ ...seat, keepsRota: true, version: seat.version + 1, changedBy: command.by });
    return written('shifts-planned', seat, wanted.length);
  });
}

/** The people of two shifts exchange them, of one seat or of two. */
export function swapShifts(
  { rota }: Pick<RotaDeps, 'rota'>,
  command: RegistryCommand,
  { withShiftId, ...asked }: AskedOfShift & { readonly withShiftId: string },
): RegistryResult {
  return rota.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const one = await openShift(tx, command, asked);
    if (isRefusal(one)) return one;
    const other = await openShift(tx, command, { ...asked, id: withShiftId, ifMatch: undefined });
    if (isRefusal(other)) return other;
    await change(tx, command, one.shift, other.shift, 'swapped', asked.reason);
    await change(tx, command, other.shift, one.shift, 'swapped', asked.reason);
    return { ...written('shifts-swapped', one.seat, 2), id: one.shift.id };
  });
}

/** Without a stand-in the hours have no holder; a stand-in who is found later takes them in the same way. */
export function reportAbsence(
  { rota }: Pick<RotaDeps, 'rota'>,
  command: RegistryCommand,
  { standIn, ...asked }: AskedOfShift & { readonly standIn: Holder | undefined },
): RegistryResult {
  return rota.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await openShift(tx, command, asked, standIn !== undefined);
    if (isRefusal(found)) return found;
    const { shift, seat } = found;
    if (standIn === undefined) await change(tx, command, { ...shift, state: 'absent' }, shift, 'absent', asked.reason);
    else {
      const others = (await tx.planned(shift.seatId, shift.from, shift.to)).filter(({ id }) => id !== shift.id);
      if (others.length > 0) return refuse('shift-overlaps');
      const holder = { personName: standIn.personName, voiceNumber: standIn.voiceNumber ?? null };
      await change(tx, command, { ...shift, state: 'planned' }, holder, 'stood-in', asked.reason);
    }
    return { ...written('shift-absence', seat, 1), id: shift.id };
  });
}

export function cancelShift(
  { rota }: Pick<RotaDeps, 'rota'>,
  command: RegistryCommand,
  asked: AskedOfShift,
): RegistryResult {
  return rota.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await openShift(tx, command, asked, true);
    if (isRefusal(found)) return found;
    const { shift, seat } = found;
    await change(tx, command, { ...shift, state: 'cancelled' }, shift, 'cancelled', asked.reason);
    return { ...written('shift-cancelled', seat, 1), id: shift.id };
  });
}

async function openShift(
  tx: RotaTransaction,
  { at }: RegistryCommand,
  { id, ifMatch }: Pick<AskedOfShift, 'id' | 'ifMatch'>,
  orAbsent = false,
): Promise<{ readonly shift: ShiftFile; readonly seat: DutySeatFile } | Refusal> {
  const shift = await tx.shift(id);
  const seat = shift && (await tx.seat(shift.seatId));
  if (shift === null || seat === null) return refuse('not-found');
  const isOpen = shift.state === 'planned' || (orAbsent && shift.state === 'absent');
  return staleRow(shift, ifMatch) ?? (isOpen && shift.to > at ? { shift, seat } : refuse('shift-over'));
}

async function change(
  tx: RotaTransaction,
  command: RegistryCommand,
  shift: ShiftFile,
  { personName, voiceNumber }: Pick<ShiftFile, 'personName' | 'voiceNumber'>,
  what: ShiftStep,
  reason: string,
): Promise<void> {
  const after = { ...shift, personName, voiceNumber, version: shift.version + 1, changedBy: command.by };
  await tx.update(after);
  await append(tx, command, after, what, reason);
}

const append = (
  tx: RotaTransaction,
  { by, at }: RegistryCommand,
  { id, personName }: ShiftFile,
  what: ShiftStep,
  reason: string | null,
): Promise<void> => tx.step({ shiftId: id, what, personName, reason, by, at });

const written = (action: string, { id, regionId, role }: DutySeatFile, shifts: number): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'duty-seat', subjectId: id, regionId, details: { role, shifts } },
});
