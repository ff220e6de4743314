import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, type GeoPoint, type RegionId } from '@silverbell/kernel';
import type { ImportKind } from '@silverbell/vocabulary';
import { checkCharacterOf } from '../people/id-number.js';
import { IMPORT_FIELDS } from './fields.js';
import { HeadingFinder, type ReadRow } from './headings.js';
import type { PeopleDraft } from './drafts.js';
import { differencesOf } from './plan-people.js';
import type { SheetCell } from './port.js';
import { previewValues } from './preview.js';
import { planRegions } from './plan-regions.js';
import { readImportRow } from './read-row.js';
import { RegionIndex, type IndexedRegion } from './region-index.js';

const centre = geoPoint(32.1, 117.5) as GeoPoint;
const region = (id: string, parentId: string | null, levelNo: number, name: string): IndexedRegion => ({
  ...{
    id: as<RegionId>(id),
    parentId: parentId === null ? null : as<RegionId>(parentId),
    levelNo,
    name,
    centre,
    boundary: null,
  },
});
const regions = new RegionIndex([
  region('county', null, 2, '银铃县'),
  region('east', 'county', 3, '东山镇'),
  region('west', 'county', 3, '西河镇'),
  region('east-clear', 'east', 4, '清水村'),
  region('west-clear', 'west', 4, '清水村'),
  region('stone', 'east', 4, '石桥社区'),
]);
const context = { today: '2026-11-28', datum: 'gcj02', regions } as const;
const valid = (first: string): string => first + checkCharacterOf(first);
const WOMAN = valid('34112619500315002');

const cell = (text: string | SheetCell): SheetCell | undefined =>
  typeof text !== 'string' ? text : text === '' ? undefined : { kind: 'text', text };
const rowOf = (values: Readonly<Record<string, string | SheetCell>>): ReadRow => ({
  ...{ sheet: '表', row: 2, cells: Object.values(values).map(cell) },
});
/** Reads one row below its headings, as a file would be. */
function read(kind: ImportKind, values: Readonly<Record<string, string | SheetCell>>, said = {}) {
  const finder = new HeadingFinder(kind, said);
  finder.under({ sheet: '表', row: 1, cells: Object.keys(values).map((text) => ({ kind: 'text', text })) });
  const under = finder.under(rowOf(values));
  if (!under) throw new Error('the headings were not recognised');
  const columns = Object.keys(values);
  const { row, faults, warnings, key, same } = readImportRow(kind, under.headings, rowOf(values).cells, context);
  const named = (all: readonly { column: number | null; code: string }[]) =>
    all.map(({ column, code }) => `${column === null ? 'row' : (columns[column] ?? '?')}: ${code}`);
  return {
    draft: row?.draft as never as Record<string, never> | undefined,
    faults: named(faults),
    warnings: named(warnings),
    key,
    same,
  };
}
const PERSON = {
  姓名: '张 三',
  身份证号: WOMAN,
  乡镇: '东山镇',
  村: '清水村',
  家庭住址: '5组12号',
  电话: '13800001111',
};

describe('headings', () => {
  it('are found below a merged title and a line about the unit', () => {
    const finder = new HeadingFinder('people', {});
    const line = (...texts: string[]): ReadRow => ({ sheet: '表', row: 1, cells: texts.map(cell) });
    expect(finder.under(line('2026年老年人花名册'))).toBeNull();
    expect(finder.under(line('填报单位：民政局', '', '日期：2026'))).toBeNull();
    expect(finder.under(line('序号', '姓 名*', '身份证号（18位）', '备注'))).toBeNull();
    expect(finder.found[0]?.fields).toEqual([null, 'name', 'idNumber', null]);
    expect(finder.under(line('1', '张三', WOMAN))?.headings).toBe(finder.found[0]);
    expect(finder.under(line('合计', '1 人'))).toBeNull();
  });

  it('that nobody knows are read as a person says they are', () => {
    expect(
      read('people', { ...PERSON, 伴侣: '李四', 伴侣号: '110' }, { 伴侣: 'contactName', 伴侣号: 'contactPhone' }).draft,
    ).toMatchObject({
      contacts: [{ name: '李四', phone: '110' }],
    });
  });

  const fieldsOf = (headings: readonly string[], said: Readonly<Record<string, string>>) => {
    const finder = new HeadingFinder('people', said);
    finder.under({ sheet: '表', row: 1, cells: headings.map(cell) });
    return finder.found[0]?.fields;
  };

  it('that a person leaves out are still headings, so that the choice can be taken back', () => {
    expect(fieldsOf(['姓名', '身份证号'], { 姓名: 'ignored', 身份证号: 'ignored' })).toEqual([null, null]);
    expect(fieldsOf(['甲', '乙'], {})).toBeUndefined();
  });

  it('of one meaning are read where a person chose it, else in the first column', () => {
    expect(fieldsOf(['姓名', '身份证号', '户主'], { 户主: 'name' })).toEqual([null, 'idNumber', 'name']);
    expect(fieldsOf(['姓名', '身份证号', '姓名'], {})).toEqual(['name', 'idNumber', null]);
  });

  it('that nobody knows are proposed from the row with the most words, numbers hidden', () => {
    const finder = new HeadingFinder('people', {});
    const lines = [['花名册'], ['何人', '住在', '电'], ['甲', '一组2号', '138 0000 1111'], ['乙', '', '門牌12345']];
    for (const [n, texts] of lines.entries())
      finder.under({ sheet: '表', row: n + 1, cells: texts.map((text) => cell(text)) });
    expect(finder.found).toEqual([]);
    const { headings, rows } = finder.candidates;
    expect(headings).toEqual([{ sheet: '表', row: 2, headings: ['何人', '住在', '电'], fields: [null, null, null] }]);
    expect(rows.map(({ cells }) => cells.map((one) => one?.text ?? ''))).toEqual([
      ...[['花名册'], ['何人', '住在', '电'], ['甲', '一组2号', '*** **** ****'], ['乙', '', '門牌*****']],
    ]);
    expect(rows[2]?.cells.map((one) => one?.isHeading)).toEqual([true, true, false]);
  });

  it('of which one is known stand in its row', () => {
    const finder = new HeadingFinder('people', {});
    finder.under({ sheet: '表', row: 1, cells: ['甲', '乙', '丙'].map(cell) });
    finder.under({ sheet: '表', row: 2, cells: ['姓名', '丁'].map(cell) });
    expect(finder.candidates.headings).toEqual([
      { sheet: '表', row: 2, headings: ['姓名', '丁'], fields: ['name', null] },
    ]);
  });

  it.each(Object.keys(IMPORT_FIELDS) as ImportKind[])('of the template of %s are all recognised', (kind) => {
    const finder = new HeadingFinder(kind, {});
    const fields = IMPORT_FIELDS[kind];
    finder.under({
      sheet: '表',
      row: 1,
      cells: fields.map(({ heading }) => ({ kind: 'text', text: heading['zh-CN'] })),
    });
    expect(finder.found[0]?.fields).toEqual(fields.map(({ name }) => name));
  });
});

describe('a row of people', () => {
  it('becomes a home, a senior with what her identity number says, and a contact (CR-07)', () => {
    const { draft, faults, key, same } = read('people', {
      ...{
        ...PERSON,
        联系人: '张小妹',
        关系: '女儿',
        联系人电话: '139-0000-2222',
        类别: '独居、空巢',
        经济状况: '低保',
      },
      ...{ 经度: '117.5', 纬度: '32.1', 电梯: '否', 序号: '1' },
    });
    expect(faults).toEqual([]);
    expect(draft).toMatchObject({
      home: {
        regionId: 'east-clear',
        label: '清水村',
        addressWords: '5组12号',
        hasLift: false,
        position: { lat: 32.1, lng: 117.5, datum: 'gcj02' },
      },
      senior: {
        name: '张三',
        idNumber: WOMAN,
        birthDate: '1950-03-15',
        gender: 'female',
        careCategories: ['living-alone', 'empty-nest'],
        economicClass: 'subsistence',
      },
      contacts: [{ name: '张小妹', relation: '女儿', phone: '139-0000-2222', mayDecide: false }],
    });
    expect([key, same]).toEqual([`id ${WOMAN}`, '1950-03-15']);
  });

  it('is known by name and address where no identity number is written', () => {
    const { 身份证号: _, ...rest } = PERSON;
    expect(read('people', rest).key).toBe('name 张三 at east-clear/5组12号');
  });

  it('written full-width, with blanks, or with a day in words is read all the same', () => {
    const { draft, faults } = read('people', {
      ...PERSON,
      ...{ 姓名: '　张三　', 身份证号: WOMAN.replace(/\d/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)) },
      ...{ 电话: '１３８００００１１１１ ', 出生日期: '1950年3月15日' },
    });
    expect(faults).toEqual([]);
    expect(draft).toMatchObject({ senior: { name: '张三', idNumber: WOMAN, phone: '13800001111' } });
  });

  it.each<[string, Record<string, string | SheetCell>, string]>([
    ['an identity number of 15 digits', { 身份证号: '341126500315002' }, '身份证号: id-number-fifteen'],
    [
      'a wrong check digit',
      { 身份证号: WOMAN.slice(0, 17) + (WOMAN.endsWith('1') ? '2' : '1') },
      '身份证号: id-number-check',
    ],
    ['a number that became 3.4E17', { 身份证号: '3.41126E+17' }, '身份证号: id-number-form'],
    ['another birth date than the number says', { 出生日期: '1950-03-16' }, '出生日期: birth-date-differs'],
    [
      'a birth date in 1900',
      { 身份证号: '', 出生日期: { kind: 'date', text: '1900-01-05' } },
      '出生日期: date-impossible',
    ],
    ['two people in one cell', { 姓名: '张三、李四' }, '姓名: two-people'],
    ['two people with a blank between them', { 姓名: '张三 李四' }, '姓名: two-people'],
    ['a formula', { 家庭住址: { kind: 'formula', text: '' } }, '家庭住址: formula'],
    ['a cell with 32,767 characters', { 家庭住址: { kind: 'too-long', text: '' } }, '家庭住址: cell-too-long'],
    ['a village that exists twice', { 乡镇: '' }, '村: region-ambiguous'],
    ['a village that is not there', { 村: '桃源村' }, '村: region-unknown'],
    ['no name', { 姓名: '' }, '姓名: missing'],
    ['words in the place of a phone', { 电话: '没有电话' }, '电话: phone-form'],
  ])('with %s is refused at its cell', (_, change, fault) => {
    expect(read('people', { ...PERSON, 出生日期: '', ...change }).faults).toContain(fault);
  });

  it('without coordinates stands at the centre of its village, and says so', () => {
    const { draft, warnings } = read('people', PERSON);
    expect(draft).toMatchObject({ home: { position: { lat: 32.1, lng: 117.5, datum: 'wgs84', source: 'unknown' } } });
    expect(warnings).toContain('家庭住址: place-of-region');
  });

  it.each<[string, Record<string, string | SheetCell>, string]>([
    ['a latitude of letters', { 经度: '117.5', 纬度: '三十二' }, '纬度: place-unreadable'],
    ['no latitude beside a longitude', { 经度: '117.5', 纬度: '' }, '纬度: place-unreadable'],
    ['two points in a longitude', { 经度: '117.5.1', 纬度: '32.1' }, '经度: place-unreadable'],
    ['a formula for a longitude', { 经度: { kind: 'formula', text: '' }, 纬度: '32.1' }, '经度: formula'],
    ['a comma in place of a point', { 经度: '117,5', 纬度: '32,1' }, '经度: place-nowhere'],
    ['one number for both', { 坐标: '117.5' }, '坐标: place-unreadable'],
    ['three numbers for two', { 坐标: '117.5,32.1,0' }, '坐标: place-unreadable'],
    ['degrees and minutes', { 坐标: `117°30',32°6'` }, '坐标: place-unreadable'],
  ])('with %s is refused at its cell, and no home stands at the centre of its village', (_, place, fault) => {
    const { draft, faults } = read('people', { ...PERSON, ...place });
    expect([draft, faults]).toEqual([undefined, expect.arrayContaining([fault])]);
  });

  it('without a village is kept one level above with a warning; a phone of 20 digits is one too', () => {
    const { draft, warnings } = read('people', { ...PERSON, 村: '', 电话: '13800001111138000011' });
    expect(draft).toMatchObject({ home: { regionId: 'east' }, senior: { phone: '13800001111138000011' } });
    expect(warnings).toEqual(expect.arrayContaining(['村: village-missing', '电话: phone-odd']));
  });

  it('of three sheets is a home, a senior of a home, or contacts of a senior', () => {
    expect(read('people', { 住所编号: 'H1', 村: '石桥', 详细地址: '1号' }).draft).toMatchObject({
      home: { id: 'H1', regionId: 'stone' },
      senior: null,
    });
    expect(read('people', { 姓名: '张三', 住所编号: 'H1', 身份证号: WOMAN }).draft).toMatchObject({
      ...{ home: null, homeId: 'H1', senior: { name: '张三' } },
    });
    expect(read('people', { 老人身份证号: WOMAN, 联系人姓名: '张小妹', 联系人电话: '139' }).draft).toMatchObject({
      ...{ of: { idNumber: WOMAN }, contacts: [{ name: '张小妹' }] },
    });
  });
});

describe('a row of places', () => {
  it('may name a parent that comes later, and says its level by its name', () => {
    const { draft } = read('regions', { 区划名称: '双河村', 上级区划: '南岭镇', 经度: '117.5', 纬度: '32.1' });
    expect(draft).toMatchObject({ name: '双河村', parent: '南岭镇', levelNo: 4, levelName: '村' });
  });

  it.each([
    ['0/0', '0', '0', 'place-nowhere'],
    ['words', '东经', '北纬', 'place-unreadable'],
  ])('at %s is refused', (_, lng, lat, code) => {
    expect(read('regions', { 区划名称: '双河村', 经度: lng, 纬度: lat }).faults).toEqual([`经度: ${code}`]);
  });

  it('has coordinates in one cell, in either order', () => {
    for (const 坐标 of ['117.5,32.1', '32.1，117.5'])
      expect(read('facilities', { 设施名称: '幸福院', 设施类型: '幸福院', 村: '石桥社区', 坐标 }).draft).toMatchObject({
        position: { lat: 32.1, lng: 117.5, datum: 'gcj02' },
      });
  });
});

describe('a row of helpers or devices', () => {
  const HELPER = {
    姓名: '王芳',
    岗位: '网格员',
    电话: '13700001111',
    出生日期: '1985/3/2',
    村: '石桥社区',
    健康证有效期: '2027.1.31',
  };

  it('becomes a helper with her certificates', () => {
    expect(read('helpers', HELPER).draft).toMatchObject({
      ...{ kind: 'grid-worker', birthDate: '1985-03-02', certificates: [{ kind: 'health', validUntil: '2027-01-31' }] },
    });
  });

  it('of a helper who is 17 is refused, on her 18th birthday she is not', () => {
    expect(read('helpers', { ...HELPER, 出生日期: '2008-11-29' }).faults).toEqual(['出生日期: too-young']);
    expect(read('helpers', { ...HELPER, 出生日期: '2008-11-28' }).faults).toEqual([]);
  });

  it('of a device finds its senior by identity number, and gives a watch its prefix', () => {
    expect(read('devices', { 设备编号: '8613800001111', 设备类型: '手表', 身份证号: WOMAN }).draft).toMatchObject({
      ...{ id: 'watch:8613800001111', role: 'watch', profile: 'watch', senior: { idNumber: WOMAN } },
    });
  });
});

describe('what a preview shows of a row', () => {
  const shown = (kind: ImportKind, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const { draft, faults } = read(kind, values);
    if (draft === undefined) throw new Error(faults.join());
    const nameOf = (id: string): string => regions.byId(id)?.name ?? '';
    const all = previewValues(kind, draft as never, { nameOf, language: 'zh-CN' });
    return Object.fromEntries(all.map(({ field, value }) => [field, value]));
  };
  const HIDDEN = { phone: '138****1111', idNumber: `341***********${WOMAN.slice(-4)}` };

  it.each<[ImportKind, Record<string, string>, Record<string, string>]>([
    [
      'people',
      { ...PERSON, 门锁密码: '7391#', 联系人: '张小妹', 联系人电话: '13800001111' },
      { ...HIDDEN, region: '清水村', entryCode: '••••', contactPhone: '138****1111', name: '张三' },
    ],
    [
      'helpers',
      { 姓名: '王芳', 岗位: '网格员', 电话: '13800001111', 出生日期: '1985-03-02', 村: '石桥社区' },
      { phone: '138****1111', kind: '网格员', region: '石桥社区' },
    ],
    ['devices', { 设备编号: 'D-1', 设备类型: '呼叫器', 身份证号: WOMAN }, { idNumber: HIDDEN.idNumber, id: 'D-1' }],
    [
      'facilities',
      { 设施名称: '幸福院', 设施类型: '幸福院', 村: '石桥社区', 电话: '13800001111' },
      { phone: '138****1111', region: '石桥社区' },
    ],
    ['regions', { 区划名称: '双河村', 上级区划: '东山镇' }, { name: '双河村', parent: '东山镇' }],
  ])('of %s has no number in full and no code (CR-07)', (kind, values, expected) => {
    const found = shown(kind, values);
    expect(found).toMatchObject(expected);
    expect(JSON.stringify(found)).not.toMatch(/13800001111|7391|\d{17}/);
  });

  it('of a person on file names the fields that stay as they are', () => {
    const file = { name: '张三', birthDate: '1950-03-15', gender: 'female', phone: '+86 138 0000 1111' } as const;
    const at = { regionId: 'east-clear', addressWords: '5组12号' };
    const draft = read('people', PERSON).draft as never as PeopleDraft;
    expect(differencesOf(draft, { ...file, ...at })).toEqual([]);
    expect(differencesOf(draft, { ...file, phone: null, regionId: 'stone', addressWords: '1号' })).toEqual([
      ...['phone', 'region', 'address'],
    ]);
  });
});

describe('a file of regions', () => {
  const county = regions.byId('county') as IndexedRegion;
  const file = (...rows: [name: string, parent: string | null, levelNo?: number][]) =>
    planRegions(
      rows.map(([name, parent, levelNo = null], n) => ({
        ...{ no: n + 1, draft: { name, parent, levelNo, levelName: '级', centre: null } },
      })),
      regions,
      county,
    );
  const named = ({ order, faults }: ReturnType<typeof file>) => [
    ...order.map(({ draft, existing }) => draft.name + (existing ? ' 在册' : '')),
    ...faults.map(({ no, code }) => `${String(no)} ${code}`),
  ];

  it('is put in order and leaves out a level where there is none (SR-01, SR-07)', () => {
    expect(
      named(file(['双河村', '南岭镇', 4], ['南岭镇', null, 3], ['直管村', '银铃县', 4], ['清水村', '东山镇', 4])),
    ).toEqual([...['南岭镇', '双河村', '直管村', '清水村 在册']]);
  });

  it('with a circle, a parent that is nowhere, or a level above its parent is refused row by row', () => {
    expect(
      named(
        file(['甲镇', '乙镇', 3], ['乙镇', '甲镇', 3], ['丙村', '桃源镇', 4], ['丁县', '东山镇', 2], ['戊村', null, 4]),
      ),
    ).toEqual([...['戊村', '1 region-cycle', '2 region-cycle', '3 region-unknown', '4 region-level']]);
  });
});
