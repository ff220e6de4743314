import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { EXPORT_LISTS } from '@silverbell/vocabulary';
import { cellsOf, EXPORT_COLUMNS } from './columns.js';
import { frameOf } from './sheet.js';
import { ExportTotals } from './totals.js';

const SENIOR = {
  ...{ name: '张秀芳', idNumber: '349901195003150021', gender: 'female', birthDate: '1950-03-15', region: '清水村' },
  ...{ address: '柳荫路1号', phone: '00012345678', status: 'active', careCategories: ['living-alone', 'disabled'] },
};
const seniors = (inFull: boolean) =>
  cellsOf(EXPORT_COLUMNS.seniors, SENIOR, { inFull, language: 'zh-CN' }).slice(0, 9).join(' ');

describe('rows of an export (CR-78)', () => {
  it('hold what is on file for those who keep the list', () => {
    expect(seniors(true)).toBe('张秀芳 349901195003150021 女 1950-03-15 清水村 柳荫路1号 00012345678 在册 独居、失能');
  });

  it('are masked for everybody else: name, number, birthday, address, phone (CR-07)', () => {
    expect(seniors(false)).toBe('张*芳 349***********0021 女 1950 清水村  000****5678 在册 独居、失能');
  });

  it('name the weekdays of a plan, and mask her worker like herself', () => {
    const plan = { senior: '李福全', items: ['居室清洁'], weekdays: ['1', '7'], starts: '09:00', preferred: '孙晓燕' };
    const cells = (inFull: boolean, language: 'zh-CN' | 'en') =>
      cellsOf(EXPORT_COLUMNS['service-plans'], plan, { inFull, language })
        .filter((one) => one !== null)
        .join(' ');
    expect(cells(true, 'zh-CN')).toBe('李福全 居室清洁 一、日 09:00 孙晓燕');
    expect(cells(false, 'en')).toBe('李*全 居室清洁 Mon、Sun 09:00 孙*燕');
  });

  it('write money in yuan, name who took a meal, and add both up in the last row', () => {
    const meal = { day: '2026-10-14', senior: '李福全', state: 'attended', taker: 'neighbour', inPerson: false };
    const columns = EXPORT_COLUMNS.meals;
    const cells = cellsOf(columns, { ...meal, price: 850, subsidy: 300, pays: 550 }, { inFull: false, language: 'en' });
    expect(cells.filter((one) => one !== null)).toEqual([
      ...['2026-10-14', '李*全', 'Taken', 'A neighbour', 'no', 8.5, 3, 5.5],
    ]);
    const totals = new ExportTotals(columns);
    expect([totals.add({ price: 850, subsidy: 300 }), totals.add({ price: null }), totals.add({ price: 5 })]).toEqual([
      ...[1, 2, 3],
    ]);
    expect(totals.cells().filter((one) => one !== null)).toEqual(['3', 8.55, 3, 0]);
  });

  it('leave empty what is unknown, in every list', () => {
    for (const list of EXPORT_LISTS)
      expect(cellsOf(EXPORT_COLUMNS[list], {}, { inFull: true, language: 'zh-CN' }).every((one) => one === null)).toBe(
        true,
      );
  });
});

describe('the frame of an export (CR-78)', () => {
  const of = { region: '清水县', provider: null };

  it('names the days that were asked for, and no purpose where none was said', () => {
    const filter = { from: '2026-10-01', to: '2026-10-31' };
    const job = {
      list: 'service-orders',
      format: 'csv',
      filter,
      purpose: null,
      language: 'zh-CN',
      inFull: false,
    } as const;
    const at = instant(Date.UTC(2026, 10, 29, 2, 30));
    const frame = frameOf(job, { ...of, by: '王兰', at, timeZone: 'Asia/Shanghai' });
    expect(frame.fileName).toBe('清水县_上门服务单_2026-10-01至2026-10-31_1030.csv');
    expect(frame.notes[0]).toMatch(/期间：2026-10-01至2026-10-31.*已脱敏/);
    expect(frame.notes[0]).not.toContain('用途');
  });

  it('names region, list, period and time in the file name, and who exported it for what', () => {
    const at = instant(Date.UTC(2026, 10, 29, 2, 30));
    const job = {
      list: 'seniors',
      format: 'xlsx',
      filter: {},
      purpose: 'audit',
      language: 'zh-CN',
      inFull: false,
    } as const;
    expect(frameOf(job, { ...of, by: '王兰 admin', at, timeZone: 'Asia/Shanghai' })).toMatchObject({
      fileName: '清水县_老年人_截至2026-11-29_1030.xlsx',
      title: '清水县老年人名册',
      footer: '导出人：王兰 admin　2026-11-29 10:30',
      notes: [expect.stringMatching(/截至2026-11-29.*用途：.*已脱敏/)],
    });
  });

  it('names the provider, and no region, over its rows of all of its regions', () => {
    const at = instant(Date.UTC(2026, 10, 29, 2, 30));
    const job = { list: 'service-orders', format: 'csv', filter: {}, purpose: null, inFull: true } as const;
    const caption = { region: '清水县', provider: '安心居家', by: '王兰', at, timeZone: 'Asia/Shanghai' };
    const frame = frameOf({ ...job, language: 'zh-CN' }, caption);
    expect([frame.fileName, frame.title]).toEqual([
      '安心居家_上门服务单_截至2026-11-29_1030.csv',
      '安心居家上门服务单名册',
    ]);
    expect(frame.notes[0]).toContain('区划：服务组织全部区划');
    const english = frameOf({ ...job, language: 'en' }, caption);
    expect(english.title).toMatch(/^安心居家: /);
    expect(english.notes[0]).toContain('region: all of the provider');
    expect(JSON.stringify([frame, english])).not.toContain('清水县');
  });
});
