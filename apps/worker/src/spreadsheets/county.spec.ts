import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, type GeoPoint, type RegionId } from '@silverbell/kernel';
import {
  HeadingFinder,
  planRegions,
  readImportRow,
  RegionIndex,
  type IndexedRegion,
  type RegionDraft,
} from '@silverbell/usecases';
import type { ImportKind } from '@silverbell/vocabulary';
import { officeFiles, type OfficeSheet } from './county.js';
import { readOptions } from './make.js';

const files = officeFiles({ seniors: 800, helpers: 60, devices: 40, seed: 1 });
const centre = geoPoint(30.2, 119.1) as GeoPoint;
const place = { centre, boundary: null } as const;
const county: IndexedRegion = { id: as<RegionId>('root'), parentId: null, name: '某县', levelNo: 2, ...place };

function rowsOf(kind: ImportKind, { headings, rows, title }: OfficeSheet, regions: RegionIndex) {
  const finder = new HeadingFinder(kind, {});
  const cell = (text: string | number | null) =>
    text === null ? undefined : ({ kind: typeof text === 'number' ? 'number' : 'text', text: String(text) } as const);
  const line = (cells: readonly (string | number | null)[]) =>
    finder.under({ sheet: '表', row: 1, cells: cells.map(cell) });
  line([title]);
  line(headings);
  return [...rows].map((cells, n) => {
    const under = line(cells);
    if (!under) throw new Error(`row ${String(n)} stands under no headings`);
    return readImportRow(kind, under.headings, cells.map(cell), { today: '2026-11-28', datum: 'wgs84', regions });
  });
}

describe('the files of a fictional office', () => {
  const empty = new RegionIndex([county]);
  const plan = planRegions(
    rowsOf('regions', files.regions, empty).map(({ row }, n) => ({ no: n, draft: row?.draft as RegionDraft })),
    empty,
    county,
  );
  const regions = new RegionIndex([
    county,
    ...plan.order.map(({ no, parent, draft, levelNo }) => ({
      ...{ id: as<RegionId>(String(no)), name: draft.name, levelNo, ...place },
      parentId: 'no' in parent ? as<RegionId>(String(parent.no)) : county.id,
    })),
  ]);

  it('have three towns and nine villages, whose towns stand below them', () => {
    expect(plan.faults).toEqual([]);
    expect(plan.order.map(({ levelNo }) => levelNo).sort()).toEqual([3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
  });

  it('have exactly the seniors asked for that can be imported, and one in 200 more that cannot', () => {
    const rows = rowsOf('people', files.people, regions);
    expect(rows.filter(({ row }) => row !== null)).toHaveLength(800);
    const codes = rows.flatMap(({ faults }) => faults.map(({ code }) => code));
    expect(rows.filter(({ row }) => row === null)).toHaveLength(4);
    expect(codes.every((code) => ['id-number-fifteen', 'id-number-check', 'two-people'].includes(code))).toBe(true);
    expect(rows.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual(
      expect.arrayContaining(['village-missing', 'place-of-region']),
    );
  });

  it.each(['facilities', 'helpers', 'devices'] as const)('have %s that can all be imported', (kind) => {
    expect(rowsOf(kind, files[kind], regions).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('are the same for the same seed', () => {
    const again = officeFiles({ seniors: 800, helpers: 60, devices: 40, seed: 1 });
    expect([...again.people.rows]).toEqual([...files.people.rows]);
  });

  it('are not written for options that are no numbers', () => {
    expect(readOptions(['--seniors', 'many'])).toMatch(/--seniors many/);
    expect(readOptions(['--seed', '7'])).toMatchObject({ seniors: 14_584, helpers: 60, devices: 400, seed: 7 });
  });
});
