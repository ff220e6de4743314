import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '@silverbell/incidents';
import { as, geoPoint, instant, type AccountId, type GeoPoint, type Instant, type RegionId } from '@silverbell/kernel';
import { EMERGENCY_SERVICES, LADDER_ROLES, type LadderRole } from '@silverbell/vocabulary';
import { changedFields, staleRow } from '../ports/registry-write.js';
import {
  checkTermsOf,
  mayBeDeactivated,
  mayHaveBelow,
  mayLeaveRung,
  mayMove,
  mayStandBelow,
  numbersNear,
  readinessOf,
  responsibleOf,
  rolesOf,
  type DutySeatFile,
  type EmergencyNumberFile,
  type Hours,
  type RegionFile,
} from './index.js';

const NOW = instant(Date.UTC(2026, 10, 28));
const id = (name: string): RegionId => as<RegionId>(name);
const region = (more: Partial<RegionFile> = {}): RegionFile => ({
  ...{ id: id('town'), parentId: id('county'), levelNo: 3, levelName: '镇', name: '镇', boundary: null, version: 1 },
  ...{ centre: geoPoint(29, 103) as GeoPoint, deactivated: null, changedBy: null },
  ...more,
});
const closed = { at: NOW, by: as<AccountId>('li'), reason: '并村' };
const seat = (name: string, regionId: string, role: LadderRole, more: Partial<DutySeatFile> = {}): DutySeatFile => ({
  ...{ id: name, regionId: id(regionId), role, name, voiceNumber: '000', active: true, answeredAt: NOW },
  keepsRota: false,
  ...{ version: 1, changedBy: null },
  ...more,
});

describe('a region', () => {
  it('SR-07: stands below any greater level, however many are left out, and below no other', () => {
    expect(mayStandBelow(region(), { levelNo: 9 })).toBeNull();
    expect(mayStandBelow(region(), { levelNo: 3 })).toMatchObject({ refused: 'region-level' });
    expect(mayStandBelow(region({ deactivated: closed }), { levelNo: 4 })).toMatchObject({
      refused: 'region-inactive',
    });
    expect(mayHaveBelow(region(), 4)).toBeNull();
    expect(mayHaveBelow(region(), null)).toBeNull();
    expect(mayHaveBelow(region({ levelNo: 4 }), 4)).toMatchObject({ refused: 'region-level' });
  });

  it('is never moved below itself, and the root not at all', () => {
    expect(mayMove(region(), [id('other'), id('county')])).toBeNull();
    expect(mayMove(region(), [id('village'), id('town'), id('county')])).toMatchObject({ refused: 'region-cycle' });
    expect(mayMove(region({ parentId: null }), [])).toMatchObject({ refused: 'region-is-root' });
  });

  it('is deactivated once, and only when no active home or region hangs on it', () => {
    expect(mayBeDeactivated(region(), { homes: 0, regions: 0 })).toBeNull();
    expect(mayBeDeactivated(region(), { homes: 2, regions: 0 })).toMatchObject({ facts: { homes: 2 } });
    expect(mayBeDeactivated(region(), { homes: 0, regions: 1 })).toMatchObject({ refused: 'region-in-use' });
    const gone = region({ deactivated: closed });
    expect(mayBeDeactivated(gone, { homes: 0, regions: 0 })).toMatchObject({ refused: 'region-inactive' });
  });
});

describe('a row that two people edit', () => {
  it('is stale for the one who read an older version, and not for one who named none', () => {
    const row = { id: 'a', version: 3, changedBy: as<AccountId>('li') };
    expect(staleRow(row, 2)).toMatchObject({ refused: 'version-changed', id: 'a', changedBy: 'li' });
    expect([staleRow(row, 3), staleRow(row, undefined)]).toEqual([null, null]);
  });

  it('is audited by the names of the fields that differ', () => {
    expect(changedFields({ a: 1, b: [1], version: 1 }, { a: 1, b: [2], version: 2 })).toEqual(['b']);
  });
});

describe('the last seat of a rung', () => {
  const cadre = seat('cadre', 'village', 'village-cadre');
  const off = { ...cadre, active: false };

  it.each<readonly [string, DutySeatFile, readonly DutySeatFile[]]>([
    ['alone', off, [cadre]],
    ['beside a seat of another role', off, [cadre, seat('station', 'village', 'station')]],
    ['beside one without a number', off, [cadre, seat('other', 'village', 'village-cadre', { voiceNumber: '' })]],
    ['beside one that is not active', off, [cadre, seat('other', 'county', 'village-cadre', { active: false })]],
    ['given another role', { ...cadre, role: 'station' }, [cadre]],
    ['moved to another region', { ...cadre, regionId: id('county') }, [cadre]],
  ])('stays when it is %s', (_, after, seats) => {
    expect(mayLeaveRung(cadre, after, seats)).toMatchObject({ refused: 'last-seat-of-rung' });
  });

  it('may go when the rung is filled there or above, and may change its number or name', () => {
    expect(mayLeaveRung(cadre, off, [cadre, seat('other', 'county', 'village-cadre')])).toBeNull();
    expect(mayLeaveRung(cadre, { ...cadre, voiceNumber: '001', name: '张' }, [cadre])).toBeNull();
    expect(mayLeaveRung(off, { ...off, role: 'station' }, [off])).toBeNull();
  });
});

describe('what is missing before an alert is answered', () => {
  const counts = (name: string, parentId: string | null, homes = 1) => ({
    ...{ id: id(name), parentId: parentId === null ? null : id(parentId), active: true },
    ...{ homes, seniors: homes, helpers: homes, devices: homes },
  });
  const facts = {
    regions: [counts('county', null, 0), counts('village', 'county')],
    seats: LADDER_ROLES.map((role) => seat(role, 'county', role)),
    numbers: EMERGENCY_SERVICES.map((service): EmergencyNumberFile => ({
      ...{ regionId: id('county'), service, number: '000', checkedAt: NOW },
    })),
    above: [],
    laddersOf: () => defaultPolicy.ladders,
    firstPressAt: NOW as Instant | null,
    checksOf: () => checkTermsOf({}),
    rotaGapsOf: (): readonly Hours[] => [],
  };
  const missing = (more: Partial<typeof facts>) => {
    const readiness = readinessOf({ ...facts, ...more }, NOW);
    return readiness.parts.filter(({ ready }) => !ready).map(({ part }) => part);
  };

  it('is nothing when every rung is filled and somebody pressed', () => {
    expect(readinessOf(facts, NOW)).toMatchObject({ seatGaps: [], numberGaps: [], emptyRegions: [] });
    expect(missing({})).toEqual([]);
  });

  it('is a rung without a seat, a number, people, a device, and the first press', () => {
    expect(missing({ seats: facts.seats.filter(({ role }) => role !== 'county-duty') })).toEqual(['seats']);
    expect(missing({ numbers: facts.numbers.slice(1) })).toEqual(['emergency-numbers']);
    expect(missing({ regions: [counts('county', null, 0), counts('village', 'county', 0)] })).toEqual([
      'people',
      'devices',
    ]);
    expect(missing({ firstPressAt: null })).toEqual(['first-press']);
  });

  it('names the region and the role, and the seats and numbers whose monthly check is due', () => {
    const old = { ...seat('old', 'village', 'village-cadre'), answeredAt: instant(NOW - 32 * 86_400_000) };
    const seats = [...facts.seats.filter(({ role }) => role !== 'county-duty'), old];
    const [first = facts.numbers[0], ...rest] = facts.numbers;
    const numbers = [{ ...first, checkedAt: null } as EmergencyNumberFile, ...rest];
    expect(readinessOf({ ...facts, seats, numbers }, NOW)).toMatchObject({
      seatGaps: [
        { regionId: 'village', role: 'village-cadre', gap: 'check-due', seatId: 'old' },
        { regionId: 'village', role: 'county-duty', gap: 'no-seat', seatId: null },
      ],
      numberGaps: [{ regionId: 'village', service: '120', gap: 'check-due' }],
    });
  });

  it('SR-58: names villages without a seat of their own, whose unanswered alerts climb', () => {
    expect(readinessOf(facts, NOW).withoutResponsible).toEqual(['village']);
    const own = [...facts.seats, seat('cadre', 'village', 'village-cadre')];
    expect(readinessOf({ ...facts, seats: own }, NOW).withoutResponsible).toEqual([]);
    expect(responsibleOf(id('village'), own)).toMatchObject({ id: 'cadre' });
    expect(responsibleOf(id('village'), [seat('cadre', 'village', 'village-cadre', { voiceNumber: '' })])).toBeNull();
  });

  it('warns of hours without a holder of a seat that keeps a rota', () => {
    const gap = { from: NOW, to: instant(NOW + 3_600_000) };
    const kept = seat('kept', 'county', 'county-duty', { keepsRota: true });
    const seats = [...facts.seats.filter(({ role }) => role !== 'county-duty'), kept];
    const readiness = readinessOf({ ...facts, seats, rotaGapsOf: () => [gap] }, NOW);
    expect(readiness.rotaGaps).toEqual([{ seatId: 'kept', role: 'county-duty', regionId: 'county', ...gap }]);
    expect(readiness.seatGaps).toEqual([{ regionId: 'village', role: 'county-duty', gap: 'rota-gap', seatId: 'kept' }]);
    expect(readiness.parts.find(({ part }) => part === 'seats')).toMatchObject({ ready: true });
  });

  it('counts a check as long as the region says', () => {
    const seats = facts.seats.map((one) => ({ ...one, regionId: id('village') }));
    const later = instant(NOW + 10 * 86_400_000);
    const checksOf = () => checkTermsOf({ 'checks.seatEveryD': 7 });
    expect(readinessOf({ ...facts, seats, checksOf }, later).seatGaps).not.toEqual([]);
    expect(readinessOf({ ...facts, seats }, later).seatGaps).toEqual([]);
  });

  it('asks for the roles that some rung tells', () => {
    expect(rolesOf(defaultPolicy.ladders)).toEqual(expect.arrayContaining(['village-cadre', 'county-duty', 'lead']));
    expect(rolesOf({ ...defaultPolicy.ladders, ...emptied() })).toEqual([]);
  });
  const emptied = () =>
    Object.fromEntries(
      Object.entries(defaultPolicy.ladders).map(([key, one]) => [
        key,
        { ...one, rungs: [], lastRung: { ...one.lastRung, steps: [] } },
      ]),
    );
});

describe('an emergency number', () => {
  it('is the one of the nearest region that has it', () => {
    const number = (regionId: string, service: '120' | '119'): EmergencyNumberFile => ({
      ...{ regionId: id(regionId), service, number: regionId, checkedAt: null },
    });
    const near = numbersNear(
      [id('village'), id('county')],
      [number('county', '120'), number('village', '120'), number('county', '119')],
    );
    expect([near.get('120')?.number, near.get('119')?.number, near.get('110')]).toEqual([
      'village',
      'county',
      undefined,
    ]);
  });
});
