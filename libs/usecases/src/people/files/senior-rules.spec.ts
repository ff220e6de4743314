import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { as, isRefusal, type AccountId, type Refusal, type SeniorId } from '@silverbell/kernel';
import type { FileWarning } from '@silverbell/vocabulary';
import type { SeniorFile } from './port.js';
import { seniorAfter, seniorWarnings, type SeniorChange } from './senior-rules.js';

const TODAY = '2026-11-29';
const NUMBER = '11010519491231002X';
const hand = { id: as<SeniorId>('chen'), by: as<AccountId>('officer'), today: TODAY };
const refused = (change: SeniorChange, before: SeniorFile | null = null): string =>
  (seniorAfter(before, change, hand) as Refusal).refused;

const NEW: SeniorChange = { homeId: 'home', regionId: 'village', name: '陈桂芳' };
function written(change: SeniorChange, before: SeniorFile | null = null): SeniorFile {
  const file = seniorAfter(before, change, hand);
  if (isRefusal(file)) throw new Error(file.refused);
  return file;
}

describe('a person who is put on file', () => {
  it('is complete for an alert with a name, a home and a region', () => {
    expect(written(NEW)).toMatchObject({
      ...{ name: '陈桂芳', homeId: 'home', regionId: 'village', status: 'active', verifyBy: 'voice', version: 1 },
      ...{ dispatchFirst: false, dispatchFirstReason: null, gender: 'unknown', hearing: 'unknown', dementia: false },
      ...{ languages: [], careCategories: [], economicClass: 'other', protectionFlags: [], changedBy: 'officer' },
    });
  });

  it('has birth date and sex from her identity number (CR-07)', () => {
    expect(written({ ...NEW, idNumber: '11010519491231002x' })).toMatchObject({
      ...{ idNumber: NUMBER, birthDate: '1949-12-31', gender: 'female' },
    });
    expect(refused({ ...NEW, idNumber: NUMBER, birthDate: '1950-01-01' })).toBe('id-number-other-birth-date');
    expect(refused({ ...NEW, idNumber: NUMBER, gender: 'male' })).toBe('id-number-other-gender');
    expect(written({ ...NEW, idNumber: NUMBER, gender: 'unknown' }).gender).toBe('female');
    expect(refused({ ...NEW, idNumber: '110105491231002' })).toBe('id-number-invalid');
    expect(refused({ ...NEW, birthDate: '2026-11-30' })).toBe('birth-date-ahead');
  });

  it('keeps the birth date that her number says when another is written later', () => {
    const before = written({ ...NEW, idNumber: NUMBER });
    expect(refused({ birthDate: '1950-01-01' }, before)).toBe('id-number-other-birth-date');
    expect(written({ idNumber: null, birthDate: '1950-01-01' }, before)).toMatchObject({
      ...{ idNumber: null, birthDate: '1950-01-01' },
    });
  });

  it.each(['text', 'signal', 'visit'] as const)('is sent somebody first when she is verified by %s', (verifyBy) => {
    for (const dispatchFirst of [undefined, false, true])
      expect(written({ ...NEW, verifyBy, dispatchFirst })).toMatchObject({
        ...{ verifyBy, dispatchFirst: true, dispatchFirstReason: 'verify-by' },
      });
    const before = written({ ...NEW, verifyBy });
    expect(written({ verifyBy: 'voice' }, before)).toMatchObject({ dispatchFirst: false, dispatchFirstReason: null });
  });

  it('keeps a reason of her own to be sent somebody first, whatever she is verified by', () => {
    const own = written({ ...NEW, dispatchFirst: true, dispatchFirstReason: '制氧机' });
    const text = written({ verifyBy: 'text' }, own);
    expect(text).toMatchObject({ dispatchFirst: true, dispatchFirstReason: '制氧机' });
    expect(written({ verifyBy: 'voice' }, text)).toMatchObject({ dispatchFirst: true, dispatchFirstReason: '制氧机' });
    expect(written({ ...NEW, dispatchFirst: true }).dispatchFirstReason).toBe('not-stated');
  });

  it('is never sent somebody first without a reason, nor left waiting for a voice she has not', () => {
    const step = fc.record(
      {
        verifyBy: fc.constantFrom('voice', 'text', 'signal', 'visit'),
        dispatchFirst: fc.boolean(),
        dispatchFirstReason: fc.constantFrom(null, 'verify-by', '制氧机'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        let file = written(NEW);
        for (const change of steps) file = written(change as SeniorChange, file);
        expect(file.verifyBy === 'voice' || file.dispatchFirst).toBe(true);
        expect(file.dispatchFirst).toBe(file.dispatchFirstReason !== null);
        expect(file.version).toBe(steps.length + 1);
      }),
    );
  });

  it('changes what is written and nothing else', () => {
    const before = written({ ...NEW, phone: '13800000000', languages: ['zh-sichuan'], healthNotes: '高血压' });
    expect(written({ healthNotes: null }, before)).toEqual({ ...before, healthNotes: null, version: 2 });
    expect(written({ phone: '02800000000' }, before)).toEqual({ ...before, phone: '02800000000', version: 2 });
  });
});

describe('what is doubtful about her file', () => {
  const warned = (change: SeniorChange, more: object = {}): readonly FileWarning[] =>
    seniorWarnings(written({ ...NEW, phone: '13800000000', ...change }), {
      ...{ today: TODAY, homeRegionId: 'village', namesakesAtAddress: 0 },
      ...more,
    });

  it('is nothing of a plain one', () => {
    expect(warned({ birthDate: '1949-12-31' })).toEqual([]);
  });

  it.each<readonly [FileWarning, SeniorChange, object]>([
    ['same-name-same-address', {}, { namesakesAtAddress: 1 }],
    ['under-60', { birthDate: '1966-11-30' }, {}],
    ['region-differs', {}, { homeRegionId: 'other' }],
    ['registered-elsewhere', { registeredAt: '外省' }, {}],
    ['registered-elsewhere', { registrationRegionId: 'other' }, {}],
    ['no-phone', { phone: null }, {}],
    ['phone-unusual', { phone: '12' }, {}],
  ])('%s is a warning and no refusal (SR-13)', (warning, change, more) => {
    expect(warned(change, more)).toEqual([warning]);
  });

  it('is not the age of who is 60 today, nor a fictional number', () => {
    expect(warned({ birthDate: '1966-11-29', phone: '0000012345' })).toEqual([]);
  });
});
