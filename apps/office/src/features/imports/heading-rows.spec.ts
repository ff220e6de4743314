import { describe, expect, it } from '@jest/globals';
import { columnsOf, headingRowsOf, mappingOf, sheetsOf } from './heading-rows.js';

const cell = (column: string, text: string, isHeading = true) => ({ column, text, isHeading });
const file = {
  sheets: [{ name: '表', row: 2, columns: [{ heading: '何人', field: null }] }],
  firstRows: [
    { sheet: '表', row: 1, cells: [cell('A', '花名册')] },
    { sheet: '表', row: 2, cells: [cell('A', '何人'), cell('AA', '住在')] },
    { sheet: '表', row: 3, cells: [cell('A', '甲'), cell('B', '乙'), cell('C', '***', false)] },
  ],
};

describe('a file in which no heading is known', () => {
  it('offers the rows with at least two words, and the columns in the order of the file', () => {
    expect(headingRowsOf(file.firstRows)).toEqual([2, 3]);
    expect(columnsOf(file.firstRows)).toEqual(['A', 'B', 'C', 'AA']);
  });

  it('shows the columns of the row that a person chose, without cells that hold numbers', () => {
    expect(sheetsOf(file, {})).toEqual(file.sheets);
    expect(sheetsOf(file, { 表: 3 })[0]?.columns.map(({ heading }) => heading)).toEqual(['甲', '乙']);
  });

  it('sends nothing of a row that is no longer chosen', () => {
    const chosen = { 何人: 'name', 甲: 'address' };
    expect(mappingOf(sheetsOf(file, { 表: 3 }), chosen)).toEqual({ 甲: 'address' });
  });
});
