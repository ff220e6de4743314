import { describe, expect, it } from '@jest/globals';
import { as, instant, type AccountId, type RegionId } from '@silverbell/kernel';
import type { RegistryCommand, RegistryStore, RegistryWritten } from '../ports/registry-write.js';
import {
  cancelShift,
  gapsOf,
  holderAt,
  planShifts,
  reportAbsence,
  swapShifts,
  type DutySeatFile,
  type RotaTransaction,
  type ShiftFile,
  type ShiftStepFile,
} from './index.js';

const H = 3_600_000;
const at = (hour: number) => instant(hour * H);
const command: RegistryCommand = { by: as<AccountId>('li'), at: at(0) };
const shift = (id: string, from: number, to: number, more: Partial<ShiftFile> = {}): ShiftFile => ({
  ...{
    id,
    seatId: 'seat',
    personName: id,
    voiceNumber: null,
    from: at(from),
    to: at(to),
    state: 'planned',
    version: 1,
  },
  changedBy: null,
  ...more,
});

/** Rows in memory; a refusal leaves them as they were, as the transaction would. */
function rotaOf(...shifts: readonly ShiftFile[]) {
  const seats = new Map<string, DutySeatFile>(
    ['seat', 'other'].map((id) => [
      id,
      {
        ...{ id, regionId: as<RegionId>('county'), role: 'county-duty', name: '值班室', voiceNumber: '000' },
        ...{ active: true, answeredAt: null, keepsRota: false, version: 1, changedBy: null },
      },
    ]),
  );
  const rows = new Map(shifts.map((one) => [one.id, one]));
  const steps: ShiftStepFile[] = [];
  const tx: RotaTransaction = {
    seat: (id) => Promise.resolve(seats.get(id) ?? null),
    updateSeat: async (seat) => void (await Promise.resolve(seats.set(seat.id, seat))),
    shift: (id) => Promise.resolve(rows.get(id) ?? null),
    planned: (seatId, from, to) =>
      Promise.resolve(
        [...rows.values()].filter(
          (one) => one.seatId === seatId && one.state === 'planned' && one.from < to && one.to > from,
        ),
      ),
    insert: async (one) => void (await Promise.resolve(rows.set(one.id, one))),
    update: async (one) => void (await Promise.resolve(rows.set(one.id, one))),
    step: async (step) => void (await Promise.resolve(steps.push(step))),
  };
  const rota: RegistryStore<RotaTransaction> = {
    write: (_, work) => work(tx) as Promise<RegistryWritten>,
  };
  return { rota, rows, steps, seats, newId: () => 'made' };
}

describe('gaps of a rota', () => {
  it('are the hours in which no planned shift lies', () => {
    const shifts = [shift('b', 4, 8), shift('a', -2, 2), shift('gone', 2, 4, { state: 'absent' })];
    expect(gapsOf(shifts, { from: at(0), to: at(10) })).toEqual([
      { from: at(2), to: at(4) },
      { from: at(8), to: at(10) },
    ]);
  });

  it('are none between shifts that touch or overlap', () => {
    expect(gapsOf([shift('a', 0, 5), shift('b', 3, 6), shift('c', 6, 9)], { from: at(1), to: at(9) })).toEqual([]);
  });
});

describe('who holds a seat', () => {
  it('is the person of the running shift, from its first moment to before its end', () => {
    const shifts = [shift('a', 0, 2), shift('b', 2, 4)];
    expect([holderAt(shifts, at(0))?.id, holderAt(shifts, at(2))?.id, holderAt(shifts, at(4))]).toEqual([
      'a',
      'b',
      null,
    ]);
  });

  it('is nobody while she is absent', () => {
    expect(holderAt([shift('a', 0, 2, { state: 'absent' })], at(1))).toBeNull();
  });
});

describe('planning shifts', () => {
  const wanted = { personName: '王', from: at(1), to: at(3) };

  it('begins the rota of the seat with the first one, and appends what was done', async () => {
    const deps = rotaOf();
    expect(await planShifts(deps, command, 'seat', [wanted])).toMatchObject({ audit: { action: 'shifts-planned' } });
    expect(deps.seats.get('seat')).toMatchObject({ keepsRota: true, version: 2 });
    expect(deps.steps).toMatchObject([{ shiftId: 'made', what: 'planned', personName: '王', by: 'li' }]);
  });

  it('is refused over another one of the seat, in the past, and of a seat that is not there', async () => {
    const deps = rotaOf(shift('a', 2, 4));
    expect(await planShifts(deps, command, 'seat', [wanted])).toMatchObject({ refused: 'shift-overlaps' });
    expect(await planShifts(deps, { ...command, at: at(3) }, 'other', [wanted])).toMatchObject({
      refused: 'shift-in-past',
    });
    expect(await planShifts(deps, command, 'nowhere', [wanted])).toMatchObject({ refused: 'not-found' });
    expect(await planShifts(deps, command, 'other', [{ ...wanted, id: 'a' }])).toMatchObject({ refused: 'id-taken' });
  });
});

describe('a swap', () => {
  const asked = { id: 'a', withShiftId: 'b', ifMatch: 1, reason: '家里有事' };

  it('exchanges two people with their numbers, and both shifts tell of it', async () => {
    const deps = rotaOf(shift('a', 1, 2, { voiceNumber: '000 1' }), shift('b', 5, 6, { seatId: 'other' }));
    await swapShifts(deps, command, asked);
    expect(deps.rows.get('a')).toMatchObject({ personName: 'b', voiceNumber: null, version: 2, seatId: 'seat' });
    expect(deps.rows.get('b')).toMatchObject({ personName: 'a', voiceNumber: '000 1', version: 2, seatId: 'other' });
    expect(deps.steps.map(({ shiftId, what }) => [shiftId, what])).toEqual([
      ['a', 'swapped'],
      ['b', 'swapped'],
    ]);
  });

  it('is refused with a shift that is over, and of a shift that was changed meanwhile', async () => {
    const deps = rotaOf(shift('a', 1, 2, { version: 3 }), shift('b', -5, -4));
    expect(await swapShifts(deps, command, asked)).toMatchObject({ refused: 'version-changed' });
    expect(await swapShifts(deps, command, { ...asked, ifMatch: 3 })).toMatchObject({ refused: 'shift-over' });
  });
});

describe('an absence', () => {
  const asked = { id: 'a', ifMatch: undefined, reason: '生病' };

  it('leaves the hours to nobody until a stand-in takes them', async () => {
    const deps = rotaOf(shift('a', 1, 2));
    await reportAbsence(deps, command, { ...asked, standIn: undefined });
    expect(gapsOf([...deps.rows.values()], { from: at(1), to: at(2) })).toHaveLength(1);
    await reportAbsence(deps, command, { ...asked, standIn: { personName: '李', voiceNumber: '000 2' } });
    expect(deps.rows.get('a')).toMatchObject({ personName: '李', voiceNumber: '000 2', state: 'planned' });
    expect(deps.steps.map(({ what }) => what)).toEqual(['absent', 'stood-in']);
  });

  it('is refused a stand-in when the hours were given to another shift meanwhile', async () => {
    const deps = rotaOf(shift('a', 1, 3, { state: 'absent' }), shift('b', 2, 4));
    expect(await reportAbsence(deps, command, { ...asked, standIn: { personName: '李' } })).toMatchObject({
      refused: 'shift-overlaps',
    });
  });

  it('is refused of a shift that was cancelled', async () => {
    const deps = rotaOf(shift('a', 1, 2));
    await cancelShift(deps, command, asked);
    expect(await reportAbsence(deps, command, { ...asked, standIn: undefined })).toMatchObject({
      refused: 'shift-over',
    });
  });
});
